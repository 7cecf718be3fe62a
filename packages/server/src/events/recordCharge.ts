import type { PaymentFailure } from '@billfold/contract';
import { Refusal } from '../errors.js';
import type { PortalContext } from '../operation.js';
import type { ChargeOutcome } from '../provider/Provider.js';
import { auditDeed } from './recordChange.js';

type Failed = { status: 'failed'; failure: PaymentFailure };

/**
 * Writes down a charge that has not gone through, or not yet. One that was refused is refused to the customer too, and
 * stays done: the bank was asked.
 *
 * @param target id of what was to be paid for.
 */
export async function recordCharge<Resource>(
  context: Pick<PortalContext<unknown>, 'caller' | 'unit'>,
  target: string,
  outcome: ChargeOutcome<Resource>,
): Promise<Exclude<ChargeOutcome<Resource>, Failed> | Refusal> {
  switch (outcome.status) {
    case 'failed':
      await auditDeed(context, 'invoice.payment_failed', target);
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
