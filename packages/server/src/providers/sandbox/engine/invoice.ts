import type { Account, IssuedInvoice, IssuedLine, SubscriptionState } from './account.js';
import { multiply, sum } from './money.js';
import { invoiceId, invoiceLineId, invoiceNumber } from './numbers.js';
import type { Millis, Span } from './periods.js';
import { taxesOn, treatmentOf } from './tax.js';

/** What one period of a subscription costs, before exclusive tax. */
export function amountOf({ price, quantity }: Pick<SubscriptionState, 'price' | 'quantity'>): bigint {
  return multiply(price.unitAmount, quantity);
}

/**
 * Writes the invoice for one period of a subscription, with the customer's next number. It is open, and nobody
 * has tried to collect it yet.
 */
export function writeInvoice(
  account: Account,
  subscription: SubscriptionState,
  period: Span,
  issuedAt: Millis,
): IssuedInvoice {
  const sequence = account.invoicesIssued + 1;
  const id = invoiceId(account.invoicePrefix, sequence);
  const lines: IssuedLine[] = [
    {
      id: invoiceLineId(id, 0),
      description: subscription.price.productName,
      quantity: subscription.quantity,
      unitAmount: subscription.price.unitAmount,
      amount: amountOf(subscription),
      taxBehavior: subscription.price.taxBehavior,
      period,
    },
  ];
  return {
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
    lines,
    ...totalsOf(lines, account.billedTo),
    amountPaid: 0n,
    payment: null,
    refusals: 0,
    next: null,
    billedTo: account.billedTo,
  };
}

/** What an invoice with these lines comes to. The lines are the subtotal, and only exclusive tax is added to it. */
export function totalsOf(
  lines: readonly Pick<IssuedLine, 'amount' | 'taxBehavior'>[],
  customer: Parameters<typeof treatmentOf>[0],
): Pick<IssuedInvoice, 'subtotal' | 'taxes' | 'tax' | 'total'> {
  const subtotal = sum(lines.map((line) => line.amount));
  const taxes = taxesOn(lines, treatmentOf(customer));
  const added = sum(taxes.filter((tax) => !tax.inclusive).map((tax) => tax.amount));
  return { subtotal, taxes, tax: sum(taxes.map((tax) => tax.amount)), total: subtotal + added };
}
