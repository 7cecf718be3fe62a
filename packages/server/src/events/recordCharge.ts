import type { EventType, Invoice, InvoiceWithLines, Money, PaymentFailure } from '@billfold/contract';
import { Refusal } from '../errors.js';
import type { PortalContext } from '../operation.js';
import type { ChargeOutcome } from '../provider/CustomerBilling.js';
import { auditDeed, recordChange } from './recordChange.js';

type Context = Pick<PortalContext<unknown>, 'caller' | 'unit'>;
type Failed = { status: 'failed'; failure: PaymentFailure };
type Charged<Resource> = Exclude<ChargeOutcome<Resource>, Failed> | Refusal;

/** How it is written down that a bank has refused, or asks the customer; `failure`: why it has refused. */
type Tell = (
  type: Extract<EventType, 'invoice.payment_failed' | 'invoice.payment_action_required'>,
  failure: PaymentFailure | null,
) => Promise<void>;

/**
 * Writes down a charge for a change of a subscription that has not gone through, or not yet. Nobody is told by an event: there
 * is no invoice that it could be about.
 *
 * @param owed what is kept of it, for those who read later that it was refused; an amount of null: not known before.
 */
export async function recordCharge<Resource>(
  context: Context,
  outcome: ChargeOutcome<Resource>,
  subscription: string,
  owed: { product: { id: string; name: string }; amount: Money | null },
): Promise<Charged<Resource>> {
  return recordOutcome(context, outcome, subscription, (type, failure) => {
    const after = failure && { ...owed, payment: { status: 'failed', failure } };
    return auditDeed(context, type, subscription, { after });
  });
}

/**
 * Tells of a payment of an invoice that has not gone through, or not yet.
 *
 * @param read reads the invoice anew.
 */
export async function recordPayment<Resource>(
  context: Context,
  outcome: ChargeOutcome<Resource>,
  before: Invoice,
  read: () => Promise<InvoiceWithLines | null>,
): Promise<Charged<Resource>> {
  return recordOutcome(context, outcome, before.id, async (type) => {
    const after = await read();
    await recordChange(context, type, before, after ? withoutLines(after) : before);
  });
}

/** An invoice as events tell of it. */
export function withoutLines({ lines: _lines, taxes: _taxes, ...invoice }: InvoiceWithLines): Invoice {
  return invoice;
}

/** What was refused is refused to the customer too, and stays done: the bank was asked. */
async function recordOutcome<Resource>(
  context: Context,
  outcome: ChargeOutcome<Resource>,
  target: string,
  tell: Tell,
): Promise<Charged<Resource>> {
  switch (outcome.status) {
    case 'failed':
      await tell('invoice.payment_failed', outcome.failure);
      return new Refusal('payment_failed', { payment: { failure: outcome.failure } });
    case 'requires_action':
      await tell('invoice.payment_action_required', null);
      break;
    case 'pending':
      await auditDeed(context, 'invoice.payment_pending', target);
      break;
    case 'succeeded':
  }
  return outcome as Exclude<ChargeOutcome<Resource>, Failed>;
}
