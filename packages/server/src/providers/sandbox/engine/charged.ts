import { BillfoldError } from '../../../errors.js';
import {
  amountDue,
  type Account,
  type EngineChange,
  type IssuedInvoice,
  type SubscriptionState,
} from './account.js';
import { attempt, recordAttempt, settleWithoutCharge, type Attempt } from './collect.js';
import { draftOf, livingSubscription, progressOf, type Draft } from './draft.js';
import type { PaymentMethodState } from './paymentMethods.js';
import type { Millis } from './periods.js';
import { judgeDebts } from './renewal.js';
import { judge } from './standing.js';
import type { ChangeOptions, Step } from './step.js';
import type { BillingTerms } from './terms.js';

/** How long a payment waits to be confirmed. */
const CONFIRMED_WITHIN: Millis = 23 * 3_600_000;

/**
 * Charges for what was done in a draft, and keeps the draft only when that has gone well. A debit counts as paid from
 * the start, as it does for renewals.
 *
 * @throws BillfoldError `payment_method_required`.
 */
export function keepIfPaid(
  draft: Draft,
  subscription: SubscriptionState,
  change: EngineChange,
  invoice: IssuedInvoice | null,
  now: Millis,
  options: ChangeOptions,
): Step {
  const kept = (): Step => {
    if (invoice) closeAndJudge(draft, subscription, invoice, now, options.terms);
    return { progress: progressOf(draft), outcome: { status: 'succeeded' }, invoice };
  };
  if (invoice === null || options.preview === true || settleWithoutCharge(invoice, now)) return kept();

  const method = subscription.paymentMethod;
  if (method === null) throw new BillfoldError('payment_method_required');
  const attempted = attempt(draft.account, method, now, options.terms);
  if (attempted.kind === 'succeeds' || (attempted.kind === 'settles_later' && attempted.isDebit)) {
    recordAttempt(invoice, method, attempted, now);
    return kept();
  }
  return undone(draft.given, subscription.id, { change, method, invoice, now, attempted }, options);
}

/** A resumption brings debts back to mind that a pause has kept without consequences. */
export function closeAndJudge(
  draft: Draft,
  subscription: SubscriptionState,
  invoice: IssuedInvoice,
  now: Millis,
  terms: BillingTerms,
): void {
  judge(draft, subscription, invoice, now, terms);
  judgeDebts(draft, subscription, now, terms);
}

/** A change whose payment was refused, or is not known yet. */
interface Uncertain {
  change: EngineChange;
  method: PaymentMethodState;
  invoice: IssuedInvoice;
  now: Millis;
  attempted: Exclude<Attempt, { kind: 'succeeds' }>;
}

/** All as it was, but for what a payment that is not known yet waits for. */
function undone(
  given: Account,
  id: string,
  { change, method, invoice, now, attempted }: Uncertain,
  { makeSecret }: ChangeOptions,
): Step {
  const draft = draftOf({ ...given, nextCharge: 'usual' });
  if (attempted.kind === 'fails') {
    const { failure } = attempted;
    return { progress: progressOf(draft), outcome: { status: 'failed', failure }, invoice };
  }
  const clientSecret = attempted.kind === 'requires_action' ? makeSecret() : null;
  const subscription = livingSubscription(draft, id);
  subscription.version += 1;
  subscription.pendingPayment = {
    clientSecret,
    status: clientSecret === null ? 'processing' : 'requires_action',
    change,
    paymentMethod: method,
    amount: amountDue(invoice),
    expiresAt: now + CONFIRMED_WITHIN,
    settlesAt: attempted.kind === 'settles_later' ? attempted.at : null,
  };
  const outcome: Step['outcome'] =
    clientSecret === null ? { status: 'pending' } : { status: 'requires_action', clientSecret };
  return { progress: progressOf(draft), outcome, invoice };
}
