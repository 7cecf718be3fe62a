import { sql } from 'drizzle-orm';
import type {
  PortalFeaturesInput,
  Quote,
  SandboxCatalog,
  SandboxCatalogInput,
  Scenario,
} from '@billfold/contract';
import { rowsOf } from '../../src/database/Database.js';
import { createTestPortal, type TestPortal } from '../../src/testing/createTestPortal.js';
import { nobodys, rightInputOf, type Named } from '../../src/testing/rightInputs.js';
import { addressed } from './addressed.js';
import { operationsByName } from './operationsByName.js';

/** A portal with one customer, and what is right to ask of it and for them now. */
export interface FuzzTest {
  portal: TestPortal;
  /** Ids of what there is now, of six kinds. */
  readonly ids: readonly string[];
  /** By the name of its operation, an input that is right. */
  readonly right: Readonly<Record<string, object>>;
  /** Names in the inputs what has come to be. */
  name(more: Partial<Named>): void;
  /** Looks up what the customer has, after something was done to them. Who has no subscription any more begins anew. */
  nameAnew(): Promise<void>;
  /** Names a quote that is good now, if there can be one. */
  nameQuote(): Promise<void>;
  renewSession(): Promise<void>;
  renewLink(): Promise<void>;
  /** The version of the customer's subscription as it is now. */
  version(): Promise<number>;
  headersOf(name: string, credential: string): Record<string, string>;
  /** Sends what is right, by whom it is right. */
  send(name: string, input: object): Promise<Response>;
  close(): Promise<void>;
}

export const FEATURES: PortalFeaturesInput = {
  subscriptionUpdate: { scheduleAtPeriodEnd: ['shortening_interval'] },
  subscriptionCancel: { retention: { offerCoupon: 'fuzz' } },
  subscriptionPause: { enabled: true },
};

/** States to be in, so that every operation is possible in one of them. */
export const SCENARIOS: Scenario[] = [
  'seats',
  'pastDue',
  'scheduledDowngrade',
  'requiresAction',
  'paused',
  'trialing',
  'canceling',
  'noPaymentMethod',
];

export async function openFuzzTest(): Promise<FuzzTest> {
  const portal = await createTestPortal({
    renderDocument: async () => new Uint8Array([37, 80, 68, 70]),
    project: { features: FEATURES },
  });
  const { id: customer } = await portal.createScenario('seats');
  let token = await tokenOf(portal, customer);
  let named: Named = { ...nobodys, customer, ...(await sell(portal)) };
  let ids: string[] = [];
  let right: Record<string, object> = {};
  let turns = 0;

  const opened: FuzzTest = {
    portal,
    get ids() {
      return ids;
    },
    get right() {
      return right;
    },
    name: (more) => {
      named = { ...named, ...more };
      const [product] = named.catalog.products;
      ids = [customer, named.session, named.invoice, named.subscription, named.price, product!.id];
      right = Object.fromEntries(
        Object.values(operationsByName).map((operation) => [operation.name, rightInputOf(operation, named)]),
      );
      right['switchSandboxScenario'] = { scenario: SCENARIOS[(turns += 1) % SCENARIOS.length] };
    },
    nameAnew: async () => {
      // What may be tried how often is proved elsewhere; here it would end what can be reached after a few requests.
      await portal.database.execute(sql`delete from attempts`);
      const found = await ownOf(portal, customer);
      if (!found) {
        await opened.send('switchSandboxScenario', { scenario: 'seats' });
        return opened.nameAnew();
      }
      opened.name(found);
    },
    nameQuote: async () => {
      const { quantity } = await standing();
      const answer = await opened.send('previewSubscriptionChange', {
        subscription: named.subscription,
        price: named.price,
        quantity: quantity === 3 ? 4 : 3,
      });
      if (answer.status === 200) opened.name({ quote: ((await answer.json()) as Quote).id });
    },
    renewSession: async () => {
      token = await tokenOf(portal, customer);
    },
    renewLink: async () => {
      const { session, code } = await portal.createLink(customer);
      opened.name({ session, code });
    },
    version: async () => (await standing()).version,
    headersOf: (name, credential) => {
      const { access } = operationsByName[name]!;
      const key = { authorization: `Bearer ${portal.secretKey}` };
      const fitting = access.by === 'secret_key' ? key : { authorization: `Bearer ${token}` };
      const { session } = named;
      const kinds: Record<string, Record<string, string>> = {
        fitting,
        key,
        token: { authorization: `Bearer ${token}` },
        none: {},
        basic: { authorization: `Basic ${token}` },
        cookie: { cookie: `__Host-billfold_${session}=${token}; ;=;x`, 'billfold-session': session },
      };
      return kinds[credential]!;
    },
    send: async (name, input) => {
      const operation = operationsByName[name]!;
      const { method } = operation;
      const { url, body } = addressed(operation, method, input, portal.url);
      return portal.fetch(url, {
        method,
        headers: {
          ...opened.headersOf(name, 'fitting'),
          'content-type': 'application/json',
          'idempotency-key': crypto.randomUUID(),
          'if-match': `"${await opened.version()}"`,
        },
        ...(body !== null && { body: JSON.stringify(body) }),
      });
    },
    close: () => portal.close(),
  };

  async function standing(): Promise<{ version: number; quantity: number }> {
    const rows = await rowsOf<{ version: number; quantity: number }>(
      portal.database,
      sql`select version, quantity from sandbox_subscriptions where id = ${named.subscription}`,
    );
    return rows[0] ?? { version: 1, quantity: 1 };
  }

  await opened.nameAnew();
  await opened.renewLink();
  return opened;
}

const tokenOf = async (portal: TestPortal, customer: string) => (await portal.createToken(customer)).token;

/** Puts a coupon beside what the sandbox sells. */
async function sell(portal: TestPortal): Promise<Pick<Named, 'now' | 'price' | 'catalog'>> {
  const { products } = await portal.merchant<SandboxCatalog>('GET', '/v1/sandbox/catalog');
  const { now } = await portal.merchant<{ now: string }>('GET', '/v1/sandbox/clock');
  const price = products.flatMap(({ prices }) => prices).find(({ scheme }) => scheme === 'per_seat');
  const coupons = [{ id: 'fuzz', name: 'Fuzz', percentOff: '20', duration: 'once' as const }];
  const catalog = { products: products.map(asInput), coupons };
  await portal.merchant('PUT', '/v1/sandbox/catalog', catalog);
  return { now, price: price!.id, catalog };
}

/** A product as it is written, of one as it is read. */
function asInput(product: SandboxCatalog['products'][number]): SandboxCatalogInput['products'][number] {
  const prices = product.prices.map(({ product: _, unitAmount, tiers, ...price }) => ({
    ...price,
    unitAmount: unitAmount.amount,
    currency: unitAmount.currency,
    tiers:
      tiers?.map(({ upTo, unitAmount: unit, flatAmount }) => ({
        upTo,
        unitAmount: unit.amount,
        flatAmount: flatAmount.amount,
      })) ?? null,
  }));
  return { ...product, prices };
}

/** What a customer may have, or may have none of. */
const OWN = ['invoice', 'paymentMethod', 'setupIntent', 'setupSecret', 'taxId'] as const;

/** What they have, and nobody's where they have none; null: not even a subscription. */
async function ownOf({ database }: TestPortal, customer: string): Promise<Partial<Named> | null> {
  const [found] = await rowsOf<Record<'subscription' | (typeof OWN)[number], string | null>>(
    database,
    sql`select s.id as subscription,
        (select id from sandbox_invoices where customer_id = ${customer} order by status <> 'open', id limit 1) as invoice,
        (select id from sandbox_payment_methods where customer_id = ${customer} and removed_at is null
          order by id limit 1) as "paymentMethod",
        (select id from sandbox_setup_intents where customer_id = ${customer}
          order by status <> 'succeeded', payment_method_id is not null, id limit 1) as "setupIntent",
        (select client_secret from sandbox_setup_intents where customer_id = ${customer}
          order by status = 'succeeded', id limit 1) as "setupSecret",
        (select tax_ids -> 0 ->> 'id' from sandbox_customers where customer_id = ${customer}) as "taxId"
        from sandbox_subscriptions s where s.customer_id = ${customer} and s.ended_at is null order by s.id limit 1`,
  );
  if (!found) return null;
  const own = Object.fromEntries(OWN.map((noun) => [noun, found[noun] ?? nobodys[noun]]));
  return { ...own, subscription: found.subscription! };
}
