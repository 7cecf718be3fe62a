import type { Session } from '@billfold/contract';
import type { Anchor } from './anchors.js';

/** The sections that a session shows: what it may see and do, of what the configuration offers. */
export function sectionsOf({ capabilities, features }: Pick<Session, 'capabilities' | 'features'>): Anchor[] {
  const seesPlans = capabilities.includes('subscriptions:read');
  const changesPlans = seesPlans && capabilities.includes('subscriptions:write');
  const shown: Record<Anchor, boolean> = {
    overview: seesPlans,
    plan: seesPlans,
    change: changesPlans && capabilities.includes('plans:read') && features.subscriptionUpdate.enabled,
    upcoming: seesPlans,
    payment: capabilities.includes('payment_methods:read') && features.paymentMethodUpdate.enabled,
    invoices: capabilities.includes('invoices:read') && features.invoiceHistory.enabled,
    details: capabilities.includes('billing_details:read') && features.customerUpdate.enabled,
    activity: capabilities.includes('activity:read'),
    pause: changesPlans && features.subscriptionPause.enabled,
    cancel: changesPlans && features.subscriptionCancel.enabled,
  };
  return (Object.keys(shown) as Anchor[]).filter((anchor) => shown[anchor]);
}
