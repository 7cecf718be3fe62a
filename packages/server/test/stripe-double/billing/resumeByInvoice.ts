import type Stripe from 'stripe';
import type { State } from '../State.js';
import { change } from './changed.js';
import { periodAt } from './periods.js';

/** The invoices of resumptions that a first try is not enough for. */
export const resumesIfPaid = new WeakSet<Stripe.Invoice>();

/** A resumption that waited for its payment: the periods that are invoiced begin as its invoice says. */
export function resumeByInvoice(
  state: State,
  subscription: Stripe.Subscription,
  invoice: Stripe.Invoice,
  status: 'active' | 'past_due',
): void {
  change(state, subscription, 'customer.subscription.updated', () => {
    delete subscription.status_details;
    subscription.status = status;
    const begin = invoice.lines.data.find(
      (line) => line.parent?.subscription_item_details?.proration === false,
    );
    // A whole period begins anew; what is divided falls into the one that the anchor gives.
    if (begin) subscription.billing_cycle_anchor = begin.period.start;
    for (const item of subscription.items.data) {
      if (!begin && item.current_period_end > invoice.created) continue;
      const { start, end } = periodAt(
        subscription.billing_cycle_anchor,
        item.price.recurring!,
        invoice.created,
      );
      Object.assign(item, { current_period_start: start, current_period_end: end });
    }
  });
  state.emit('customer.subscription.resumed', subscription);
}
