import type { BilledTo, IssuedInvoice, IssuedLine, LineDraft, Payer, SubscriptionState } from './account.js';
import type { Draft } from './draft.js';
import { sum } from './money.js';
import { invoiceId, invoiceLineId, invoiceNumber } from './numbers.js';
import type { Millis, Span } from './periods.js';
import { taxesByTreatment, treatmentOf } from './tax.js';

/**
 * Writes an invoice with the customer's next number, and takes from their credit what it can. What gives more than it
 * asks for adds to the credit, and is paid. Everything else is open, and nobody has tried to collect it yet.
 */
export function writeInvoice(
  { account, issued }: Draft,
  subscription: Pick<SubscriptionState, 'id' | 'price'>,
  lines: readonly LineDraft[],
  period: Span,
  issuedAt: Millis,
): IssuedInvoice {
  const sequence = account.invoicesIssued + 1;
  const id = invoiceId(account.invoicePrefix, sequence);
  const totals = totalsOf(lines, account.billedTo, issuedAt);
  const balanceApplied = totals.total < account.balance ? totals.total : account.balance;
  account.invoicesIssued = sequence;
  account.balance -= balanceApplied;
  const invoice: IssuedInvoice = {
    id,
    sequence,
    number: invoiceNumber(account.invoicePrefix, sequence),
    subscription: subscription.id,
    currency: subscription.price.currency,
    status: 'open',
    issuedAt,
    dueAt: issuedAt,
    paidAt: null,
    period,
    lines: lines.map((line, index) => ({ ...line, id: invoiceLineId(id, index) })),
    ...totals,
    balanceApplied,
    amountPaid: 0n,
    payment: null,
    clientSecret: null,
    refusals: 0,
    next: null,
    billedTo: asPrinted(account.billedTo),
  };
  account.openInvoices.push(invoice);
  issued.push(invoice);
  return invoice;
}

/** Who is billed, without what only decides on the tax: the invoice says what came of that. */
function asPrinted({ taxIds, ...payer }: Payer): BilledTo {
  return { ...payer, taxIds: taxIds.map(({ type, value }) => ({ type, value })) };
}

/** What the totals of an invoice are computed from. */
type ChargedLine = Pick<IssuedLine, 'amount' | 'discount' | 'taxBehavior'> &
  Partial<Pick<IssuedLine, 'taxTreatment'>>;

/**
 * What an invoice with these lines comes to. The lines are the subtotal; what discounts take off each of them comes off
 * before tax is computed, and only exclusive tax is added. The customer is taxed as they are at that instant.
 */
export function totalsOf(
  lines: readonly ChargedLine[],
  customer: Parameters<typeof treatmentOf>[0],
  at: Millis,
): Pick<IssuedInvoice, 'subtotal' | 'discount' | 'taxes' | 'tax' | 'total'> {
  const subtotal = sum(lines.map((line) => line.amount));
  const discount = sum(lines.map((line) => line.discount));
  const usual = treatmentOf(customer, at);
  const charged = lines.map(({ amount, discount: off, taxBehavior, taxTreatment }) => ({
    amount: amount - off,
    taxBehavior,
    treatment: taxTreatment ?? usual,
  }));
  const taxes = taxesByTreatment(charged);
  const added = sum(taxes.filter((tax) => !tax.inclusive).map((tax) => tax.amount));
  return {
    subtotal,
    discount,
    taxes,
    tax: sum(taxes.map((tax) => tax.amount)),
    total: subtotal - discount + added,
  };
}
