import { amountDue, type Account, type IssuedInvoice, type SubscriptionState } from './account.js';
import { closeAndJudge } from './charged.js';
import { recordAttempt, settle } from './collect.js';
import { draftOf, livingSubscription, progressOf, type Draft } from './draft.js';
import { makeChange } from './madeChange.js';
import type { Millis } from './periods.js';
import { beginResumption } from './pause.js';
import { judge } from './standing.js';
import type { Step, StepOptions } from './step.js';
import type { BillingTerms } from './terms.js';

/**
 * What the bank says to a payment that waits to be confirmed: of a change, a resumption or an invoice.
 *
 * @returns null when none waits with this secret, or does not wait any more.
 */
export function confirmPayment(
  given: Account,
  clientSecret: string,
  outcome: 'authenticated' | 'refused',
  at: Millis,
  { terms }: StepOptions,
): Step | null {
  const draft = draftOf(given);
  const { subscriptions, openInvoices } = draft.account;
  const subscription = subscriptions.find(
    ({ pendingPayment }) => pendingPayment?.clientSecret === clientSecret && at < pendingPayment.expiresAt,
  );
  if (subscription) {
    if (outcome === 'refused') {
      forgetPendingPayment(subscription);
      return refusedStep(draft);
    }
    const invoice = settlePendingPayment(draft, subscription, at, terms);
    return invoice
      ? { progress: progressOf(draft), outcome: { status: 'succeeded' }, invoice }
      : refusedStep(draft);
  }

  const invoice = openInvoices.find((open) => open.clientSecret === clientSecret);
  if (!invoice?.payment) return null;
  if (outcome === 'refused') {
    invoice.payment = { ...invoice.payment, status: 'failed' };
    invoice.clientSecret = null;
    return refusedStep(draft);
  }
  settle(invoice, at);
  const owner = subscriptions.find(({ id }) => id === invoice.subscription);
  judge(draft, owner, invoice, at, terms);
  return { progress: progressOf(draft), outcome: { status: 'succeeded' }, invoice: null };
}

function refusedStep(draft: Draft): Step {
  return {
    progress: progressOf(draft),
    outcome: { status: 'failed', failure: 'authentication_required' },
    invoice: null,
  };
}

export function forgetPendingPayment(subscription: SubscriptionState): void {
  subscription.pendingPayment = null;
  subscription.version += 1;
}

/**
 * The payment that a change waited for has gone through: it is made exactly as it was priced. Where it would not cost
 * what was agreed on any more, because the customer's credit or tax has changed, it is forgotten and nothing is charged.
 *
 * @returns the invoice, or null when it was forgotten.
 */
export function settlePendingPayment(
  draft: Draft,
  subscription: SubscriptionState,
  at: Millis,
  terms: BillingTerms,
): IssuedInvoice | null {
  const { pendingPayment, paymentMethod } = subscription;
  if (!pendingPayment) return null;
  const rehearsal = draftOf(draft.account);
  const cost = performPending(rehearsal, livingSubscription(rehearsal, subscription.id), pendingPayment, at);
  if (paymentMethod === null || cost === null || amountDue(cost) !== pendingPayment.amount) {
    forgetPendingPayment(subscription);
    return null;
  }
  const invoice = performPending(draft, subscription, pendingPayment, at)!;
  recordAttempt(invoice, paymentMethod, { kind: 'succeeds' }, at);
  closeAndJudge(draft, subscription, invoice, at, terms);
  return invoice;
}

/** A change of what is paused can not be asked for: there it is the resumption that waits. */
function performPending(
  draft: Draft,
  subscription: SubscriptionState,
  { change }: NonNullable<SubscriptionState['pendingPayment']>,
  at: Millis,
): IssuedInvoice | null {
  return subscription.status === 'paused'
    ? beginResumption(draft, subscription, change.pricedAt, at)
    : makeChange(draft, subscription, change, at).invoice;
}
