import type Stripe from 'stripe';
import { idOf } from '../read/references.js';
import type { Collection } from '../read/toInvoicePayment.js';
import type { StripeContext } from '../StripeContext.js';
import { PAGE, readAll } from './readAll.js';

/** Up to here each is asked for by itself, which is no more than a list would be. */
const FEW = 4;

/** After so many pages of intents the rest is asked for one by one. */
const MOST_PAGES = 3;

/** How long after an invoice an intent to pay it may have been made, and how long before, in seconds. */
const AROUND = 7 * 86_400;

/**
 * How it was tried to collect invoices, by the id of the invoice. `payments` must have been asked for.
 *
 * Stripe gives no charges with a list of invoices. So that a page of them does not cost a request for each, the intents of the
 * customer from the time of these invoices are listed, and only what is not among them is asked for by itself.
 */
export async function readCollections(
  context: StripeContext,
  invoices: readonly Stripe.Invoice[],
): Promise<Map<string, Collection[]>> {
  const paymentsOf = await Promise.all(
    invoices.map(async (invoice) => [invoice.id, await readPayments(context, invoice)] as const),
  );
  const payments = paymentsOf.flatMap(([, all]) => all);
  const intents = payments.map(({ payment }) => idOf(payment.payment_intent)).filter((id) => id !== null);
  const charges = payments.map(({ payment }) => idOf(payment.charge)).filter((id) => id !== null);
  const found = new Map<string, Collection>();
  for (const collection of [
    ...(await readIntents(context, intents, invoices)),
    ...(await Promise.all(charges.map((id) => context.stripe.charges.retrieve(id, {}, context.options())))),
  ]) {
    found.set(collection.id, collection);
  }
  return new Map(
    paymentsOf.map(([invoice, all]) => [
      invoice,
      all.flatMap(({ payment }) => found.get((idOf(payment.payment_intent) ?? idOf(payment.charge))!) ?? []),
    ]),
  );
}

/** The payments of an invoice that were not given up. */
async function readPayments(
  { stripe, options }: StripeContext,
  { id, payments }: Stripe.Invoice,
): Promise<Stripe.InvoicePayment[]> {
  const all = payments?.has_more
    ? await readAll(stripe.invoicePayments.list({ invoice: id, limit: PAGE }, options()))
    : (payments?.data ?? []);
  const isKnown = ({ payment }: Stripe.InvoicePayment) => Boolean(payment.payment_intent ?? payment.charge);
  return all.filter((payment) => payment.status !== 'canceled' && isKnown(payment));
}

async function readIntents(
  context: StripeContext,
  ids: readonly string[],
  invoices: readonly Stripe.Invoice[],
): Promise<Stripe.PaymentIntent[]> {
  const known = ids.length > FEW ? await listIntents(context, ids, invoices) : new Map<string, never>();
  return Promise.all(ids.map(async (id) => known.get(id) ?? readIntent(context, id)));
}

/** An intent with its latest charge, and with what is going to be charged. */
export function readIntent({ stripe, options }: StripeContext, id: string): Promise<Stripe.PaymentIntent> {
  return stripe.paymentIntents.retrieve(id, { expand: ['latest_charge', 'payment_method'] }, options());
}

/** Of somebody who has bought a thousand things besides, no more pages are read than it takes to find these. */
async function listIntents(
  { stripe, customer, options }: StripeContext,
  ids: readonly string[],
  invoices: readonly Stripe.Invoice[],
): Promise<Map<string, Stripe.PaymentIntent>> {
  const times = invoices.map(({ created }) => created);
  const listed = stripe.paymentIntents.list(
    {
      customer: customer.providerCustomer!,
      created: { gte: Math.min(...times) - AROUND, lte: Math.max(...times) + AROUND },
      limit: PAGE,
      expand: ['data.latest_charge', 'data.payment_method'],
    },
    options(),
  );
  const missing = new Set(ids);
  const found = new Map<string, Stripe.PaymentIntent>();
  let looked = 0;
  for await (const intent of listed) {
    if (missing.delete(intent.id)) found.set(intent.id, intent);
    looked += 1;
    // What is left costs a call each, and so does a page.
    if (missing.size === 0 || looked >= PAGE * MOST_PAGES) break;
  }
  return found;
}
