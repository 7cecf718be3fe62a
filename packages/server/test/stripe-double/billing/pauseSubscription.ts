import type Stripe from 'stripe';
import type { Call } from '../Handler.js';
import { numberOf, type Params } from '../params.js';
import type { State } from '../State.js';
import { invalid } from '../StripeFault.js';
import { beginPeriods } from './applyTerms.js';
import { Watch } from './changed.js';
import { cloneOf } from './cloneOf.js';
import { collect } from './collect.js';
import { finalize } from './finalize.js';
import { find, idOf, known } from './find.js';
import { pendingItems } from './invoiceItems.js';
import { createInvoice } from './newInvoice.js';
import { resumesIfPaid } from './resumeByInvoice.js';
import { refuseUnlessPausable } from './pauseSchedules.js';
import { dropPendingUpdate } from './pendingUpdate.js';
import { periodAt } from './periods.js';
import { creditUnusedTime, debitRemainingTime } from './prorations.js';

/** `POST /v1/subscriptions/{id}/pause` */
export function pauseSubscription({ state, path, params }: Call): Stripe.Subscription {
  const subscription = find(state.subscriptions, path.id, 'subscription');
  if (subscription.schedule !== null)
    throw invalid(
      `The subscription is managed by the subscription schedule \`${idOf(subscription.schedule)}\` and cannot be paused.`,
    );
  refuseUnlessPausable(subscription);
  if (!['active', 'trialing', 'past_due'].includes(subscription.status))
    throw invalid(`Only subscriptions that are active can be paused; this one is ${subscription.status}.`);
  const now = state.timeOf(String(subscription.customer));
  const unused =
    ((params.bill_for as Params | undefined)?.unused_time_from as Params | undefined)?.type ?? 'now';
  beginPause(state, subscription, { unused, invoiced: params.invoicing_behavior === 'invoice' }, now);
  return subscription;
}

/** Stops periods and invoices, and gives back what is unused where that was asked for. */
export function beginPause(
  state: State,
  subscription: Stripe.Subscription,
  { unused, invoiced }: { unused: string; invoiced: boolean },
  now: number,
): void {
  const watch = new Watch(state);
  watch.at(subscription);
  dropPendingUpdate(state, subscription, now);
  if (unused !== 'none' && subscription.status !== 'trialing')
    for (const item of subscription.items.data) {
      const from = unused === 'item_current_period_start' ? item.current_period_start : now;
      creditUnusedTime(state, subscription, item, from, now);
    }
  subscription.status = 'paused';
  subscription.status_details = {
    paused: { subscription: { type: 'pause_requested' }, transitioned_at: now, type: 'subscription' },
  };
  watch.tell(subscription, 'customer.subscription.updated');
  state.emit('customer.subscription.paused', subscription);
  const customer = known(state.customers, subscription.customer);
  if (!invoiced || pendingItems(state, customer.id, subscription.id).length === 0) return;
  const invoice = createInvoice(state, {
    customer,
    subscription,
    periodsOf: [],
    reason: 'subscription_update',
    now,
  });
  finalize(state, invoice, now);
  collect(state, invoice, now);
}

/** How a pause ends. */
export interface Resumption {
  anchor: 'now' | 'unchanged';
  onlyIfPaid: boolean;
  prorationBehavior: string;
  prorationDate: number | null;
}

/** `POST /v1/subscriptions/{id}/resume` */
export function resumeSubscription({ state, path, params }: Call): Stripe.Subscription {
  const subscription = find(state.subscriptions, path.id, 'subscription');
  if (subscription.status !== 'paused')
    throw invalid(`Only paused subscriptions can be resumed; this one is ${subscription.status}.`);
  if (subscription.collection_method !== 'charge_automatically')
    throw invalid('Only subscriptions that are charged automatically can be resumed.');
  const now = state.timeOf(String(subscription.customer));
  endPause(state, subscription, resumptionOf(params), false, now);
  return subscription;
}

export function resumptionOf(params: Params): Resumption {
  return {
    anchor: (params.billing_cycle_anchor as Params | undefined)?.type === 'unchanged' ? 'unchanged' : 'now',
    onlyIfPaid: params.payment_behavior === 'resume_on_payment_success',
    prorationBehavior: String(params.proration_behavior ?? 'create_prorations'),
    prorationDate: numberOf(params.proration_date, 'proration_date') ?? null,
  };
}

/**
 * Ends a pause: at once where that costs nothing, else with the payment of the invoice that comes of it. Unless it must be
 * paid, nothing is charged here: the first try, whoever makes it, ends the pause.
 *
 * @param triesNow whether what does not have to be paid is tried all the same.
 */
export function endPause(
  state: State,
  subscription: Stripe.Subscription,
  resumption: Resumption,
  triesNow: boolean,
  now: number,
): void {
  const watch = new Watch(state);
  watch.at(subscription);
  const before = cloneOf(subscription);
  const invoice = beginResumption(state, subscription, resumption, now);
  if (invoice) finalize(state, invoice, now);
  if (!invoice || invoice.amount_remaining === 0) {
    watch.tell(subscription, 'customer.subscription.updated');
    state.emit('customer.subscription.resumed', subscription);
    if (invoice) collect(state, invoice, now);
    return;
  }
  // The periods begin as the invoice says when it is paid; see `resumeByInvoice`.
  const { latest_invoice, discounts } = subscription;
  Object.assign(subscription, before, { latest_invoice, discounts });
  watch.tell(subscription, 'customer.subscription.updated');
  if (resumption.onlyIfPaid) resumesIfPaid.add(invoice);
  if (resumption.onlyIfPaid || triesNow) collect(state, invoice, now);
}

/** Makes a subscription go on, and writes the draft of what that costs; null: nothing. */
export function beginResumption(
  state: State,
  subscription: Stripe.Subscription,
  { anchor, prorationBehavior, prorationDate }: Resumption,
  now: number,
): Stripe.Invoice | null {
  const customer = known(state.customers, subscription.customer);
  delete subscription.status_details;
  subscription.status = 'active';
  if (anchor === 'now') {
    beginPeriods(subscription, now);
    const periodsOf = subscription.items.data;
    return createInvoice(state, { customer, subscription, periodsOf, reason: 'subscription_update', now });
  }
  for (const item of subscription.items.data.filter((it) => it.current_period_end <= now)) {
    const { start, end } = periodAt(subscription.billing_cycle_anchor, item.price.recurring!, now);
    Object.assign(item, { current_period_start: start, current_period_end: end });
    if (prorationBehavior !== 'none')
      debitRemainingTime(
        state,
        subscription,
        item,
        prorationDate ?? now,
        now,
        prorationBehavior === 'always_invoice',
      );
  }
  const isInvoiced =
    prorationBehavior === 'always_invoice' && pendingItems(state, customer.id, subscription.id).length > 0;
  return isInvoiced
    ? createInvoice(state, { customer, subscription, periodsOf: [], reason: 'subscription_update', now })
    : null;
}
