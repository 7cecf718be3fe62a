import {
  subscriptionStatuses,
  type OverdueInvoice,
  type PendingChange,
  type PendingPayment,
  type Subscription,
} from '@billfold/contract';
import type Stripe from 'stripe';
import { heldIn } from './heldPhases.js';
import { itemsOf, toPlanOf, type Item, type PriceBook } from './itemsOf.js';
import { methodOf } from './methodOf.js';
import { idOf, wholeOf } from './references.js';
import { renewsAtOf } from './renewsAtOf.js';
import { discountsOf } from './toCoupon.js';
import { toInstant, toInstantOrNull } from './toInstant.js';
import { subscriptionOf } from './toInvoice.js';
import { latestOf, statusOf, toInvoicePayment, type Collection } from './toInvoicePayment.js';
import { toMoney } from './toMoney.js';
import { pauseOf, periodOfItems, toPause, type Pause } from './toPause.js';

/** An open invoice, with how it was tried to collect it. */
export interface OpenInvoice {
  invoice: Stripe.Invoice;
  collections: readonly Collection[];
}

/** What is known beside a subscription, of the customer whose it is. */
export interface FactsOfCustomer {
  customer: Stripe.Customer;
  prices: PriceBook;
  /** Oldest first. */
  openInvoices: readonly OpenInvoice[];
  now: Date;
}

/** A subscription as the contract writes it, all but its version: Stripe counts none. */
export function toSubscription(
  subscription: Stripe.Subscription,
  facts: FactsOfCustomer,
): Omit<Subscription, 'version'> {
  const { id, currency, canceled_at, ended_at, trial_end, start_date } = subscription;
  const now = facts.now.getTime() / 1000;
  const plan = toPlanOf(itemsOf(subscription, facts.prices), currency);
  if (!plan) throw new Error(`The subscription ${id} has no items.`);
  const pause = ended_at === null ? pauseOf(subscription, now) : null;
  const hasPaused = pause !== null && pause.startsAt <= now;
  const status = hasPaused ? 'paused' : toStatus(subscription.status);
  const cancelAt = cancelAtOf(subscription);
  return {
    id,
    status,
    ...plan,
    currentPeriod: currentPeriodOf(subscription, hasPaused ? pause : null),
    renewsAt: toInstantOrNull(
      renewsAtOf(subscription, { customer: facts.customer, status, pause, cancelAt }),
    ),
    cancelAt: toInstantOrNull(cancelAt),
    canceledAt: toInstantOrNull(canceled_at ?? heldSince(subscription)),
    endedAt: toInstantOrNull(ended_at),
    trialEndAt: toInstantOrNull(trial_end),
    startedAt: toInstant(start_date),
    paymentMethod: methodOf(subscription, facts.customer)?.name ?? null,
    discounts: discountsOf(subscription, facts.customer),
    pendingChange: ended_at === null ? pendingChangeOf(subscription, facts.prices, now) : null,
    pendingPayment: pendingPaymentOf(subscription, facts),
    pause: toPause(pause),
    overdueInvoice: overdueInvoiceOf(subscription, facts),
    managedBy: null,
  };
}

/** What Stripe calls by a word that is not known here is shown as what allows least. */
export function toStatus(status: Stripe.Subscription.Status): Subscription['status'] {
  if (status === 'incomplete_expired') return 'canceled';
  return subscriptionStatuses.find((known) => known === status) ?? 'incomplete';
}

function currentPeriodOf(
  subscription: Stripe.Subscription,
  paused: Pause | null,
): Subscription['currentPeriod'] {
  const { start, end } = periodOfItems(subscription);
  if (paused?.resumesAt) return { startAt: toInstant(paused.startsAt), endAt: toInstant(paused.resumesAt) };
  return { startAt: toInstant(start), endAt: toInstant(end) };
}

/** When it ends: there are three ways to say so at Stripe. */
function cancelAtOf(subscription: Stripe.Subscription): number | null {
  const { cancel_at, cancel_at_period_end, ended_at } = subscription;
  if (cancel_at !== null) return cancel_at;
  if (cancel_at_period_end) return ended_at ?? periodOfItems(subscription).end;
  const schedule = wholeOf(subscription.schedule);
  if (ended_at !== null || schedule?.status !== 'active' || schedule.end_behavior !== 'cancel') return null;
  return schedule.phases.at(-1)?.end_date ?? null;
}

/** When an end was asked for that a schedule brings: Stripe does not tell. */
function heldSince({ schedule }: Stripe.Subscription): number | null {
  const whole = wholeOf(schedule);
  return (whole && heldIn(whole)?.canceledAt) ?? null;
}

/** The next phase of a schedule, where it is another plan. */
function pendingChangeOf(
  subscription: Stripe.Subscription,
  prices: PriceBook,
  now: number,
): PendingChange | null {
  const phase = nextPhaseOf(subscription, now);
  if (!phase) return null;
  const items = itemsOfPhase(phase, prices);
  const plan = toPlanOf(items, subscription.currency);
  const current = toPlanOf(itemsOf(subscription, prices), subscription.currency);
  if (!plan || (plan.price.id === current?.price.id && plan.quantity === current.quantity)) return null;
  return { ...plan, effectiveAt: toInstant(phase.start_date) };
}

function itemsOfPhase(phase: Stripe.SubscriptionSchedule.Phase, prices: PriceBook): Item[] {
  return phase.items.flatMap(({ price, quantity }) => {
    const whole = prices.get(idOf(price) ?? '');
    return whole ? [{ price: whole, quantity: quantity ?? 1 }] : [];
  });
}

/** The phase after the one that runs; null where nothing more is scheduled. */
export function nextPhaseOf(
  { schedule }: Stripe.Subscription,
  now: number,
): Stripe.SubscriptionSchedule.Phase | null {
  const whole = wholeOf(schedule);
  if (whole?.status !== 'active') return null;
  return whole.phases.find(({ start_date }) => start_date > now) ?? null;
}

/** A change that Stripe makes as soon as its invoice is paid. One whose payment was refused is as if it had not been asked for. */
function pendingPaymentOf(
  subscription: Stripe.Subscription,
  { openInvoices, prices }: FactsOfCustomer,
): PendingPayment | null {
  const pending = subscription.pending_update;
  const found = pending && openInvoices.find(({ invoice }) => isOfPendingUpdate(invoice, subscription));
  if (!pending || !found) return null;
  const latest = latestOf(found.collections);
  const status = latest && statusOf(latest);
  if (status !== 'requires_action' && status !== 'processing') return null;
  const changed = pending.subscription_items?.map(({ price, quantity }) => ({
    price: prices.get(price.id) ?? price,
    quantity: quantity ?? 1,
  }));
  const { product, price, quantity } = toPlanOf(
    changed ?? itemsOf(subscription, prices),
    subscription.currency,
  )!;
  const secret = found.invoice.confirmation_secret?.client_secret ?? null;
  return {
    status,
    clientSecret: status === 'requires_action' ? secret : null,
    amount: toMoney(found.invoice.amount_remaining, found.invoice.currency),
    product,
    price,
    quantity,
    expiresAt: toInstant(pending.expires_at),
  };
}

/** Whether an invoice is that of a change that waits for its payment. Until it is paid it is nothing that is owed. */
export function isOfPendingUpdate(invoice: Stripe.Invoice, subscription: Stripe.Subscription): boolean {
  return subscription.pending_update !== null && idOf(subscription.latest_invoice) === invoice.id;
}

/** The oldest invoice that should have been paid: it was tried, or its day has come, and no payment is under way. */
function overdueInvoiceOf(
  subscription: Stripe.Subscription,
  { openInvoices, now }: FactsOfCustomer,
): OverdueInvoice | null {
  const overdue = openInvoices.find(({ invoice, collections }) => {
    const isDue =
      invoice.attempted || (invoice.due_date !== null && invoice.due_date * 1000 <= now.getTime());
    const latest = latestOf(collections);
    return (
      subscriptionOf(invoice) === subscription.id &&
      invoice.amount_remaining > 0 &&
      isDue &&
      (!latest || statusOf(latest) !== 'processing') &&
      !isOfPendingUpdate(invoice, subscription)
    );
  });
  if (!overdue) return null;
  const { invoice, collections } = overdue;
  const payment = toInvoicePayment(invoice, collections);
  return {
    id: invoice.id,
    amountRemaining: toMoney(invoice.amount_remaining, invoice.currency),
    failure: payment?.failure ?? null,
    method: payment?.method ?? null,
    attemptedAt: payment?.attemptedAt ?? null,
    nextAttemptAt: toInstantOrNull(invoice.next_payment_attempt),
  };
}
