import type { InvoiceWithLines } from '@billfold/contract';
import type { KindContent, Row, Total } from './content.js';
import { formatDate, formatMoneyWithCode } from './formats.js';
import { creditUnlessZero, finalTotal, sums, totalUnlessZero } from './sums.js';
import { words } from './words.js';

/** A receipt is about what was paid, when, and with what. */
export function describeReceipt(invoice: InvoiceWithLines, locale: string): KindContent {
  return {
    title: words.receipt,
    stamp: null,
    facts: facts(invoice, locale),
    headline: paymentHeadline(invoice, locale),
    totals: totals(invoice, locale),
    madeAt: new Date(paymentTime(invoice) ?? invoice.issuedAt),
  };
}

/** What was paid, in one line; also the headline of an invoice of which nothing is left to pay. */
export function paymentHeadline(invoice: InvoiceWithLines, locale: string): string {
  const amount = formatMoneyWithCode(invoice.amountPaid, locale);
  const time = paymentTime(invoice);
  return time === null ? words.paidAmount(amount) : words.paidAmountOn(amount, formatDate(time, locale));
}

/** When money arrived. An invoice that was paid in part has no `paidAt`: its latest payment stands in for it. */
function paymentTime({ paidAt, payment }: InvoiceWithLines): string | null {
  return paidAt ?? (payment?.status === 'succeeded' ? payment.attemptedAt : null);
}

function facts(invoice: InvoiceWithLines, locale: string): Row[] {
  const { number, issuedAt, payment } = invoice;
  const time = paymentTime(invoice);
  // A method that was refused later says nothing about the money that had arrived before.
  const method = payment?.status === 'succeeded' ? payment.method : null;
  return [
    { label: words.invoiceNumber, value: number },
    { label: words.issued, value: formatDate(issuedAt, locale) },
    time && { label: words.paidOn, value: formatDate(time, locale) },
    method && { label: words.paymentMethod, value: words.method(method) },
  ].filter((fact) => fact !== null && fact !== '');
}

function totals(invoice: InvoiceWithLines, locale: string): Total[] {
  return [
    ...sums(invoice, locale),
    ...creditUnlessZero(invoice, locale),
    finalTotal(words.amountPaid, invoice.amountPaid, locale),
    ...totalUnlessZero(words.amountRefunded, invoice.amountRefunded, locale),
    ...totalUnlessZero(words.amountDue, invoice.amountRemaining, locale),
  ];
}
