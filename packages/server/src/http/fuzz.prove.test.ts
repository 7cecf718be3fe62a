import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operations, type OperationName, type SandboxCatalog } from '@billfold/contract';
import { sql } from 'drizzle-orm';
import { rowsOf } from '../database/Database.js';
import { createTestPortal, type TestPortal } from '../testing/index.js';

const RUNS = process.env['BILLFOLD_PROVE'] === 'full' ? 50_000 : 10_000;

let portal: TestPortal;
let customer: string;
let token: string;
let ids: string[];
/** Inputs that are right, so that the fuzz gets further than the first check; one field of them is then made wrong, or none. */
let right: Record<OperationName, object>;

beforeAll(async () => {
  portal = await createTestPortal();
  customer = (await portal.createScenario('active')).id;
  await renewSession();
  const { session, code } = await portal.createLink(customer);
  const [invoice] = await rowsOf<{ id: string }>(
    portal.database,
    sql`select id from sandbox_invoices where customer_id = ${customer} limit 1`,
  );
  const [subscription] = await rowsOf<{ id: string }>(
    portal.database,
    sql`select id from sandbox_subscriptions where customer_id = ${customer}`,
  );
  const { products } = await portal.merchant<SandboxCatalog>('GET', '/v1/sandbox/catalog');
  const price = products[0]!.prices[0]!;
  const { now } = await portal.merchant<{ now: string }>('GET', '/v1/sandbox/clock');
  ids = [customer, session, invoice!.id, subscription!.id, price.id, products[0]!.id];
  right = {
    exchangeSession: { code },
    getSession: {},
    endSession: {},
    listPlans: {},
    listSubscriptions: {},
    getSubscription: { subscription: subscription!.id },
    listInvoices: { limit: 5, status: 'paid', year: 2026 },
    getInvoice: { invoice: invoice!.id },
    getInvoicePdf: { invoice: invoice!.id },
    getInvoiceReceipt: { invoice: invoice!.id },
    createPortalSession: { customer, returnUrl: 'https://app.test/', ttlSeconds: 60, locale: 'de' },
    revokePortalSession: { session },
    createCustomer: { name: 'Fuzz', email: 'fuzz@example.com', address: { country: 'DE' } },
    getCustomer: { customer },
    updateCustomer: { customer, name: 'Fuzz', taxId: null },
    listCustomers: { limit: 3, email: 'fuzz@example.com' },
    getSandboxClock: {},
    advanceSandboxClock: { advanceTo: now },
    getSandboxCatalog: {},
    updateSandboxCatalog: { products: products.map(asInput) },
    createSandboxSubscription: { customer, price: price.id, quantity: 1 },
    createSandboxScenario: { scenario: 'free' },
  };
});
afterAll(() => portal.close());

/** A product as it is written, of one as it is read. */
function asInput(product: SandboxCatalog['products'][number]) {
  const prices = product.prices.map(({ product: _, unitAmount, ...price }) => ({
    ...price,
    unitAmount: unitAmount.amount,
    currency: unitAmount.currency,
  }));
  return { ...product, prices };
}

async function renewSession(): Promise<void> {
  token = (await portal.createToken(customer)).token;
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

const requests = fc.constantFrom(...(Object.keys(operations) as OperationName[])).chain((name) =>
  fc.record({
    name: fc.constant(name),
    method: fc.oneof(
      { weight: 19, arbitrary: fc.constant(operations[name].method as string) },
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
    key: fc.option(fc.oneof(fc.uuid(), text()), { freq: 3 }),
  }),
);

function fieldOf(name: OperationName): fc.Arbitrary<string> {
  const known = Object.keys((operations[name].schema.input as { entries?: object }).entries ?? {});
  return known.length > 0 ? fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...known) }, text()) : text();
}

function headersOf(name: OperationName, credential: string): Record<string, string> {
  const { access } = operations[name];
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

/** A clock that runs for decades, or a customer with ten thousand invoices, is not what is asked here. */
const isSlow = (body: string) =>
  /"advanceTo":"(20(2[7-9]|[3-9])|[3-9])/.test(body) || /manyInvoices/.test(body);

/** Everything that a refused request must leave as it is. The audit log may hold that somebody tried. */
async function rowCounts(): Promise<string> {
  const tables = [
    'customers',
    'portal_sessions',
    'events',
    'idempotent_results',
    'sandbox_subscriptions',
    'sandbox_invoices',
    'sandbox_prices',
  ];
  const counts = sql.join(
    tables.map((table) => sql`(select count(*) from ${sql.identifier(table)})`),
    sql`, `,
  );
  return JSON.stringify(await rowsOf(portal.database, sql`select ${counts}`));
}

test(`[S29] ${RUNS} generated requests: no fault, nothing undeclared, nothing changed by what was refused`, async () => {
  const reached = new Map<string, number>();
  const statuses = new Map<number, number>();
  let counts = await rowCounts();
  await fc.assert(
    fc.asyncProperty(requests, async ({ name, method, wrong, credential, raw, type, key }) => {
      const { path } = operations[name];
      const input: Record<string, unknown> = { ...right[name], ...Object.fromEntries(wrong) };
      const url = new URL(
        path.replaceAll(/\{(\w+)\}/g, (_, part: string) => {
          const value = encodeURIComponent(wellFormed(printed(input[part])));
          delete input[part];
          return value;
        }),
        portal.url,
      );
      const body = raw ?? JSON.stringify(input);
      if (isSlow(body)) return;
      const inUrl = ['GET', 'HEAD', 'DELETE'].includes(method);
      if (inUrl) {
        for (const [field, value] of Object.entries(input)) {
          if (value !== undefined) url.searchParams.append(wellFormed(field), wellFormed(printed(value)));
        }
      }
      const headers = new Headers({ ...headersOf(name, credential), ...(type && { 'content-type': type }) });
      if (key !== null && /^[\x20-\x7e]*$/.test(key)) headers.set('idempotency-key', key);
      const response = await portal.fetch(url, { method, headers, ...(!inUrl && { body }) });

      const { status } = response;
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      expect(status).toBeLessThan(500);
      if (![400, 401, 403, 405, 413, 415].includes(status)) reached.set(name, (reached.get(name) ?? 0) + 1);
      const after = await rowCounts();
      if (status >= 300) expect(after).toBe(counts);
      if (status < 300 && (name === 'endSession' || name === 'revokePortalSession')) await renewSession();
      if (status < 300 && name === 'updateSandboxCatalog') await portal.merchant('PUT', path, right[name]);
      if (status < 300) counts = await rowCounts();
    }),
    { numRuns: RUNS },
  );
  // A fuzz that is refused at the door proves nothing: every operation was reached, and every kind of answer came up.
  for (const name of Object.keys(operations))
    expect([name, (reached.get(name) ?? 0) > RUNS / 500]).toEqual([name, true]);
  for (const status of [200, 201, 204, 400, 401, 403, 404, 405, 409, 415]) {
    expect([status, statuses.has(status)]).toEqual([status, true]);
  }
});

const printed = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

const wellFormed = (part: string) =>
  part.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
