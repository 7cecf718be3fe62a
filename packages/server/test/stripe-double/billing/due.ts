import type Stripe from 'stripe';
import type { State } from '../State.js';
import { change } from './changed.js';
import { succeed } from './charge.js';
import { afterCharge, collect, subscriptionOf } from './collect.js';
import { endSubscription } from './endSubscription.js';
import { finalize } from './finalize.js';
import { idOf, known } from './find.js';
import { paymentFor } from './newPayment.js';
import { dropPendingUpdate } from './pendingUpdate.js';
import { DAY, HOUR } from './periods.js';
import { finalizeAndCollect, renew } from './renewal.js';
import { scheduleDue } from './scheduleDue.js';
import { settleAtEnd } from './cancelSubscription.js';
import { settingsOf } from './settings.js';
import { voidInvoice } from './voidInvoice.js';
import { wasTold } from './wasTold.js';

/** Something that comes about by itself. What is due at one instant happens in the order in which it is listed. */
export interface Due {
  at: number;
  /** Whose it is: the id of a subscription, or of what is paid. */
  about: string;
  happen: (now: number) => void;
}

/** What is going to happen to these customers, as things stand. */
export function dueOf(state: State, customers: ReadonlySet<string>): Due[] {
  const isTheirs = ({ customer }: { customer: unknown }) => customers.has(String(customer));
  return [
    ...[...state.paymentIntents.values()].filter(isTheirs).flatMap((it) => debitDue(state, it)),
    ...[...state.schedules.values()].filter(isTheirs).flatMap((it) => scheduleDue(state, it)),
    ...[...state.subscriptions.values()].filter(isTheirs).flatMap((it) => subscriptionDue(state, it)),
    ...[...state.invoices.values()].filter(isTheirs).flatMap((it) => invoiceDue(state, it)),
  ];
}

function debitDue(state: State, intent: Stripe.PaymentIntent): Due[] {
  if (intent.status !== 'processing') return [];
  const { created } = known(state.charges, intent.latest_charge);
  const happen = (now: number) => {
    const payment = paymentFor(state, intent.id);
    succeed(state, intent, now);
    if (payment) afterCharge(state, known(state.invoices, payment.invoice), 'succeeded', now);
  };
  return [{ at: created + settingsOf(state).debitTakesDays * DAY, about: intent.id, happen }];
}

function subscriptionDue(state: State, subscription: Stripe.Subscription): Due[] {
  const { status, pending_update, cancel_at, trial_end, pause_collection } = subscription;
  if (status === 'canceled' || status === 'incomplete_expired') return [];
  const due: Due[] = [];
  const add = (at: number, happen: (now: number) => void) => due.push({ at, about: subscription.id, happen });
  if (status === 'incomplete') {
    add(subscription.created + 23 * HOUR, (now) => expire(state, subscription, now));
    return due;
  }
  if (pending_update) add(pending_update.expires_at, (now) => dropPendingUpdate(state, subscription, now));
  if (
    status === 'trialing' &&
    trial_end !== null &&
    !wasTold(state, 'customer.subscription.trial_will_end', subscription.id)
  )
    add(trial_end - 3 * DAY, () => state.emit('customer.subscription.trial_will_end', subscription));
  if (pause_collection?.resumes_at) add(pause_collection.resumes_at, () => collectAgain(state, subscription));
  if (cancel_at !== null) add(cancel_at, (now) => endAsPlanned(state, subscription, now));
  if (status === 'paused') {
    const resumption = state.invoices.get(idOf(subscription.latest_invoice) ?? '');
    if (resumption?.status === 'open' && !resumption.attempted)
      add(resumption.created + 23 * HOUR, (now) => voidInvoice(state, resumption, now));
    return due;
  }
  const renewsAt = Math.min(...subscription.items.data.map((item) => item.current_period_end));
  if (cancel_at === null || renewsAt < cancel_at) add(renewsAt, (now) => renew(state, subscription, now));
  return due;
}

function collectAgain(state: State, subscription: Stripe.Subscription): void {
  change(state, subscription, 'customer.subscription.updated', () => {
    subscription.pause_collection = null;
  });
}

/** The first payment did not come in its time: nothing has ever begun. */
function expire(state: State, subscription: Stripe.Subscription, now: number): void {
  const invoice = state.invoices.get(idOf(subscription.latest_invoice) ?? '');
  if (invoice?.status === 'open') voidInvoice(state, invoice, now);
  change(state, subscription, 'customer.subscription.updated', () => {
    subscription.status = 'incomplete_expired';
    subscription.ended_at = now;
  });
}

/** What waits for an invoice is invoiced where a subscription ends. */
function endAsPlanned(state: State, subscription: Stripe.Subscription, now: number): void {
  const invoice = settleAtEnd(state, subscription, { prorate: false, invoiceNow: true }, now);
  endSubscription(state, subscription, now, 'cancellation_requested');
  if (!invoice) return;
  finalize(state, invoice, now);
  collect(state, invoice, now);
}

function invoiceDue(state: State, invoice: Stripe.Invoice): Due[] {
  const { status, automatically_finalizes_at, next_payment_attempt } = invoice;
  const subscription = subscriptionOf(state, invoice);
  if (status === 'draft' && automatically_finalizes_at !== null)
    return [
      {
        at: automatically_finalizes_at,
        about: invoice.id,
        happen: (now) => finalizeAndCollect(state, invoice, subscription, now),
      },
    ];
  if (status === 'open' && next_payment_attempt !== null)
    return [{ at: next_payment_attempt, about: invoice.id, happen: (now) => collect(state, invoice, now) }];
  const { due_date } = invoice;
  if (status === 'open' && due_date !== null && !wasTold(state, 'invoice.overdue', invoice.id))
    return [{ at: due_date, about: invoice.id, happen: () => fallOverdue(state, invoice, subscription) }];
  return [];
}

/** What was sent has not been paid in its time. */
function fallOverdue(state: State, invoice: Stripe.Invoice, subscription: Stripe.Subscription | null): void {
  state.emit('invoice.overdue', invoice);
  invoice.attempted = true;
  if (subscription?.status !== 'active') return;
  change(state, subscription, 'customer.subscription.updated', () => {
    subscription.status = 'past_due';
  });
}
