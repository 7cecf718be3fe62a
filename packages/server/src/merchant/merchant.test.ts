import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Customer, Page } from '@billfold/contract';
import { sql } from 'drizzle-orm';
import { rowsOf } from '../database/Database.js';
import { forgetOldResults } from '../http/idempotency.js';
import { createTestPortal, type TestPortal } from '../testing/index.js';

let portal: TestPortal;
beforeAll(async () => void (portal = await createTestPortal()));
afterAll(() => portal.close());

const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  portal.fetch(path, {
    method,
    headers: { authorization: `Bearer ${portal.secretKey}`, 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
const errorOf = async (response: Response) =>
  ((await response.json()) as { error: { code: string; fields: { path: string }[] | null } }).error;

describe('customers', () => {
  test('[S22] a reference belongs to one customer', async () => {
    const created = await portal.merchant<Customer>('POST', '/v1/customers', {
      reference: 'one',
      name: 'Example Customer',
    });
    const taken = await send('POST', '/v1/customers', { reference: 'one' });
    expect([taken.status, (await errorOf(taken)).fields?.[0]?.path]).toEqual([409, 'reference']);
    const other = await portal.merchant<Customer>('POST', '/v1/customers', { reference: 'two' });
    expect((await send('PATCH', `/v1/customers/${other.id}`, { reference: 'one' })).status).toBe(409);
    const found = await portal.merchant<Page<Customer>>('GET', '/v1/customers?reference=one');
    expect(found.data.map(({ id }) => id)).toEqual([created.id]);
  });

  test('[S22] an e-mail address finds whoever has it, whatever its case, unless several have it', async () => {
    const one = await portal.merchant<Customer>('POST', '/v1/customers', { email: 'Somebody@Example.com' });
    const found = await portal.merchant<{ customer: string }>('POST', '/v1/portal/sessions', {
      email: 'somebody@example.COM',
      returnUrl: 'https://app.test/',
    });
    expect(found.customer).toBe(one.id);
    await portal.merchant('POST', '/v1/customers', { email: 'somebody@example.com' });
    const both = await send('POST', '/v1/portal/sessions', {
      email: 'somebody@example.com',
      returnUrl: 'https://app.test/',
    });
    expect([both.status, (await errorOf(both)).code]).toEqual([409, 'customer_ambiguous']);
    const nobody = await send('POST', '/v1/portal/sessions', {
      email: 'nobody@example.com',
      returnUrl: 'https://app.test/',
    });
    expect([nobody.status, (await errorOf(nobody)).code]).toEqual([404, 'customer_not_found']);
  });

  test('[S390] whom the provider does not know by an id can not be named by one', async () => {
    const refused = await send('POST', '/v1/customers', { reference: 'linked', providerCustomer: 'cus_1' });
    expect(refused.status).toBe(400);
    expect((await errorOf(refused)).fields).toEqual([
      { path: 'providerCustomer', message: 'can not be said: the provider sandbox has no ids of its own' },
    ]);
    const { providerCustomer } = await portal.merchant<Customer>('POST', '/v1/customers', {
      reference: 'linked',
    });
    expect(providerCustomer).toBeNull();
  });

  test('[S22] an update changes what it names, and null removes', async () => {
    const { id } = await portal.merchant<Customer>('POST', '/v1/customers', {
      name: 'Before',
      email: 'before@example.com',
      address: { country: 'DE', city: 'Berlin' },
    });
    const after = await portal.merchant<Customer>('PATCH', `/v1/customers/${id}`, {
      name: 'After',
      email: null,
    });
    expect(after).toMatchObject({
      name: 'After',
      email: null,
      address: { country: 'DE', city: 'Berlin', line1: null },
    });
    const [event] = await rowsOf<{ data: unknown }>(
      portal.database,
      sql`select data from events where customer_id = ${id} and type = 'customer.updated'`,
    );
    expect(event?.data).toMatchObject({
      object: { id, name: 'After' },
      previousAttributes: { name: 'Before', email: 'before@example.com' },
    });
  });

  test('[S22] a tax id is taken as the merchant knows it, and once', async () => {
    const { id, taxIds } = await portal.merchant<Customer>('POST', '/v1/customers', {
      taxIds: [{ type: 'eu_vat', value: 'not checked' }],
    });
    expect(taxIds).toEqual([{ type: 'eu_vat', value: 'not checked' }]);
    const twice = ['DE123456788', 'de 123 456 788'].map((value) => ({ type: 'eu_vat', value }));
    for (const [method, path] of [
      ['POST', '/v1/customers'],
      ['PATCH', `/v1/customers/${id}`],
    ] as const) {
      const refused = await send(method, path, { taxIds: twice });
      const error = await errorOf(refused);
      expect([refused.status, error.code, error.fields]).toEqual([
        400,
        'invalid_request',
        [{ path: 'taxIds', message: 'must not have the same tax id twice' }],
      ]);
    }
    // The same digits under another type are another number.
    const both = [twice[0], { type: 'de_stn', value: 'DE123456788' }];
    expect(await portal.merchant('PATCH', `/v1/customers/${id}`, { taxIds: both })).toMatchObject({
      taxIds: both,
    });
  });

  test('[S20] are listed page by page, none twice, none missing', async () => {
    const made: string[] = [];
    for (let n = 0; n < 12; n++)
      made.push(
        (await portal.merchant<Customer>('POST', '/v1/customers', { email: 'paged@example.com' })).id,
      );
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = `/v1/customers?limit=5&email=paged%40example.com${cursor ? `&cursor=${cursor}` : ''}`;
      const page: Page<Customer> = await portal.merchant<Page<Customer>>('GET', query);
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect([...seen].sort()).toEqual([...made].sort());
  });
});

describe('portal sessions', () => {
  const mint = async (body: object, headers?: Record<string, string>) => {
    const { id } = await portal.merchant<Customer>('POST', '/v1/customers', {});
    return send(
      'POST',
      '/v1/portal/sessions',
      { customer: id, returnUrl: 'https://app.test/', ...body },
      headers,
    );
  };

  test.each([
    'https://app.test.evil.com/',
    'https://evil.com/https://app.test',
    'https://app.test@evil.com/',
    'https://app.test:444/',
    'http://app.test/',
    'https:app.test',
    'https://app%2etest/',
    'https://app.test\t.evil.com/',
    'https://app.test:443@evil.com',
    '//app.test/',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://app.test\\@evil.com',
    'https://app.test.',
    'https:///app.test',
    ' https://app.test/',
    'https://app.test /',
    'https://app.test\u202e/',
    'ftp://app.test/',
    'HTTP://APP.TEST',
    'https://user:pass@app.test/',
    'http://localhost.evil.com/',
    'http://127.0.0.1.evil.com/',
    'http://2130706433/',
    'http://0x7f.1/',
    'https://ⓐpp.test/',
    'https://ⓐpp.test.evil.com',
    `https://app.test/${'x'.repeat(2048)}`,
  ])('[S17] do not lead to %s', async (returnUrl) => {
    const response = await mint({ returnUrl });
    expect(response.status).toBe(400);
    expect(['invalid_request', 'return_url_not_allowed']).toContain((await errorOf(response)).code);
  });

  test('[S17] lead to allowed origins, and in test mode to this machine', async () => {
    for (const returnUrl of [
      'https://app.test/settings?tab=billing#plan',
      'http://localhost:5173/settings',
      'http://127.0.0.1:3000/',
      'http://[::1]:8080/',
      'https://localhost:5173/',
    ]) {
      expect((await mint({ returnUrl })).status).toBe(201);
    }
  });

  test('[S7] need exactly one way to name the customer, and what their mode needs', async () => {
    for (const body of [
      { email: 'also@example.com' },
      { customer: undefined },
      { returnUrl: undefined },
      { mode: 'embedded' },
      { ttlSeconds: 59 },
      { ttlSeconds: 86_401 },
      { ttlSeconds: '60' },
      { capabilities: [] },
      { capabilities: ['everything'] },
      { mode: 'popup' },
    ]) {
      const response = await mint(body);
      expect([JSON.stringify(body), response.status, (await errorOf(response)).code]).toEqual([
        JSON.stringify(body),
        400,
        'invalid_request',
      ]);
    }
    const unknown = await mint({ configuration: 'nowhere' });
    expect([unknown.status, (await errorOf(unknown)).code]).toEqual([404, 'configuration_not_found']);
  });
});

describe('Idempotency-Key', () => {
  const customers = async () =>
    (await rowsOf<{ n: number }>(portal.database, sql`select count(*)::int as n from customers`))[0]!.n;

  test('[S19] one key is one effect and one answer', async () => {
    const before = await customers();
    const first = await send('POST', '/v1/customers', { name: 'Once' }, { 'idempotency-key': 'k1' });
    const second = await send('POST', '/v1/customers', { name: 'Once' }, { 'idempotency-key': 'k1' });
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(await second.text()).toBe(await first.text());
    expect([first.headers.get('idempotent-replayed'), second.headers.get('idempotent-replayed')]).toEqual([
      null,
      'true',
    ]);
    expect(await customers()).toBe(before + 1);
  });

  test('[S19] a link is told again to who asks again, though it is not stored', async () => {
    const { id } = await portal.merchant<Customer>('POST', '/v1/customers', {});
    const ask = async () =>
      (
        await send(
          'POST',
          '/v1/portal/sessions',
          { customer: id, returnUrl: 'https://app.test/' },
          { 'idempotency-key': 'k-link' },
        )
      ).text();
    expect(await ask()).toBe(await ask());
  });

  test('[S19] another input under the same key is refused, and changes nothing', async () => {
    await send('POST', '/v1/customers', { name: 'Once' }, { 'idempotency-key': 'k2' });
    const before = await customers();
    const other = await send('POST', '/v1/customers', { name: 'Other' }, { 'idempotency-key': 'k2' });
    expect([other.status, (await errorOf(other)).code]).toEqual([422, 'idempotency_key_reused']);
    expect(await customers()).toBe(before);
  });

  test('[S19] a hundred at once make one customer', async () => {
    const before = await customers();
    const answers = await Promise.all(
      Array.from({ length: 100 }, () =>
        send('POST', '/v1/customers', { name: 'Race' }, { 'idempotency-key': 'k3' }),
      ),
    );
    const made = await Promise.all(answers.filter((it) => it.status === 201).map((it) => it.text()));
    expect(new Set(made).size).toBe(1);
    expect(answers.every((it) => it.status === 201 || it.status === 409)).toBe(true);
    expect(await customers()).toBe(before + 1);
  });

  test('[S19] a failed request keeps nothing, so that it can be sent again', async () => {
    const refused = await send(
      'POST',
      '/v1/portal/sessions',
      { customer: 'cus_none', returnUrl: 'https://app.test/' },
      { 'idempotency-key': 'k4' },
    );
    expect(refused.status).toBe(404);
    expect(
      (await rowsOf(portal.database, sql`select 1 from idempotent_results where key = 'k4'`)).length,
    ).toBe(0);
  });

  test('[S19] a result is forgotten after a day, and not before', async () => {
    const ask = () => send('POST', '/v1/customers', { name: 'Day' }, { 'idempotency-key': 'k-day' });
    await ask();
    const { now } = portal.clock;
    await forgetOldResults(portal.database, new Date(now().getTime() + 24 * 60 * 60_000));
    expect((await ask()).headers.get('idempotent-replayed')).toBe('true');
    await forgetOldResults(portal.database, new Date(now().getTime() + 26 * 60 * 60_000));
    expect((await ask()).headers.get('idempotent-replayed')).toBeNull();
  });

  test('[S19] keys are visible ASCII of at most 255 characters', async () => {
    for (const key of ['x'.repeat(256), 'with space', 'ümlaut']) {
      const response = await send('POST', '/v1/customers', {}, { 'idempotency-key': key });
      expect(response.status).toBe(400);
    }
  });
});

test('[S22] of two who want one reference at the same time, one gets it', async () => {
  for (let round = 0; round < 10; round++) {
    const ids = await Promise.all(
      [1, 2].map(async () => (await portal.merchant<Customer>('POST', '/v1/customers', {})).id),
    );
    const answers = await Promise.all(
      ids.map((id) => send('PATCH', `/v1/customers/${id}`, { reference: `wanted-${round}` })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  }
});

test('[S19] the spelling of the scheme is not part of the credential', async () => {
  const ask = (scheme: string) =>
    send(
      'POST',
      '/v1/customers',
      { name: 'Scheme' },
      { authorization: `${scheme} ${portal.secretKey}`, 'idempotency-key': 'k-scheme' },
    );
  const [first, second] = [await ask('Bearer'), await ask('bearer')];
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(await second.text()).toBe(await first.text());
});

test('[S23] every change is told once, and what changes nothing is not', async () => {
  const told = async () => {
    const [row] = await rowsOf<{ audits: number; events: number }>(
      portal.database,
      sql`select (select count(*)::int from audit_log) as audits, (select count(*)::int from events) as events`,
    );
    return row!;
  };
  const { id } = await portal.merchant<Customer>('POST', '/v1/customers', { name: 'Told' });
  const { token, session } = await portal.createToken(id);
  const link = await portal.createLink(id);
  const steps: [string, () => Promise<unknown>, number][] = [
    ['create a customer', () => send('POST', '/v1/customers', {}), 1],
    ['update a customer', () => send('PATCH', `/v1/customers/${id}`, { name: 'Renamed' }), 1],
    ['update nothing', () => send('PATCH', `/v1/customers/${id}`, { name: 'Renamed' }), 0],
    ['create a session', () => portal.createToken(id), 1],
    [
      'redeem a link',
      () =>
        portal.fetch('/portal/v1/session/exchange', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ code: link.code }),
        }),
      1,
    ],
    [
      'end a session',
      () =>
        portal.fetch('/portal/v1/session', {
          method: 'DELETE',
          headers: { authorization: `Bearer ${token}` },
        }),
      1,
    ],
    ['revoke what has ended', () => send('DELETE', `/v1/portal/sessions/${session}`), 0],
    ['revoke a session', () => send('DELETE', `/v1/portal/sessions/${link.session}`), 1],
    ['read', () => send('GET', `/v1/customers/${id}`), 0],
  ];
  for (const [what, step, times] of steps) {
    const before = await told();
    await step();
    const after = await told();
    expect([what, after.audits - before.audits, after.events - before.events]).toEqual([what, times, times]);
  }
});

test('[S23] a change that can not be told is not made', async () => {
  const { id } = await portal.merchant<Customer>('POST', '/v1/customers', { name: 'Kept' });
  await portal.database.execute(
    sql`alter table events add constraint refuse check (type <> 'customer.updated') not valid`,
  );
  const response = await send('PATCH', `/v1/customers/${id}`, { name: 'Lost' });
  await portal.database.execute(sql`alter table events drop constraint refuse`);
  expect(response.status).toBe(500);
  expect((await portal.merchant<Customer>('GET', `/v1/customers/${id}`)).name).toBe('Kept');
  const audit = await rowsOf(
    portal.database,
    sql`select 1 from audit_log where customer_id = ${id} and action = 'customer.updated'`,
  );
  expect(audit).toEqual([]);
});
