import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Validator } from '@seriousme/openapi-schema-validator';
import { customerOperations, operations, type Invoice, type Page } from '@billfold/contract';
import { createPortal } from '../createPortal.js';
import { createTestPortal, type TestPortal } from '../testing/index.js';

let portal: TestPortal;
let headers: Record<string, string>;
let html: string;

beforeAll(async () => {
  html = '<!doctype html><html lang="en" data-redeem="button"></html>';
  const assets = new Map([
    ['/hosted/page-1.js', { type: 'text/javascript', bytes: new TextEncoder().encode('1') }],
  ]);
  portal = await createTestPortal({ hostedPage: { html, assets } });
  headers = {
    authorization: `Bearer ${(await portal.createToken((await portal.createScenario('active')).id)).token}`,
  };
});
afterAll(() => portal.close());

const merchant = (body: BodyInit, more: Record<string, string> = {}) =>
  portal.fetch('/v1/customers', {
    method: 'POST',
    headers: { authorization: `Bearer ${portal.secretKey}`, 'content-type': 'application/json', ...more },
    body,
  });
const codeOf = async (response: Response) =>
  ((await response.json()) as { error: { code: string } }).error.code;

describe('input', () => {
  test.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=abc', 'limit'],
    ['limit=1e1', 'limit'],
    ['limit=', 'limit'],
    ['limit=10&limit=20', 'limit'],
    ['offset=20', 'offset'],
    ['status=draft', 'status'],
    ['year=26', 'year'],
    ['__proto__=1', '__proto__'],
    ['cursor=', 'cursor'],
  ])('[S7] ?%s is refused by name', async (query, field) => {
    const response = await portal.fetch(`/portal/v1/invoices?${query}`, { headers });
    const { error } = (await response.json()) as {
      error: { code: string; fields: { path: string; message: string }[] };
    };
    expect([response.status, error.code, error.fields[0]!.path]).toEqual([400, 'invalid_request', field]);
    expect(error.fields[0]!.message.length).toBeGreaterThan(5);
  });

  test('[S7] every wrong field is named, and nothing is made', async () => {
    const before = await portal.merchant<Page<unknown>>('GET', '/v1/customers?limit=100');
    const response = await merchant(
      JSON.stringify({
        email: 'nobody',
        name: 'a\u202eb',
        address: { country: 'Germany', planet: 'Mars' },
        plan: 'pro',
        tier: 1,
      }),
    );
    const { error } = (await response.json()) as { error: { fields: { path: string }[] } };
    expect(error.fields.map(({ path }) => path).sort()).toEqual([
      'address.country',
      'address.planet',
      'email',
      'name',
      'plan',
      'tier',
    ]);
    expect(await portal.merchant<Page<unknown>>('GET', '/v1/customers?limit=100')).toEqual(before);
  });

  test.each([
    ['{"name":', 400],
    ['[]', 400],
    ['null', 400],
    ['"text"', 400],
    ['', 400],
    ['['.repeat(100_000), 413],
    ['['.repeat(50_000), 400],
    [`{"name":"${'x'.repeat(5001)}"}`, 400],
    [`{"name":"${'x'.repeat(70_000)}"}`, 413],
    [`{${Array.from({ length: 201 }, (_, n) => `"k${n}":1`).join()}}`, 400],
    ['{"name":"\\u0000"}', 400],
    ['{"name":"\\ud800"}', 400],
    ['{"__proto__":{"name":"x"}}', 400],
  ])('[S8] the body %.40s is refused with %s', async (body, status) => {
    expect((await merchant(body)).status).toBe(status);
  });

  test('[S8] a catalogue as large as a body may be is not refused for its size', async () => {
    const prices = (product: number) =>
      ['usd', 'eur', 'jpy'].flatMap((currency) =>
        ['month', 'year'].map((interval) => ({
          id: `price_${product}${currency}${interval}`,
          unitAmount: 1000,
          currency,
          interval,
        })),
      );
    const products = Array.from({ length: 60 }, (_, n) => ({
      id: `prod_${n}`,
      name: `Product ${n}`,
      prices: prices(n),
    }));
    const other = await createTestPortal();
    await other.merchant('PUT', '/v1/sandbox/catalog', { products });
    await other.close();
  });

  test('[S18] [S7] a body where none belongs is refused', async () => {
    const response = await portal.fetch('/portal/v1/session', {
      method: 'DELETE',
      headers: { ...headers, 'content-type': 'application/json' },
      body: '{"customer":"cus_other"}',
    });
    expect([response.status, await codeOf(response)]).toEqual([400, 'invalid_request']);
  });

  test('[S8] other types and compressed bodies are refused', async () => {
    for (const [header, value] of [
      ['content-type', 'text/plain'],
      ['content-type', 'application/x-www-form-urlencoded'],
      ['content-encoding', 'gzip'],
    ] as const) {
      expect((await merchant('{}', { [header]: value })).status).toBe(415);
    }
    expect((await merchant(new Uint8Array([0x7b, 0xff, 0x7d]))).status).toBe(400);
  });

  test('[S8] reading stops at the limit, however long the body says or does not say it is', async () => {
    let sent = 0;
    const endless = new ReadableStream({
      pull: (controller) => void ((sent += 1024), controller.enqueue(new Uint8Array(1024).fill(32))),
    });
    const request = new Request(`${portal.url}/v1/customers`, {
      method: 'POST',
      headers: { authorization: `Bearer ${portal.secretKey}`, 'content-type': 'application/json' },
      body: endless,
      duplex: 'half',
    } as RequestInit);
    const plain = createPortal({
      database: portal.database,
      provider: portal.provider,
      publicUrl: portal.url,
    });
    expect((await plain.fetch(request)).status).toBe(413);
    expect(sent).toBeLessThan(256 * 1024);
  });
});

describe('lists', () => {
  test('[S20] a cursor is good for its customer, its filters and its operation only', async () => {
    const page = (await (
      await portal.fetch('/portal/v1/invoices?limit=2', { headers })
    ).json()) as Page<Invoice>;
    const other = {
      authorization: `Bearer ${(await portal.createToken((await portal.createScenario('active')).id)).token}`,
    };
    const cursor = page.nextCursor!;
    expect((await portal.fetch(`/portal/v1/invoices?cursor=${cursor}`, { headers })).status).toBe(200);
    const bad: [string, Record<string, string>][] = [
      [`cursor=${cursor}`, other],
      [`cursor=${cursor}&status=paid`, headers],
      [`cursor=${cursor.slice(0, -1)}`, headers],
      [`cursor=x${cursor}`, headers],
      ['cursor=bm9uc2Vuc2U.AAAA', headers],
      ['cursor=%00', headers],
    ];
    for (const [query, credential] of bad) {
      const response = await portal.fetch(`/portal/v1/invoices?${query}`, { headers: credential });
      expect([query, response.status]).toEqual([query, 400]);
    }
  });

  test('[S20] pages hold every invoice once, newest first', async () => {
    const whole = (await (
      await portal.fetch('/portal/v1/invoices?limit=100', { headers })
    ).json()) as Page<Invoice>;
    const paged: Invoice[] = [];
    let cursor: string | null = null;
    do {
      const page: Page<Invoice> = (await (
        await portal.fetch(`/portal/v1/invoices?limit=3${cursor ? `&cursor=${cursor}` : ''}`, { headers })
      ).json()) as Page<Invoice>;
      paged.push(...page.data);
      cursor = page.nextCursor;
    } while (cursor);
    expect(paged).toEqual(whole.data);
    expect(whole.data.length).toBeGreaterThan(20);
    const dates = whole.data.map((invoice) => invoice.issuedAt);
    expect(dates).toEqual([...dates].sort().reverse());
  });
});

describe('answers', () => {
  const seen: [string, RequestInit][] = [
    ['/portal/v1/session', {}],
    ['/portal/v1/invoices', {}],
    ['/nowhere', {}],
    ['/v1/customers', { method: 'POST', body: '{' }],
    ['/portal/v1/session', { method: 'OPTIONS' }],
    ['/openapi.json', {}],
    ['/healthz', {}],
    ['/session/bps_x', {}],
  ];
  test.each(seen)('[S16] %s carries the headers that keep it where it belongs', async (path, init) => {
    for (const credential of [{}, headers]) {
      const response = await portal.fetch(path, { ...init, headers: credential as Record<string, string> });
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('referrer-policy')).toBe('no-referrer');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(response.headers.get('vary')).toBe('Authorization, Cookie, Origin');
    }
  });

  test('[S28] unknown paths are 404, known paths with another method 405', async () => {
    expect([
      (await portal.fetch('/portal/v1/nothing', { headers })).status,
      (await portal.fetch('/portal/v1/invoices', { method: 'DELETE', headers })).status,
    ]).toEqual([404, 405]);
  });

  test('[S28] say which methods there are, and how to be known', async () => {
    const response = await portal.fetch('/portal/v1/session', { method: 'PUT' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, DELETE']);
    expect((await portal.fetch('/portal/v1/session')).headers.get('www-authenticate')).toBe('Bearer');
  });

  test('[S26] the hosted page waits for a button unless a click led to it', async () => {
    const page = async (more: Record<string, string>) =>
      (await (await portal.fetch('/session/bps_any', { headers: more })).text()).match(
        /data-redeem="(\w+)"/,
      )?.[1];
    expect(await page({})).toBe('button');
    expect(await page({ 'sec-fetch-site': 'cross-site' })).toBe('button');
    expect(await page({ 'sec-fetch-site': 'none', 'sec-fetch-user': '?1' })).toBe('button');
    expect(
      await page({ 'sec-fetch-site': 'cross-site', 'sec-fetch-user': '?1', 'sec-purpose': 'prefetch' }),
    ).toBe('button');
    expect(await page({ 'sec-fetch-site': 'cross-site', 'sec-fetch-user': '?1' })).toBe('auto');
    expect((await portal.fetch('/hosted/page-1.js')).headers.get('cache-control')).toContain('immutable');
    expect((await portal.fetch('/hosted/..%2f..%2fpackage.json')).status).toBe(404);
  });

  test('[S24] the OpenAPI document is valid and complete', async () => {
    const document = (await (await portal.fetch('/openapi.json')).json()) as {
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    const { valid, errors } = await new Validator().validate(document);
    expect([valid, errors]).toEqual([true, undefined]);
    const described = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    const named = [...Object.values(operations), ...Object.values(customerOperations)].map(
      ({ name }) => name,
    );
    expect(described.sort()).toEqual(named.sort());
  });

  test('[S25] operations of one provider do not exist with another', async () => {
    const { operations: _, ...plain } = portal.provider;
    const other = createPortal({ database: portal.database, provider: plain, publicUrl: portal.url });
    const response = await other.fetch(
      new Request(`${portal.url}/v1/sandbox/clock`, {
        headers: { authorization: `Bearer ${portal.secretKey}` },
      }),
    );
    expect([response.status, await codeOf(response)]).toEqual([404, 'not_found']);
  });

  test('[S21] a fault tells its cause to the log and to nobody else', async () => {
    const logged: object[] = [];
    const log = { info() {}, warn() {}, error: (fields: object) => void logged.push(fields) };
    const cause = new Error('select * from secret_place at /srv/app');
    const provider = {
      ...portal.provider,
      forCustomer: () => {
        throw cause;
      },
    };
    const broken = createPortal({
      database: portal.database,
      provider,
      publicUrl: portal.url,
      log,
      clock: portal.clock.now,
    });
    const response = await broken.fetch(new Request(`${portal.url}/portal/v1/invoices`, { headers }));
    const body = await response.text();
    expect([response.status, body.includes('select'), body.includes('/srv')]).toEqual([500, false, false]);
    expect(logged).toEqual([expect.objectContaining({ err: cause, code: 'internal' })]);
  });

  test('[S14] a known origin can read that the database is away', async () => {
    let isAway = false;
    const database = new Proxy(portal.database, {
      get: (target, name) =>
        isAway
          ? () => Promise.reject(new Error('Connection terminated unexpectedly'))
          : (Reflect.get(target, name, target) as unknown),
    });
    const cut = createPortal({
      database,
      provider: portal.provider,
      publicUrl: portal.url,
      clock: portal.clock.now,
    });
    const ask = () =>
      cut.fetch(
        new Request(`${portal.url}/portal/v1/session`, {
          headers: { ...headers, origin: 'https://app.test' },
        }),
      );
    expect((await ask()).status).toBe(200);
    isAway = true;
    portal.clock.set(new Date(portal.clock.now().getTime() + 5000));
    const response = await ask();
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([
      503,
      'https://app.test',
    ]);
  });

  test('[S30] health is the process’s, readiness the database’s', async () => {
    expect([(await portal.fetch('/healthz')).status, (await portal.fetch('/readyz')).status]).toEqual([
      200, 200,
    ]);
    const gone = { execute: () => Promise.reject(new Error('Connection terminated unexpectedly')) } as never;
    const cut = createPortal({ database: gone, provider: portal.provider, publicUrl: portal.url });
    const [health, ready] = await Promise.all(
      ['/healthz', '/readyz'].map((path) => cut.fetch(new Request(portal.url + path))),
    );
    expect([health!.status, ready!.status, await codeOf(ready!)]).toEqual([200, 503, 'database_unavailable']);
  });
});
