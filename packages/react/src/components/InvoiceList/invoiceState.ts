import type { Invoice } from '@billfold/contract';
import type { Tone } from '../../primitives/Chip.js';
import type { InvoiceState } from '../../words/Words.js';

/**
 * What an invoice is for its reader at a moment, which its status alone does not say: an open one may be waiting for
 * its date, for a bank, or for somebody's attention. `null` for a status that this version does not know.
 */
export function invoiceState(invoice: Invoice, now: Date): InvoiceState | null {
  switch (invoice.status) {
    case 'void':
    case 'uncollectible':
      return invoice.status;
    case 'paid':
      return paidState(invoice);
    case 'open':
      return openState(invoice, now);
    default:
      return null;
  }
}

function paidState({ amountRefunded, amountPaid }: Invoice): InvoiceState {
  if (amountRefunded.amount <= 0) return 'paid';
  return amountRefunded.amount < amountPaid.amount ? 'partlyRefunded' : 'refunded';
}

/** What is going on comes first, then what went wrong: a debit on its way is not a failure, and not yet late. */
function openState({ payment, dueAt, amountPaid }: Invoice, now: Date): InvoiceState {
  if (payment?.status === 'processing') return 'processing';
  if (payment?.status === 'requires_action') return 'actionNeeded';
  if (payment?.status === 'failed') return 'paymentFailed';
  if (Date.parse(dueAt) < now.getTime()) return 'pastDue';
  return amountPaid.amount > 0 ? 'partlyPaid' : 'due';
}

/** Whether there is something to pay now. What is under way already is not paid once more. */
export const isPayable = ({ status, amountRemaining, payment }: Invoice): boolean =>
  status === 'open' && amountRemaining.amount > 0 && payment?.status !== 'processing';

/** The tone of each state. Colour is for what needs somebody; all that is over is neutral. */
export const invoiceTones: Record<InvoiceState, Tone> = {
  due: 'accent',
  pastDue: 'danger',
  processing: 'accent',
  actionNeeded: 'warning',
  paymentFailed: 'danger',
  paid: 'success',
  partlyPaid: 'warning',
  refunded: 'neutral',
  partlyRefunded: 'neutral',
  void: 'neutral',
  uncollectible: 'neutral',
};
