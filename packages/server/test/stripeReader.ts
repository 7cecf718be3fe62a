import type { Invoice } from '@billfold/contract';
import type Stripe from 'stripe';
import { expect } from 'vitest';
import type { InvoiceQuery } from '../src/provider/CustomerBilling.js';
import { listInvoices } from '../src/providers/stripe/billing/reads.js';
import type { StripeContext } from '../src/providers/stripe/StripeContext.js';
import { callOptions } from '../src/providers/stripe/client/callOptions.js';
import { createClient } from '../src/providers/stripe/client/createClient.js';
import type { BillingCustomer } from '../src/provider/Provider.js';
import { openTestDatabase } from '../src/testing/openTestDatabase.js';
import { startStripeDouble, type StripeDouble } from './stripe-double/index.js';

/** The reads of the Stripe provider, over the npm client, against the double. */
export interface StripeReader {
  double: StripeDouble;
  stripe: Stripe;
  /** What a customer is read with: the portal's one, who is `providerCustomer` at Stripe. */
  contextOf(providerCustomer: string | null, known?: Partial<BillingCustomer>): StripeContext;
  /** A customer with a card that works and is their default. */
  createCustomer(params?: Stripe.CustomerCreateParams): Promise<Stripe.Customer>;
  close(): Promise<void>;
}

export async function openStripeReader(): Promise<StripeReader> {
  const double = await startStripeDouble();
  const { database, close } = await openTestDatabase();
  const settings = { secretKey: double.secretKey, apiUrl: double.url };
  const stripe = createClient(settings);
  return {
    double,
    stripe,
    contextOf: (providerCustomer, known) => ({
      stripe,
      unit: { database, now: new Date() },
      customer: { ...somebody, providerCustomer, ...known },
      options: (idempotencyKey) => callOptions(undefined, idempotencyKey),
      settings,
    }),
    async createCustomer(params) {
      const customer = await stripe.customers.create({
        name: 'Example GmbH',
        email: 'jane@example.com',
        address: { country: 'DE', line1: 'Beispielstraße 1', city: 'Berlin', postal_code: '10115' },
        ...params,
      });
      const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
      await stripe.customers.update(customer.id, {
        invoice_settings: { default_payment_method: card.id },
      });
      return stripe.customers.retrieve(customer.id) as Promise<Stripe.Customer & { lastResponse: never }>;
    },
    async close() {
      await double.close();
      await close();
    },
  };
}

/** Ends it. What the double or Stripe's schema has against any request so far fails the test. */
export async function closeReader({ double, close }: StripeReader): Promise<void> {
  const complaints = double.complaints();
  await close();
  expect([complaints, double.defects]).toEqual([[], []]);
}

/** A price by the month, of a new product. */
export async function createPrice(
  stripe: Stripe,
  fields: Partial<Stripe.PriceCreateParams> = {},
  product: Partial<Stripe.ProductCreateParams> = {},
): Promise<Stripe.Price> {
  const { id } = await stripe.products.create({ name: 'Pro', ...product });
  return stripe.prices.create({
    product: id,
    currency: 'eur',
    unit_amount: 1900,
    recurring: { interval: 'month' },
    tax_behavior: 'exclusive',
    ...fields,
  });
}

/** A customer who has paid for the first month of something. */
export async function openSubscriber(reader: StripeReader) {
  const { stripe } = reader;
  const customer = await reader.createCustomer();
  const price = await createPrice(stripe);
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
  });
  return { customer, price, subscription, context: reader.contextOf(customer.id) };
}

export const everything: InvoiceQuery = { limit: 100, after: null, status: null, year: null };

/** Invoices by a query and all of its pages. */
export async function allInvoices(context: StripeContext, query: InvoiceQuery): Promise<Invoice[]> {
  const found: Invoice[] = [];
  let { after } = query;
  do {
    const page = await listInvoices(context, { ...query, after });
    expect(page.invoices.length).toBeLessThanOrEqual(query.limit);
    found.push(...page.invoices);
    after = page.next;
  } while (after !== null);
  return found;
}

const somebody: BillingCustomer = {
  project: 'prj_test',
  id: 'cus_portal',
  providerCustomer: null,
  reference: null,
  kind: 'business',
  name: 'Example GmbH',
  email: 'jane@example.com',
  invoiceEmails: [],
  phone: null,
  address: null,
  purchaseOrder: null,
  taxIds: [],
  createdAt: new Date('2026-01-01T00:00:00Z'),
};
