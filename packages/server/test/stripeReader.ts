import type Stripe from 'stripe';
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
