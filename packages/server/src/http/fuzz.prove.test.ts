import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operations, type DescribedOperation } from '@billfold/contract';
import { sql } from 'drizzle-orm';
import { rowsOf } from '../database/Database.js';
import { createTestPortal, type TestPortal } from '../testing/index.js';

const RUNS = process.env['BILLFOLD_PROVE'] === 'full' ? 50_000 : 10_000;

let portal: TestPortal;
let credentials: Record<string, string>[];
let ids: string[];

beforeAll(async () => {
  portal = await createTestPortal();
  const customer = await portal.createScenario('active');
  const { token, session } = await portal.createToken(customer.id);
  const other = await portal.createToken((await portal.createScenario('pastDue')).id);
  const link = await portal.createLink(customer.id);
  credentials = [
    { authorization: `Bearer ${token}` },
    { authorization: `Bearer ${portal.secretKey}` },
    { authorization: `Bearer ${other.token}` },
    { authorization: `Basic ${token}` },
    { cookie: `billfold_${link.session}=${token}; ;=;x`, 'billfold-session': link.session },
    {},
  ];
  const invoices = await rowsOf<{ id: string }>(
    portal.database,
    sql`select id from sandbox_invoices limit 3`,
  );
  ids = [customer.id, session, link.session, ...invoices.map(({ id }) => id), 'sub_1', 'price_1', 'prod_1'];
});
afterAll(() => portal.close());

const text = () =>
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
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
      '2026-11-20T09:00:00.000Z',
      '9999-12-31T23:59:59.999Z',
      '0000-00-00T00:00:00Z',
    ),
    fc.constantFrom('cus_x', 'in_x', 'sub_x', 'bps_x'),
    fc.nat({ max: 8 }).map((at) => ids[at % ids.length]!),
  );

const value = () =>
  fc.oneof(
    { weight: 3, arbitrary: text() },
    { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown> },
    fc.integer(),
    fc.double(),
  );

/** Mostly fields that the operation knows, so that the fuzz gets past the first check; some that it does not. */
function input(operation: DescribedOperation): fc.Arbitrary<Record<string, unknown>> {
  const known = Object.keys((operation.schema.input as { entries?: object }).entries ?? {});
  const name =
    known.length > 0 ? fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...known) }, text()) : text();
  return fc
    .array(fc.tuple(name, value()), { maxLength: 5 })
    .map((pairs) => Object.fromEntries(pairs) as Record<string, unknown>);
}

const requests = fc.constantFrom(...(Object.values(operations) as DescribedOperation[])).chain((operation) =>
  fc.record({
    operation: fc.constant(operation),
    method: fc.oneof(
      { weight: 9, arbitrary: fc.constant(operation.method as string) },
      fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'),
    ),
    path: fc.array(
      fc.oneof({ weight: 3, arbitrary: fc.nat({ max: 8 }).map((at) => ids[at % ids.length]!) }, text()),
      { minLength: 2, maxLength: 2 },
    ),
    input: input(operation),
    credential: fc.nat({ max: 5 }),
    raw: fc.option(fc.string({ maxLength: 60 }), { freq: 6 }),
    type: fc.constantFrom(
      'application/json',
      'application/json',
      'application/json',
      'text/plain',
      'application/json; charset=utf-16',
    ),
    key: fc.option(text(), { freq: 4 }),
    cursor: fc.option(text(), { freq: 8 }),
  }),
);

/** Years of a daily price take minutes, which is not what is asked here: the clock may not run far. */
const isSlow = (body: string) => /"advanceTo":"\d/.test(body) || /"scenario":"manyInvoices"/.test(body);

test(`[S29] ${RUNS} generated requests: no fault, nothing undeclared, and nothing changed but by a success`, async () => {
  const customers = async () =>
    (await rowsOf<{ n: number }>(portal.database, sql`select count(*)::int as n from customers`))[0]!.n;
  const before = await customers();
  const statuses = new Map<number, number>();
  let made = 0;
  await fc.assert(
    fc.asyncProperty(
      requests,
      async ({ operation, method, path, input: fields, credential, raw, type, key, cursor }) => {
        const parts = [...path];
        const url = new URL(
          operation.path.replaceAll(/\{\w+\}/g, () => encodeURIComponent(wellFormed(parts.pop()!))),
          portal.url,
        );
        const body = raw ?? JSON.stringify(fields);
        if (isSlow(body)) return;
        const hasBody = method !== 'GET' && method !== 'HEAD';
        if (!hasBody || method === 'DELETE') {
          for (const [name, item] of Object.entries(fields))
            url.searchParams.append(wellFormed(name), wellFormed(String(item)));
          if (cursor !== null) url.searchParams.append('cursor', wellFormed(cursor));
        }
        const headers = new Headers({ ...credentials[credential], 'content-type': type });
        if (key !== null && /^[\x20-\x7e]*$/.test(key)) headers.set('idempotency-key', key);
        const response = await portal.fetch(url, {
          method,
          headers,
          ...(hasBody && method !== 'DELETE' && { body }),
        });
        statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
        if (
          response.status === 201 &&
          ['createCustomer', 'createSandboxScenario'].includes(operation.name) &&
          !response.headers.has('idempotent-replayed')
        )
          made++;
        expect(response.status).toBeLessThan(500);
      },
    ),
    { numRuns: RUNS },
  );
  expect(await customers()).toBe(before + made);
  // A fuzz that is refused at the door proves nothing: every kind of answer must have come up.
  for (const status of [200, 201, 400, 401, 403, 404, 405, 415])
    expect([status, statuses.get(status) ?? 0]).not.toEqual([status, 0]);
});

const wellFormed = (part: string) =>
  part.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
