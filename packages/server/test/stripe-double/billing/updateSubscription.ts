import type Stripe from 'stripe';
import type { Call } from '../Handler.js';
import { booleanOf, metadataOf, numberOf, textOf, type Params } from '../params.js';
import type { State } from '../State.js';
import { invalid } from '../StripeFault.js';
import { applyTerms, type Terms } from './applyTerms.js';
import { cancelLater } from './cancelLater.js';
import { Watch } from './changed.js';
import { isCardLike } from './charge.js';
import { cloneOf } from './cloneOf.js';
import { collect, methodOfSubscription, type Collected } from './collect.js';
import { wantedDiscounts } from './discounts.js';
import { finalize } from './finalize.js';
import { find, idOf } from './find.js';
import { sum } from './money.js';
import { paymentMethodOf } from './newSubscription.js';
import { dropPendingUpdate, postpone } from './pendingUpdate.js';
import { amountOf } from './priceAmount.js';
import { Rehearsal } from './Rehearsal.js';
import { refuseUnpaid } from './refusePayment.js';
import { wantedItems } from './subscriptionItems.js';

/** What a change that waits for its payment can be about; see Stripe's reference on pending updates. */
const CAN_WAIT = new Set(
  'add_invoice_items billing_cycle_anchor cancel_at_period_end discounts expand items metadata off_session payment_behavior proration_behavior proration_date trial_end trial_from_plan'.split(
    ' ',
  ),
);

/** What a schedule decides on alone while it has a subscription. */
const SCHEDULED = ['items', 'cancel_at', 'cancel_at_period_end', 'trial_end', 'billing_cycle_anchor'];

/** What a subscription that is over can still be told. */
const AFTER_THE_END = new Set(['cancellation_details', 'metadata', 'expand']);

/** `POST /v1/subscriptions/{id}` */
export function updateSubscription({ state, path, params }: Call): Stripe.Subscription {
  const subscription = find(state.subscriptions, path.id, 'subscription');
  const now = state.timeOf(String(subscription.customer));
  refuseUnlessUpdatable(subscription, params);
  const terms = termsOf(state, subscription, params, now);
  const method = paymentMethodOf(state, String(subscription.customer), params.default_payment_method);
  if (params.payment_behavior === 'pending_if_incomplete') refuseUnlessItCanWait(state, subscription, params);
  if (params.payment_behavior === 'error_if_incomplete') rehearsePayment(state, subscription, terms, now);

  const watch = new Watch(state);
  watch.at(subscription);
  if (method) subscription.default_payment_method = method;
  updatePlainFields(subscription, params);
  cancelLater(subscription, params, now);
  if (changesTerms(params)) makeChange(state, subscription, terms, params, now, watch);
  watch.tell(subscription, 'customer.subscription.updated');
  return subscription;
}

function makeChange(
  state: State,
  subscription: Stripe.Subscription,
  terms: Terms,
  params: Params,
  now: number,
  watch: Watch,
): void {
  dropPendingUpdate(state, subscription, now);
  const before = cloneOf(subscription);
  const invoice = applyTerms(state, subscription, terms, now);
  if (!invoice) return;
  // What comes of the payment is told after the change itself.
  const canWait = params.payment_behavior === 'pending_if_incomplete';
  const after = cloneOf(subscription);
  if (canWait) postpone(subscription, before, now);
  finalize(state, invoice, now);
  if (canWait && isChargedWell(state, invoice)) {
    Object.assign(subscription, after);
    watch.tell(subscription, 'customer.subscription.updated');
  }
  if (subscription.collection_method === 'send_invoice' && invoice.amount_remaining > 0) return;
  if (params.payment_behavior === 'default_incomplete' && invoice.amount_remaining > 0) return;
  watch.tell(subscription, 'customer.subscription.updated');
  collect(state, invoice, now);
}

/** Whether the charge that is about to be made goes through. */
function isChargedWell(state: State, invoice: Stripe.Invoice): boolean {
  const rehearsal = new Rehearsal(state, String(invoice.customer));
  const copy = rehearsal.invoices.get(invoice.id)!;
  return collect(rehearsal, copy, rehearsal.timeOf()) === 'succeeded';
}

/** Refuses a change whose payment would not go through, before anything is changed. */
function rehearsePayment(
  state: State,
  { id, customer }: Stripe.Subscription,
  terms: Terms,
  now: number,
): void {
  const rehearsal = new Rehearsal(state, String(customer));
  const invoice = applyTerms(rehearsal, rehearsal.subscriptions.get(id)!, terms, now);
  if (!invoice) return;
  finalize(rehearsal, invoice, now);
  const outcome: Collected = collect(rehearsal, invoice, now);
  if (outcome === 'succeeded' || outcome === 'processing') return;
  state.decisions.delete(String(customer));
  throw refuseUnpaid(rehearsal, invoice, outcome);
}

/** @throws StripeFault for what does not exist, is not sold, or can not be had. */
export function termsOf(
  state: State,
  subscription: Stripe.Subscription,
  params: Params,
  now: number,
  named = '',
): Terms {
  const present = subscription.items.data;
  const items = wantedItems(state, params.items, present, subscription.currency);
  const amount = sum(
    present.map(({ price, quantity }) => amountOf(price, quantity ?? 1, subscription.currency)),
  );
  const basket = { customer: String(subscription.customer), currency: subscription.currency, amount };
  const { discount: ofCustomer } = find(state.customers, String(subscription.customer), 'customer');
  const discounts = [...subscription.discounts, ofCustomer ?? []].flat().map((it) => idOf(it)!);
  const prorationDate = numberOf(params.proration_date, `${named}proration_date`) ?? null;
  const { start, end } = wholePeriodOf(subscription);
  if (prorationDate !== null && (prorationDate < start || prorationDate > end))
    throw invalid('Invalid proration_date: it must be in the current period.', {
      param: `${named}proration_date`,
    });
  return {
    items,
    discounts: wantedDiscounts(state, params.discounts, discounts, basket, now),
    trialEnd: trialEndOf(params, now),
    anchor: anchorOf(params) === 'now' ? 'now' : 'unchanged',
    prorationBehavior: textOf(params.proration_behavior, 'proration_behavior') ?? 'create_prorations',
    prorationDate,
  };
}

/** Whether a request changes what is charged, and not only how. */
export function changesTerms(params: Params): boolean {
  return ['items', 'discounts', 'trial_end', 'billing_cycle_anchor'].some(
    (field) => params[field] !== undefined,
  );
}

function trialEndOf(params: Params, now: number): number | 'now' | null {
  if (params.trial_end === undefined) return null;
  if (params.trial_end === 'now') return 'now';
  const end = numberOf(params.trial_end, 'trial_end')!;
  if (end <= now) throw invalid('The subscription trial end must be in the future.', { param: 'trial_end' });
  return end;
}

function anchorOf({ billing_cycle_anchor }: Params): unknown {
  return (billing_cycle_anchor as Params | undefined)?.type;
}

function wholePeriodOf({ items }: Stripe.Subscription): { start: number; end: number } {
  return {
    start: Math.min(...items.data.map((item) => item.current_period_start)),
    end: Math.max(...items.data.map((item) => item.current_period_end)),
  };
}

function refuseUnlessUpdatable(subscription: Stripe.Subscription, params: Params): void {
  const { status, schedule } = subscription;
  if (status === 'canceled' || status === 'incomplete_expired') {
    const other = Object.keys(params).find((field) => !AFTER_THE_END.has(field));
    if (other)
      throw invalid('A canceled subscription can only update its cancellation_details and metadata.', {
        code: 'invalid_canceled_subscription_fields',
        param: other,
      });
  }
  const scheduled = schedule === null ? undefined : SCHEDULED.find((field) => params[field] !== undefined);
  if (scheduled)
    throw invalid(
      `The subscription is managed by the subscription schedule \`${idOf(schedule)}\`, and updating \`${scheduled}\` directly is not allowed. Please update the schedule instead.`,
      { param: scheduled },
    );
}

function refuseUnlessItCanWait(state: State, subscription: Stripe.Subscription, params: Params): void {
  const other = Object.keys(params).find((field) => !CAN_WAIT.has(field));
  if (other)
    throw invalid(
      `When \`payment_behavior\` is set to \`pending_if_incomplete\` you can only pass supported params; ${other} is none.`,
      { param: other },
    );
  const method = methodOfSubscription(state, subscription);
  if (subscription.collection_method === 'send_invoice' || (method && !isCardLike(method)))
    throw invalid(
      '`payment_behavior=pending_if_incomplete` is not supported for this collection method or payment method.',
      {
        param: 'payment_behavior',
      },
    );
}

function updatePlainFields(subscription: Stripe.Subscription, params: Params): void {
  subscription.metadata = metadataOf(params.metadata, subscription.metadata);
  if (params.default_payment_method === '') subscription.default_payment_method = null;
  if (params.description !== undefined)
    subscription.description = textOf(params.description, 'description') ?? null;
  const enabled = booleanOf((params.automatic_tax as Params | undefined)?.enabled, 'automatic_tax[enabled]');
  if (enabled !== undefined) subscription.automatic_tax.enabled = enabled;
  if (params.pause_collection === '') subscription.pause_collection = null;
  else if (params.pause_collection !== undefined) {
    const { behavior, resumes_at } = params.pause_collection as Params;
    subscription.pause_collection = {
      behavior: String(behavior),
      resumes_at: numberOf(resumes_at, 'pause_collection[resumes_at]') ?? null,
    };
  }
}
