import type { Money, PaymentFailure } from '@billfold/contract';
import { Refusal } from '../errors.js';
import type { PortalContext } from '../operation.js';
import type { ChargeOutcome } from '../provider/Provider.js';
import { auditDeed } from './recordChange.js';

type Failed = { status: 'failed'; failure: PaymentFailure };

/** What was to be paid, as people call it: an invoice by its number, or a change of what product; null: not known before. */
type Owed =
  | { number: string; amountRemaining: Money }
  | { product: { id: string; name: string }; amount: Money | null };

/**
 * Writes down a charge that has not gone through, or not yet. One that was refused is refused to the customer too, and
 * stays done: the bank was asked.
 *
 * @param target id of what was to be paid for.
 * @param owed what is kept of it, for those who read later that it was refused.
 */
export async function recordCharge<Resource>(
  context: Pick<PortalContext<unknown>, 'caller' | 'unit'>,
  target: string,
  outcome: ChargeOutcome<Resource>,
  owed: Owed,
): Promise<Exclude<ChargeOutcome<Resource>, Failed> | Refusal> {
  switch (outcome.status) {
    case 'failed':
      await auditDeed(context, 'invoice.payment_failed', target, {
        after: { ...owed, payment: { status: 'failed', failure: outcome.failure } },
      });
      return new Refusal('payment_failed', { payment: { failure: outcome.failure } });
    case 'requires_action':
      await auditDeed(context, 'invoice.payment_action_required', target);
      break;
    case 'pending':
      await auditDeed(context, 'invoice.payment_pending', target);
      break;
    case 'succeeded':
  }
  return outcome as Exclude<ChargeOutcome<Resource>, Failed>;
}
