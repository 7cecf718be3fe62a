import type { Invoice } from '@billfold/contract';
import type Stripe from 'stripe';
import { BillfoldError } from '../../../errors.js';
import type { InvoiceQuery } from '../../../provider/CustomerBilling.js';
import { toSeconds } from '../read/toInstant.js';
import { answering } from '../read/toBillfoldError.js';
import type { StripeContext } from '../StripeContext.js';
import { PAGE } from './readAll.js';
import { readCustomer } from './readCustomer.js';
import { isShown, toInvoices } from './readInvoice.js';
import { isOf } from './readSubscriptions.js';

/** The place of an invoice in the list: it stays where it is when newer ones are issued. */
interface Position {
  created: number;
  id: string;
}

/** See `CustomerBilling.listInvoices`. */
export function listInvoices(
  context: StripeContext,
  query: InvoiceQuery,
): Promise<{ invoices: Invoice[]; next: string | null }> {
  return answering(async () => {
    const after = query.after === null ? null : readPosition(query.after);
    if (context.customer.providerCustomer === null) return { invoices: [], next: null };
    // One more than asked for tells whether there is another page, without counting.
    const found = await takeInvoices(context, query, after);
    // Nothing is nothing only of somebody whom Stripe knows.
    if (found.length === 0) await readCustomer(context);
    const page = found.slice(0, query.limit);
    const last = page.at(-1);
    const next = found.length > query.limit && last ? positionOf(last) : null;
    return { invoices: await toInvoices(context, page), next };
  });
}

async function takeInvoices(
  context: StripeContext,
  { limit, status, year }: InvoiceQuery,
  after: Position | null,
): Promise<Stripe.Invoice[]> {
  const { stripe, customer, options } = context;
  const listed = stripe.invoices.list(
    {
      customer: customer.providerCustomer!,
      ...(status !== null && { status }),
      created: { ...yearOf(year), ...(after && { lte: after.created }) },
      limit: Math.min(PAGE, limit + 1),
      expand: ['data.payments'],
    },
    options(),
  );
  const taken: Stripe.Invoice[] = [];
  for await (const invoice of after ? following(listed, after) : listed) {
    if (!isOf(context, invoice) || !(await isShown(context, invoice))) continue;
    taken.push(invoice);
    if (taken.length > limit) break;
  }
  return taken;
}

/**
 * What comes after a position in a list that begins with its second. The invoice of the position may not be in the list any more,
 * when it was paid and the list is of open ones: then those of the same second are told again rather than not at all.
 */
async function* following(
  listed: AsyncIterable<Stripe.Invoice>,
  { created, id }: Position,
): AsyncIterable<Stripe.Invoice> {
  let held: Stripe.Invoice[] | null = [];
  for await (const invoice of listed) {
    if (held !== null && invoice.created === created) {
      if (invoice.id === id) held = null;
      else held.push(invoice);
      continue;
    }
    if (held !== null) yield* held;
    held = null;
    yield invoice;
  }
  if (held !== null) yield* held;
}

function positionOf({ created, id }: Stripe.Invoice): string {
  return `${created.toString(36)}.${id.slice('in_'.length)}`;
}

/** @throws BillfoldError `invalid_cursor` for anything that `positionOf` does not write. */
function readPosition(position: string): Position {
  const [, created, id] = /^([0-9a-z]{1,7})\.([0-9A-Za-z_]{1,250})$/.exec(position) ?? [];
  if (created === undefined || id === undefined) throw new BillfoldError('invalid_cursor');
  return { created: parseInt(created, 36), id: `in_${id}` };
}

/** A calendar year in Stripe's seconds. */
function yearOf(year: number | null): Stripe.RangeQueryParam {
  if (year === null) return {};
  return { gte: toSeconds(new Date(Date.UTC(year, 0))), lt: toSeconds(new Date(Date.UTC(year + 1, 0))) };
}
