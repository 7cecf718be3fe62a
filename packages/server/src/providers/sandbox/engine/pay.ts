import { BillfoldError } from '../../../errors.js';
import type { Account } from './account.js';
import { attempt, recordAttempt } from './collect.js';
import { draftOf, progressOf } from './draft.js';
import type { Millis } from './periods.js';
import { judge } from './standing.js';
import type { PayOptions, Step, StepOutcome } from './step.js';

/**
 * Charges what remains of an open invoice, because somebody asked for it. A subscription that was overdue because of it
 * is repaired. A refusal is no retry: what is planned stays planned.
 *
 * @throws BillfoldError `invoice_not_payable`, also while a payment is under way; `payment_method_required`.
 */
export function payInvoice(
  given: Account,
  id: string,
  now: Millis,
  { terms, makeSecret, paymentMethod }: PayOptions,
): Step {
  const draft = draftOf(given);
  const { subscriptions, openInvoices } = draft.account;
  const invoice = openInvoices.find((open) => open.id === id);
  if (!invoice || invoice.payment?.status === 'processing') throw new BillfoldError('invoice_not_payable');
  const subscription = subscriptions.find((candidate) => candidate.id === invoice.subscription);
  const method = paymentMethod ?? subscription?.paymentMethod;
  if (!method) throw new BillfoldError('payment_method_required');

  const attempted = attempt(draft.account, method, now, terms);
  if (attempted.kind === 'fails') {
    const { failure } = attempted;
    const unchanged = draftOf({ ...given, nextCharge: 'usual' });
    return { progress: progressOf(unchanged), outcome: { status: 'failed', failure }, invoice: null };
  }
  recordAttempt(invoice, method, attempted, now);
  let outcome: StepOutcome = { status: attempted.kind === 'succeeds' ? 'succeeded' : 'pending' };
  if (attempted.kind === 'requires_action') {
    const clientSecret = makeSecret();
    invoice.clientSecret = clientSecret;
    outcome = { status: 'requires_action', clientSecret };
  } else {
    judge(draft, subscription, invoice, now, terms);
  }
  return { progress: progressOf(draft), outcome, invoice: null };
}
