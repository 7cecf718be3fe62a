import type { InvoiceWithLines } from '@billfold/contract';
import type { KindContent, Row, Stamp, Total } from './content.js';
import { formatDate, formatMoneyWithCode, negative } from './formats.js';
import { paymentHeadline } from './receiptContent.js';
import { creditUnlessZero, finalTotal, sums, totalUnlessZero } from './sums.js';
import { words } from './words.js';

/** An invoice is about what is due, and when. */
export function describeInvoice(invoice: InvoiceWithLines, locale: string): KindContent {
  return {
    title: words.invoice,
    stamp: stampOf(invoice),
    facts: facts(invoice, locale),
    headline: headline(invoice, locale),
    totals: totals(invoice, locale),
    madeAt: new Date(invoice.issuedAt),
  };
}

function stampOf(invoice: InvoiceWithLines): Stamp | null {
  switch (invoice.status) {
    case 'paid':
      return { text: words.paid, tone: 'success' };
    case 'void':
      return { text: words.void, tone: 'neutral' };
    case 'uncollectible':
      return { text: words.uncollectible, tone: 'warning' };
    case 'open':
      return invoice.amountPaid.amount > 0 ? { text: words.partlyPaid, tone: 'warning' } : null;
  }
}

function facts({ number, issuedAt, dueAt, paidAt, voidedAt }: InvoiceWithLines, locale: string): Row[] {
  return [
    { label: words.invoiceNumber, value: number },
    { label: words.issued, value: formatDate(issuedAt, locale) },
    { label: words.due, value: formatDate(dueAt, locale) },
    paidAt && { label: words.paidOn, value: formatDate(paidAt, locale) },
    voidedAt && { label: words.voidedOn, value: formatDate(voidedAt, locale) },
  ].filter((fact) => fact !== null && fact !== '');
}

function headline(invoice: InvoiceWithLines, locale: string): string {
  const { status, total, amountPaid, amountRemaining, dueAt } = invoice;
  if (status === 'void') return words.isVoid;
  if (status === 'uncollectible') return words.isUncollectible;
  if (total.amount < 0) return words.credit(formatMoneyWithCode(negative(total), locale));
  if (amountRemaining.amount > 0) {
    return words.dueBy(formatMoneyWithCode(amountRemaining, locale), formatDate(dueAt, locale));
  }
  return amountPaid.amount > 0 ? paymentHeadline(invoice, locale) : words.nothingToPay;
}

function totals(invoice: InvoiceWithLines, locale: string): Total[] {
  return [
    ...sums(invoice, locale),
    ...creditUnlessZero(invoice, locale),
    ...totalUnlessZero(words.amountPaid, invoice.amountPaid, locale),
    ...totalUnlessZero(words.amountRefunded, invoice.amountRefunded, locale),
    finalTotal(words.amountDue, invoice.amountRemaining, locale),
  ];
}
