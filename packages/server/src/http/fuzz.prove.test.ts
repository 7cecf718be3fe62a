import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  customerOperations,
  operations,
  type DescribedOperation,
  type ErrorCode,
  type Page,
  type PortalFeaturesInput,
  type Quote,
  type SandboxCatalog,
  type SandboxCatalogInput,
  type Scenario,
} from '@billfold/contract';
import { sql } from 'drizzle-orm';
import { rowsOf } from '../database/Database.js';
import { createTestPortal, type TestPortal } from '../testing/index.js';
import { nobodys, rightInputOf, type Named } from '../testing/rightInputs.js';

/** Every operation, those included that a merchant calls for a customer. */
const all: Record<string, DescribedOperation> = Object.fromEntries(
  [...Object.values(operations), ...Object.values(customerOperations)].map((operation) => [
    operation.name,
    operation,
  ]),
);

const RUNS = process.env['BILLFOLD_PROVE'] === 'full' ? 50_000 : 10_000;

let portal: TestPortal;
let customer: string;
let token: string;
let ids: string[];
let named: Named;
/** Inputs that are right, so that the fuzz gets further than the first check; one field of them is then made wrong, or none. */
let right: Record<string, object>;

const FEATURES: PortalFeaturesInput = {
  subscriptionUpdate: { scheduleAtPeriodEnd: ['shortening_interval'] },
  subscriptionCancel: { retention: { offerCoupon: 'fuzz' } },
  subscriptionPause: { enabled: true },
};

beforeAll(async () => {
  portal = await createTestPortal({
    renderDocument: async () => new Uint8Array([37, 80, 68, 70]),
    project: { features: FEATURES },
  });
  customer = (await portal.createScenario('seats')).id;
  await renewSession();
  const { products } = await portal.merchant<SandboxCatalog>('GET', '/v1/sandbox/catalog');
  const { now } = await portal.merchant<{ now: string }>('GET', '/v1/sandbox/clock');
  const price = products.flatMap(({ prices }) => prices).find(({ scheme }) => scheme === 'per_seat');
  const coupons = [{ id: 'fuzz', name: 'Fuzz', percentOff: '20', duration: 'once' as const }];
  const catalog = { products: products.map(asInput), coupons };
  await portal.merchant('PUT', '/v1/sandbox/catalog', catalog);
  named = { ...nobodys, customer, now, price: price!.id, catalog };
  await nameAnew();
  await renewLink();
});
afterAll(() => portal.close());

/** States to be in, so that every operation is possible in one of them. */
const SCENARIOS: Scenario[] = [
  'seats',
  'pastDue',
  'scheduledDowngrade',
  'requiresAction',
  'paused',
  'trialing',
  'canceling',
  'noPaymentMethod',
];
let turns = 0;

/** Looks up what the customer has, after something was done to them. Who has no subscription any more begins anew. */
async function nameAnew(): Promise<void> {
  // What may be tried how often is proved elsewhere; here it would end what can be reached after a few requests.
  await portal.database.execute(sql`delete from attempts`);
  const [found] = await rowsOf<Record<'subscription' | (typeof OWN)[number], string | null>>(
    portal.database,
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
  if (!found) {
    await send('switchSandboxScenario', { scenario: 'seats' });
    return nameAnew();
  }
  const own = Object.fromEntries(OWN.map((noun) => [noun, found[noun] ?? nobodys[noun]]));
  nameAll({ ...own, subscription: found.subscription! });
}

/** What a customer may have, or may have none of. */
const OWN = ['invoice', 'paymentMethod', 'setupIntent', 'setupSecret', 'taxId'] as const;

function nameAll(more: Partial<Named>): void {
  named = { ...named, ...more };
  ids = [
    customer,
    named.session,
    named.invoice,
    named.subscription,
    named.price,
    named.catalog.products[0]!.id,
  ];
  right = Object.fromEntries(
    Object.values(all).map((operation) => [operation.name, rightInputOf(operation, named)]),
  );
  right['switchSandboxScenario'] = { scenario: SCENARIOS[(turns += 1) % SCENARIOS.length] };
}

/** Sends what is right, by whom it is right. */
async function send(name: string, input: object): Promise<Response> {
  const { method } = all[name]!;
  const { url, body } = addressed(name, method, input);
  return portal.fetch(url, {
    method,
    headers: {
      ...headersOf(name, 'fitting'),
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
      'if-match': `"${(await standing()).version}"`,
    },
    ...(body !== null && { body: JSON.stringify(body) }),
  });
}

const hasNoBody = (method: string) => ['GET', 'HEAD', 'DELETE'].includes(method);

/** Where each field of an input goes: into the path, the query or the body. */
function addressed(name: string, method: string, input: object): { url: URL; body: object | null } {
  const fields: Record<string, unknown> = { ...input };
  const url = new URL(
    all[name]!.path.replaceAll(/\{(\w+)\}/g, (_, part: string) => {
      const value = encodeURIComponent(wellFormed(printed(fields[part])));
      delete fields[part];
      return value;
    }),
    portal.url,
  );
  if (!hasNoBody(method)) return { url, body: fields };
  for (const [field, value] of Object.entries(fields)) {
    if (value !== undefined) url.searchParams.append(wellFormed(field), wellFormed(printed(value)));
  }
  return { url, body: null };
}

/** Whether what is right is done in one of the states, by a customer who has everything that it may name. */
async function canSucceed(name: string): Promise<boolean> {
  for (const scenario of SCENARIOS) {
    await renewSession();
    await send('switchSandboxScenario', { scenario });
    await nameAnew();
    for (const earlier of ['createSetupIntent', 'confirmSandboxSetup', 'addTaxId']) {
      if (earlier === name) continue;
      await send(earlier, right[earlier]!);
      await nameAnew();
    }
    await newQuote();
    if ((await send(name, right[name]!)).status < 300) return true;
  }
  return false;
}

/** A quote that is good now, if there can be one. */
async function newQuote(): Promise<void> {
  const { quantity } = await standing();
  const answer = await send('previewSubscriptionChange', {
    subscription: named.subscription,
    price: named.price,
    quantity: quantity === 3 ? 4 : 3,
  });
  if (answer.status === 200) nameAll({ quote: ((await answer.json()) as Quote).id });
}

async function standing(): Promise<{ version: number; quantity: number }> {
  const rows = await rowsOf<{ version: number; quantity: number }>(
    portal.database,
    sql`select version, quantity from sandbox_subscriptions where id = ${named.subscription}`,
  );
  return rows[0] ?? { version: 1, quantity: 1 };
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

async function renewSession(): Promise<void> {
  token = (await portal.createToken(customer)).token;
}

async function renewLink(): Promise<void> {
  const { session, code } = await portal.createLink(customer);
  nameAll({ session, code });
}

const anything = () =>
  fc.oneof(
    { weight: 3, arbitrary: text() as fc.Arbitrary<unknown> },
    { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown> },
    { weight: 1, arbitrary: fc.double() },
  );

const text = () =>
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(...NASTY),
    fc.nat({ max: 5 }).map((at) => ids[at]!),
  );

const NASTY = [
  '',
  '0',
  '-1',
  '1e400',
  '9007199254740993',
  'null',
  'true',
  '__proto__',
  'constructor',
  '\u0000',
  '\ud800',
  '\u202e',
  "' or 1=1 --",
  '${7*7}',
  '../..',
  '%00',
  'a'.repeat(6000),
  '2026-02-30T00:00:00.000Z',
  '0000-00-00T00:00:00Z',
  'cus_x',
  'in_x',
  'sub_x',
  'bps_x',
];

const requests = fc.constantFrom(...Object.keys(all)).chain((name) =>
  fc.record({
    name: fc.constant(name),
    method: fc.oneof(
      { weight: 19, arbitrary: fc.constant(all[name]!.method as string) },
      { weight: 1, arbitrary: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD') },
    ),
    /** Fields that are set, or taken away where `undefined`; mostly ones that the operation knows. */
    wrong: fc.array(fc.tuple(fieldOf(name), fc.option(anything(), { nil: undefined, freq: 5 })), {
      maxLength: 2,
    }),
    credential: fc.oneof(
      { weight: 8, arbitrary: fc.constant('fitting') },
      { weight: 1, arbitrary: fc.constantFrom('token', 'key', 'none', 'basic', 'cookie') },
    ),
    raw: fc.oneof(
      { weight: 19, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.string({ maxLength: 60 }) },
    ),
    type: fc.oneof(
      { weight: 19, arbitrary: fc.constant('application/json') },
      { weight: 1, arbitrary: fc.constantFrom('text/plain', 'application/json; charset=utf-16', '') },
    ),
    key: fc.option(fc.oneof({ weight: 6, arbitrary: fc.uuid() }, { weight: 1, arbitrary: text() }), {
      freq: 6,
    }),
    version: fc.oneof(
      { weight: 8, arbitrary: fc.constant('seen') },
      { weight: 1, arbitrary: fc.constant('"1"') },
      { weight: 1, arbitrary: fc.option(text(), { freq: 1 }) as fc.Arbitrary<string | null> },
    ),
  }),
);

function fieldOf(name: string): fc.Arbitrary<string> {
  const known = Object.keys((all[name]!.schema.input as { entries?: object }).entries ?? {});
  return known.length > 0 ? fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...known) }, text()) : text();
}

function headersOf(name: string, credential: string): Record<string, string> {
  const { access } = all[name]!;
  const key = { authorization: `Bearer ${portal.secretKey}` };
  const fitting = access.by === 'secret_key' ? key : { authorization: `Bearer ${token}` };
  const kinds: Record<string, Record<string, string>> = {
    fitting,
    key,
    token: { authorization: `Bearer ${token}` },
    none: {},
    basic: { authorization: `Basic ${token}` },
    cookie: { cookie: `__Host-billfold_${ids[1]}=${token}; ;=;x`, 'billfold-session': ids[1]! },
  };
  return kinds[credential]!;
}

async function forgetEndpoints(): Promise<void> {
  const { data } = await portal.merchant<Page<{ id: string }>>('GET', '/v1/webhook-endpoints');
  for (const { id } of data) {
    const headers = { authorization: `Bearer ${portal.secretKey}` };
    await portal.fetch(`/v1/webhook-endpoints/${id}`, { method: 'DELETE', headers });
  }
}

/** A clock that runs for decades, or a customer with ten thousand invoices, is not what is asked here. */
const isSlow = (body: string) =>
  /"advanceTo":"(20(2[7-9]|[3-9])|[3-9])/.test(body) || /manyInvoices/.test(body);

/**
 * Refusals that are kept like answers, because something was done on the way: a bank was asked, a quote was given. They
 * must leave all the same everything else as it is.
 */
const KEPT: readonly ErrorCode[] = ['payment_failed', 'quote_stale', 'change_blocked'];

/** Everything that a refused request must leave as it is. The audit log may hold that somebody tried. */
async function facts(): Promise<Record<string, string>> {
  const tables = [
    'customers',
    'portal_sessions',
    'events',
    'idempotent_results',
    'quotes',
    'retention_offers',
    'sandbox_subscriptions',
    'sandbox_invoices',
    'sandbox_prices',
    'sandbox_payment_methods',
    'sandbox_setup_intents',
    'webhook_endpoints',
    'webhook_deliveries',
    'logos',
  ];
  const counts = sql.join(
    tables.map(
      (table) => sql`(select count(*)::text from ${sql.identifier(table)}) as ${sql.identifier(table)}`,
    ),
    sql`, `,
  );
  const [found] = await rowsOf<Record<string, string>>(
    portal.database,
    sql`select ${counts},
      (select coalesce(sum(version), 0)::text from sandbox_subscriptions) as versions,
      (select coalesce(sum(amount_paid), 0)::text from sandbox_invoices) as paid,
      (select string_agg(balance::text, ' ') from sandbox_customers) as balances,
      (select md5(string_agg(to_jsonb(c)::text, ' ' order by c.id)) from customers c) as customers_as_they_are,
      (select md5(string_agg(to_jsonb(m)::text, ' ' order by m.id)) from sandbox_payment_methods m) as payment_methods,
      (select string_agg(default_payment_method_id, ' ' order by customer_id) from sandbox_customers) as defaults,
      (select md5(string_agg(to_jsonb(c)::text, ' ' order by c.id)) from portal_configurations c) as configurations,
      (select md5(string_agg(branding::text, ' ')) from projects) as branding,
      (select md5(string_agg(to_jsonb(e)::text, ' ' order by e.id)) from webhook_endpoints e) as endpoints,
      (select count(*)::text from quotes where used_at is not null) as used_quotes`,
  );
  return found!;
}

test(`[S29] ${RUNS} generated requests: no fault, nothing undeclared, nothing changed by what was refused`, async () => {
  const reached = new Map<string, number>();
  const succeeded = new Map<string, number>();
  const statuses = new Map<number, number>();
  let before = await facts();
  await fc.assert(
    fc.asyncProperty(requests, async ({ name, method, wrong, credential, raw, type, key, version }) => {
      const { path } = all[name]!;
      if (name.startsWith('changeSubscription')) {
        await newQuote();
        before = await facts();
      }
      const input = { ...right[name], ...Object.fromEntries(wrong) };
      const { url, body: fields } = addressed(name, method, input);
      const body = fields && (raw ?? JSON.stringify(fields));
      if (isSlow(raw ?? JSON.stringify(input))) return;
      const headers = new Headers({ ...headersOf(name, credential), ...(type && { 'content-type': type }) });
      const isSeen = version === 'seen' && all[name]!.version === 'required';
      const ifMatch = isSeen ? `"${(await standing()).version}"` : version;
      for (const [header, value] of [
        ['idempotency-key', key],
        ['if-match', ifMatch],
      ] as const) {
        if (value !== null && /^[\x20-\x7e]*$/.test(value)) headers.set(header, value);
      }
      const response = await portal.fetch(url, { method, headers, ...(body !== null && { body }) });

      const { status } = response;
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      expect(status).toBeLessThan(500);
      if (![400, 401, 403, 405, 413, 415, 428].includes(status))
        reached.set(name, (reached.get(name) ?? 0) + 1);
      if (status < 300) succeeded.set(name, (succeeded.get(name) ?? 0) + 1);
      const after = await facts();
      if (status >= 300) {
        const code = method === 'HEAD' ? null : await codeOf(response);
        const kept = code !== null && KEPT.includes(code);
        // That a payment was refused is told to the merchant, too.
        const { idempotent_results, quotes, events } = after;
        expect([code, after]).toEqual([
          code,
          { ...before, ...(kept && { idempotent_results, quotes, events }) },
        ]);
        before = after;
        return;
      }
      // By what was done, which is another operation where the method was another one.
      const done = Object.values(all).find((it) => it.path === path && it.method === method)?.name;
      if (done === 'endSession') await renewSession();
      if (done === 'exchangeSession' || done?.startsWith('revokePortalSession')) await renewLink();
      if (done === 'revokePortalSessions') await renewSession();
      if (done === 'updatePortalConfiguration')
        await portal.merchant('PUT', path.replace(/\{.*/, 'default'), { features: FEATURES });
      // Each endpoint is sent a copy of every event from then on.
      if (done === 'createWebhookEndpoint') await forgetEndpoints();
      if (done === 'updateSandboxCatalog') await portal.merchant('PUT', path, right[done]);
      if (method !== 'GET') await nameAnew();
      if (done === 'payInvoice' || done === 'changeSubscription' || done === 'createSetupIntentOfCustomer') {
        const { clientSecret } = (await response.json()) as { clientSecret?: string };
        if (clientSecret) nameAll({ clientSecret });
      }
      before = await facts();
    }),
    { numRuns: RUNS },
  );
  // A fuzz that is refused at the door proves nothing: every operation was reached, and every kind of answer came up.
  for (const name of Object.keys(all))
    expect([name, (reached.get(name) ?? 0) > RUNS / 1000]).toEqual([name, true]);
  // What came of right inputs is chance: a state must fit, a quote be good. What it has not brought is sought on purpose.
  for (const name of [
    'changeSubscription',
    'changeSubscriptionOfCustomer',
    'updateSubscription',
    'cancelSubscription',
    'pauseSubscription',
    'createSetupIntent',
    'confirmSandboxSetup',
    'addPaymentMethod',
    'setDefaultPaymentMethod',
    'removePaymentMethod',
    'updateBillingDetails',
    'addTaxId',
    'removeTaxId',
    'exportInvoices',
    'exportInvoiceDocuments',
    'listActivity',
    'updatePortalConfiguration',
    'updateBranding',
    'createWebhookEndpoint',
    'listAuditLog',
    'confirmStepUp',
    'updateBillingDetailsOfCustomer',
  ])
    expect([name, succeeded.has(name) || (await canSucceed(name))]).toEqual([name, true]);
  for (const status of [200, 201, 204, 400, 401, 403, 404, 405, 409, 412, 415, 428]) {
    expect([status, statuses.has(status)]).toEqual([status, true]);
  }
});

async function codeOf(response: Response): Promise<ErrorCode> {
  return ((await response.json()) as { error: { code: ErrorCode } }).error.code;
}

const printed = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

const wellFormed = (part: string) =>
  part.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
