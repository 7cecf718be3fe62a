import type { Flow, FlowType, Session } from '@billfold/contract';
import { invoiceQuery, subscriptionsQuery, type Client } from '@billfold/hooks';
import type { QueryClient } from '@tanstack/react-query';
import type { Anchor } from './anchors.js';
import { sectionsOf } from './sectionsOf.js';

/** The section in which each flow takes place. */
export const sectionOfFlow: Record<FlowType, Anchor> = {
  payment_method_update: 'payment',
  subscription_update: 'change',
  subscription_update_confirm: 'change',
  subscription_cancel: 'cancel',
  invoice_pay: 'invoices',
};

/**
 * Whether there is nothing left to do in a flow, by what is known when the page opens: it was done before, elsewhere, or has
 * been switched off since the link was made. What could not be asked is not gone.
 */
export function isFlowGone(flow: Flow, session: Session, client: Client, queryClient: QueryClient): boolean {
  const { capabilities } = session;
  if (!sectionsOf(session).includes(sectionOfFlow[flow.type])) return true;
  if (flow.type === 'payment_method_update') {
    return session.paymentFields === null || !capabilities.includes('payment_methods:write');
  }
  if (flow.type === 'invoice_pay') {
    const invoice = queryClient.getQueryData(invoiceQuery(client, flow.invoice ?? '').queryKey);
    const isOpen = invoice?.status === 'open' && invoice.amountRemaining.amount > 0;
    return !capabilities.includes('invoices:pay') || (invoice !== undefined && !isOpen);
  }

  const subscriptions = queryClient.getQueryData(subscriptionsQuery(client).queryKey);
  if (!subscriptions) return false;
  const subscription = subscriptions.find(({ id }) => id === flow.subscription);
  if (!subscription || subscription.status === 'canceled') return true;
  if (flow.type === 'subscription_cancel') return subscription.cancelAt !== null;
  if (flow.type !== 'subscription_update_confirm') return false;
  // What is agreed on and comes later is there already, as far as there is something to confirm.
  const { price, quantity } = subscription.pendingChange ?? subscription;
  return price.id === flow.price && quantity === (flow.quantity ?? quantity);
}
