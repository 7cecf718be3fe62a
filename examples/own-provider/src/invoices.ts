import type { Invoice, InvoiceLine, InvoiceWithLines } from '@billfold/contract';
import { BillfoldError, type InvoiceQuery } from '@billfold/server';
import type { Bill, Line } from '../company/wire.js';
import { CompanyRefusal, orNull } from './createClient.js';
import { unprefixed, type Context } from './Context.js';
import { toName } from './readAccount.js';
import { toFailure } from './subscriptions.js';
import { noMoney, toMoney } from './toMoney.js';

export async function listInvoices(
  { client, unit, customer }: Context,
  { limit, after, status, year }: InvoiceQuery,
): Promise<{ invoices: Invoice[]; next: string | null }> {
  if (customer.providerCustomer === null) return { invoices: [], next: null };
  // The company knows no other states; it would answer with everything.
  if (status !== null && status !== 'open' && status !== 'paid') return { invoices: [], next: null };
  const query = { limit: limit + 1, after, state: status, year };
  try {
    // One more than a page: it tells whether there is another one.
    const bills = await client.get<Bill[]>(unit, `/accounts/${customer.providerCustomer}/bills`, query);
    const page = bills.slice(0, limit);
    return { invoices: page.map(toInvoice), next: bills.length > limit ? page.at(-1)!.id : null };
  } catch (error) {
    if (error instanceof CompanyRefusal && error.refusal.error === 'malformed')
      throw new BillfoldError('invalid_cursor', { cause: error });
    throw error;
  }
}

export async function getInvoice(context: Context, id: string): Promise<InvoiceWithLines | null> {
  const bill = await getBill(context, id);
  return bill && { ...toInvoice(bill), lines: bill.lines.map(toLine), taxes: [] };
}

/** A bill of this customer's own; null for anybody else's: an id alone opens nothing. */
export async function getBill({ client, unit, customer }: Context, id: string): Promise<Bill | null> {
  const known = unprefixed('in', id);
  if (known === null || customer.providerCustomer === null) return null;
  const bill = await orNull(client.get<Bill>(unit, `/bills/${known}`));
  return bill?.account === customer.providerCustomer ? bill : null;
}

export function toInvoice(bill: Bill): Invoice {
  const { attempt } = bill;
  return {
    id: `in_${bill.id}`,
    number: bill.number,
    subscription: `sub_${bill.agreement}`,
    status: bill.state,
    issuedAt: bill.issued,
    dueAt: bill.issued,
    paidAt: bill.settled,
    voidedAt: null,
    period: { startAt: bill.from, endAt: bill.to },
    // The company knows neither discounts nor taxes: what its lines come to is the total.
    subtotal: toMoney(bill.total),
    discount: noMoney,
    tax: noMoney,
    total: toMoney(bill.total),
    balanceApplied: toMoney(bill.fromCredit),
    amountPaid: toMoney(bill.charged),
    amountRemaining: toMoney(bill.owed),
    amountRefunded: noMoney,
    payment: attempt && {
      status: ({ taken: 'succeeded', declined: 'failed', bank_asks: 'requires_action' } as const)[
        attempt.state
      ],
      method: toName(attempt),
      failure: attempt.state === 'declined' ? toFailure(attempt.reason ?? undefined) : null,
      attemptedAt: attempt.at,
      nextAttemptAt: null,
    },
    // The company draws none. Where yours does, fetch it when it is asked for: addresses of documents run out.
    documents: { invoice: false, receipt: false },
  };
}

export const toLine = (line: Line): InvoiceLine => ({
  id: `il_${line.id}`,
  description: line.text,
  quantity: line.count,
  unitAmount: null,
  amount: toMoney(line.amount),
  period: { startAt: line.from, endAt: line.to },
  proration: line.settles,
});
