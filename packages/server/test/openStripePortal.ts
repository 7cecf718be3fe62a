import { sql } from 'drizzle-orm';
import type { Customer } from '@billfold/contract';
import { makeEncryptionKey } from '../src/access/secretBox.js';
import { setUpProject } from '../src/access/setUpProject.js';
import { createPortal, type Portal, type PortalOptions } from '../src/createPortal.js';
import type { Database } from '../src/database/Database.js';
import { createStripe } from '../src/providers/stripe/index.js';
import { askMortal } from '../src/testing/askMortal.js';
import { asCustomer, type TestCustomer } from '../src/testing/asCustomer.js';
import { beginLife, type Life } from '../src/testing/mortal.js';
import { openTestDatabase } from '../src/testing/openTestDatabase.js';
import { openStripeShop, type StripeShop } from './stripeShop.js';

/** The whole portal on the Stripe provider, which talks to the double by HTTP. */
export interface StripePortal {
  shop: StripeShop;
  database: Database;
  readonly portal: Portal;
  /** The server that answers now. */
  readonly life: Life;
  /** Another server in place of this one, whose client of Stripe knows nothing of the one before. */
  restart(): void;
  /** Ends leases, and drives what is open. @returns how many. */
  recover(): Promise<number>;
  fetch(input: Request | string | URL, init?: RequestInit): Promise<Response>;
  asMerchant(method: string, path: string, body?: object, key?: string): Promise<Response>;
  /** Somebody with a card and a subscription at Stripe, whom the portal was told of by their id there. */
  subscribe(price: string): Promise<TestCustomer>;
  close(): Promise<void>;
}

/** @param options of the portal; `timeoutMs` of each call of Stripe. */
export async function openStripePortal({
  timeoutMs,
  ...options
}: Partial<Pick<PortalOptions, 'providerTimeoutMs' | 'providerPatienceMs' | 'log' | 'clock'>> & {
  timeoutMs: number;
}): Promise<StripePortal> {
  const shop = await openStripeShop();
  const { database, close } = await openTestDatabase();
  const { secretKey } = await setUpProject(database, {
    name: 'Example App',
    testMode: true,
    embedOrigins: ['https://app.test'],
    features: { subscriptionUpdate: { scheduleAtPeriodEnd: [], prorationBehavior: 'always_invoice' } },
    now: new Date(),
  });
  const encryptionKey = makeEncryptionKey();
  const begin = () => {
    const life = beginLife(database);
    const provider = createStripe({
      secretKey: 'sk_test_anything',
      publishableKey: 'pk_test_anything',
      apiUrl: shop.double.url,
      timeoutMs,
    });
    const portal = createPortal({
      database: life.database,
      provider,
      publicUrl: 'https://billing.test',
      encryptionKey,
      ...options,
    });
    return { life, portal };
  };
  let server = begin();

  const { fetch, asMerchant, merchant, createToken } = askMortal(() => server, secretKey!);
  return {
    shop,
    database,
    get portal() {
      return server.portal;
    },
    get life() {
      return server.life;
    },
    restart: () => void (server = begin()),
    recover: async () => {
      await database.execute(
        sql`update intents set leased_until = clock_timestamp() - interval '1 second' where finished_at is null`,
      );
      return server.portal.recoverIntents();
    },
    fetch,
    asMerchant,
    subscribe: async (price) => {
      const { stripe } = shop;
      const created = await stripe.customers.create({
        name: 'Jane Example',
        address: { country: 'US', state: 'NY' },
      });
      const { id: card } = await stripe.paymentMethods.attach('pm_card_visa', { customer: created.id });
      await stripe.customers.update(created.id, { invoice_settings: { default_payment_method: card } });
      await stripe.subscriptions.create({ customer: created.id, items: [{ price, quantity: 1 }] });
      const { id } = await merchant<Customer>('POST', '/v1/customers', { providerCustomer: created.id });
      return asCustomer({ fetch, createToken }, id);
    },
    close: async () => {
      await shop.close();
      await close();
    },
  };
}
