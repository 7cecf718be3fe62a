import { isSameSecret } from '../../../access/secrets.js';
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
  const { subscription, invoice: owed } = waitingWith(draft.account, clientSecret);
  if (subscription?.pendingPayment && at < subscription.pendingPayment.expiresAt) {
    if (outcome === 'refused') {
      forgetPendingPayment(subscription);
      return refusedStep(draft);
    }
    const invoice = settlePendingPayment(draft, subscription, at, terms);
    return invoice
      ? { progress: progressOf(draft), outcome: { status: 'succeeded' }, invoice }
      : refusedStep(draft);
  }

  if (!owed?.payment) return null;
  if (outcome === 'refused') {
    owed.payment = { ...owed.payment, status: 'failed' };
    owed.clientSecret = null;
    return refusedStep(draft);
  }
  settle(owed, at);
  const owner = draft.account.subscriptions.find(({ id }) => id === owed.subscription);
  judge(draft, owner, owed, at, terms);
  return { progress: progressOf(draft), outcome: { status: 'succeeded' }, invoice: null };
}

/** What waits with this secret: a change of a subscription, or an invoice. */
export function waitingWith({ subscriptions, openInvoices }: Account, clientSecret: string) {
  const isIt = (own: string | null | undefined) => !!own && isSameSecret(own, clientSecret);
  return {
    subscription: subscriptions.find(({ pendingPayment }) => isIt(pendingPayment?.clientSecret)),
    invoice: openInvoices.find((open) => isIt(open.clientSecret)),
  };
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
  const { pendingPayment } = subscription;
  if (!pendingPayment) return null;
  const rehearsal = draftOf(draft.account);
  const cost = performPending(rehearsal, livingSubscription(rehearsal, subscription.id), pendingPayment, at);
  if (cost === null || amountDue(cost) !== pendingPayment.amount) {
    forgetPendingPayment(subscription);
    return null;
  }
  const invoice = performPending(draft, subscription, pendingPayment, at)!;
  recordAttempt(invoice, pendingPayment.paymentMethod, { kind: 'succeeds' }, at);
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
