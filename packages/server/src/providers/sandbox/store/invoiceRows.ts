import type { Invoice, InvoiceLine, InvoiceTax, InvoiceWithLines } from '@billfold/contract';
import { amountDue, type InvoiceState, type IssuedInvoice, type IssuedLine } from '../engine/account.js';
import { toMoney } from '../engine/money.js';
import { testMethods } from '../engine/paymentMethods.js';
import type { TaxAmount } from '../engine/tax.js';
import type { CustomerRow } from './customers.js';
import { toDate, toInstant, toPeriod } from './instants.js';
import type { sandboxInvoices } from './schema.js';

export type InvoiceRow = typeof sandboxInvoices.$inferSelect;

/** What a list of invoices needs of each. */
export type InvoiceSummaryRow = Omit<InvoiceRow, 'lines' | 'taxes' | 'billedTo'>;

/** As the engine goes by it. */
export function toInvoiceState(row: InvoiceRow): InvoiceState {
  const { id, subscription, status, total, balanceApplied, amountPaid, clientSecret, refusals } = row;
  return {
    id,
    subscription,
    status,
    issuedAt: row.issuedAt.getTime(),
    dueAt: row.dueAt.getTime(),
    paidAt: row.paidAt?.getTime() ?? null,
    total,
    balanceApplied,
    amountPaid,
    payment:
      row.paymentStatus === null
        ? null
        : {
            status: row.paymentStatus,
            method: row.paymentMethod!,
            paymentMethod: row.paymentMethodId,
            failure: row.paymentFailure,
            attemptedAt: row.attemptedAt!.getTime(),
          },
    clientSecret,
    refusals,
    next: row.nextAction === null ? null : { action: row.nextAction, at: row.nextActionAt!.getTime() },
  };
}

/** What time can change of an invoice. */
export function toInvoiceStateRow(state: InvoiceState) {
  const { status, balanceApplied, amountPaid, clientSecret, refusals, payment, next } = state;
  return {
    status,
    dueAt: new Date(state.dueAt),
    paidAt: toDate(state.paidAt),
    balanceApplied,
    amountPaid,
    clientSecret,
    paymentStatus: payment?.status ?? null,
    paymentMethod: payment?.method ?? null,
    paymentMethodId: payment?.paymentMethod ?? null,
    paymentFailure: payment?.failure ?? null,
    attemptedAt: toDate(payment?.attemptedAt ?? null),
    refusals,
    nextAction: next?.action ?? null,
    nextActionAt: toDate(next?.at ?? null),
  };
}

export function toInvoiceRow({ project, customer }: CustomerRow, invoice: IssuedInvoice): InvoiceRow {
  const { id, number, subscription, currency, subtotal, discount, tax, total, billedTo } = invoice;
  return {
    project,
    customer,
    id,
    number,
    subscription,
    currency,
    issuedAt: new Date(invoice.issuedAt),
    periodStart: new Date(invoice.period.startAt),
    periodEnd: new Date(invoice.period.endAt),
    subtotal,
    discount,
    tax,
    total,
    lines: invoice.lines.map((line) => toLine(line, currency)),
    taxes: invoice.taxes.map((taxAmount) => toTax(taxAmount, currency)),
    billedTo,
    ...toInvoiceStateRow(invoice),
  };
}

export function toLine(line: IssuedLine, currency: string): InvoiceLine {
  const { id, description, quantity, unitAmount, period, proration } = line;
  return {
    id,
    description,
    quantity,
    unitAmount: unitAmount === null ? null : toMoney(unitAmount, currency),
    amount: toMoney(line.amount, currency),
    period: period && toPeriod(period),
    proration,
  };
}

export function toTax(tax: TaxAmount, currency: string): InvoiceTax {
  const { name, country, percent, inclusive, reverseCharge } = tax;
  const taxableAmount = toMoney(tax.taxableAmount, currency);
  return {
    name,
    country,
    percent,
    inclusive,
    reverseCharge,
    taxableAmount,
    amount: toMoney(tax.amount, currency),
  };
}

/**
 * As the contract writes it.
 * @param drawn whether somebody draws documents here.
 */
export function toInvoice(row: InvoiceSummaryRow, drawn: boolean): Invoice {
  const money = (amount: bigint) => toMoney(amount, row.currency);
  return {
    id: row.id,
    number: row.number,
    subscription: row.subscription,
    status: row.status,
    issuedAt: row.issuedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    paidAt: toInstant(row.paidAt),
    voidedAt: null,
    period: { startAt: row.periodStart.toISOString(), endAt: row.periodEnd.toISOString() },
    subtotal: money(row.subtotal),
    discount: money(row.discount),
    tax: money(row.tax),
    total: money(row.total),
    balanceApplied: money(row.balanceApplied),
    amountPaid: money(row.amountPaid),
    amountRemaining: money(row.status === 'open' ? amountDue(row) - row.amountPaid : 0n),
    amountRefunded: money(0n),
    payment: toPayment(row),
    documents: { invoice: drawn, receipt: drawn && row.amountPaid > 0n },
  };
}

function toPayment(row: InvoiceSummaryRow): Invoice['payment'] {
  if (row.paymentStatus === null) return null;
  return {
    status: row.paymentStatus,
    method: row.paymentMethod && testMethods[row.paymentMethod].name,
    failure: row.paymentFailure,
    attemptedAt: row.attemptedAt!.toISOString(),
    nextAttemptAt: row.nextAction === 'retry' ? toInstant(row.nextActionAt) : null,
  };
}

export function toInvoiceWithLines(row: InvoiceRow, drawn: boolean): InvoiceWithLines {
  return { ...toInvoice(row, drawn), lines: row.lines, taxes: row.taxes };
}
