import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { capabilityPresets, type Page, type PortalSession, type Session } from '@billfold/contract';
import { eq, sql } from 'drizzle-orm';
import { createSecretKey, revokeSecretKey } from '../../access/secretKeys.js';
import { setUpProject } from '../../access/setUpProject.js';
import { rowsOf } from '../../database/Database.js';
import { portalSessions } from '../../database/schema.js';
import { createTestPortal, type TestPortal } from '../../testing/index.js';
import { revokeSessions } from './revokeSessions.js';

let portal: TestPortal;
beforeAll(async () => void (portal = await createTestPortal()));
afterAll(() => portal.close());

const newCustomer = async () => (await portal.merchant<{ id: string }>('POST', '/v1/customers', {})).id;
const list = (query: string) => portal.merchant<Page<PortalSession>>('GET', `/v1/portal/sessions?${query}`);
const post = (path: string, body: object, key = portal.secretKey) =>
  portal.fetch(path, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const statusOf = async (token: string) =>
  (await portal.fetch('/portal/v1/session', { headers: { authorization: `Bearer ${token}` } })).status;

describe('capabilities', () => {
  test.each(Object.entries(capabilityPresets))(
    '[S265] %s stands for its list',
    async (preset, capabilities) => {
      const { token } = await portal.createToken(await newCustomer(), { capabilities: preset as never });
      const response = await portal.fetch('/portal/v1/session', {
        headers: { authorization: `Bearer ${token}` },
      });
      expect(((await response.json()) as Session).capabilities).toEqual(capabilities);
    },
  );

  test('[S265] a preset that does not exist is refused', async () => {
    const session = { customer: await newCustomer(), returnUrl: 'https://app.test/', capabilities: 'admin' };
    expect((await post('/v1/portal/sessions', session)).status).toBe(400);
  });
});

describe('where a session leads', () => {
  test('[S267] is the configuration’s to say where nothing was said, and must be said for a link', async () => {
    const customer = await newCustomer();
    const refused = await post('/v1/portal/sessions', { customer });
    expect(refused.status).toBe(400);
    const { error } = (await refused.json()) as { error: { fields: { path: string }[] } };
    expect(error.fields.map(({ path }) => path)).toEqual(['returnUrl']);

    await portal.database.execute(
      sql`update portal_configurations set default_return_url = 'https://app.test/billing'`,
    );
    const made = await portal.merchant<PortalSession>('POST', '/v1/portal/sessions', { customer });
    expect(made.returnUrl).toBe('https://app.test/billing');
    await portal.database.execute(sql`update portal_configurations set default_return_url = null`);
  });
});

describe('the list of sessions', () => {
  test('[S268] tells where each stands, newest first, and no secret', async () => {
    const customer = await newCustomer();
    const waiting = await portal.createLink(customer);
    const embedded = await portal.createToken(customer);
    const left = await portal.createToken(customer);
    await portal.fetch('/portal/v1/session', {
      method: 'DELETE',
      headers: { authorization: `Bearer ${left.token}` },
    });
    const revoked = await portal.createLink(customer);
    await portal.merchant('DELETE', `/v1/portal/sessions/${revoked.session}`);
    const short = await portal.createToken(customer, { ttlSeconds: 60 });
    const before = portal.clock.now();
    portal.clock.set(new Date(before.getTime() + 60_000));

    const { data } = await list(`customer=${customer}`);
    const expected = {
      [waiting.session]: 'created',
      [embedded.session]: 'open',
      [left.session]: 'ended',
      [revoked.session]: 'revoked',
      [short.session]: 'expired',
    };
    expect(Object.fromEntries(data.map(({ id, status }) => [id, status]))).toEqual(expected);
    for (const [id, status] of Object.entries(expected)) {
      const inState = await list(`customer=${customer}&status=${status}`);
      expect(inState.data.map((session) => session.id)).toEqual([id]);
      const one = await portal.merchant<PortalSession>('GET', `/v1/portal/sessions/${id}`);
      expect(one).toEqual(data.find((session) => session.id === id));
    }
    portal.clock.set(before);
    const told = JSON.stringify(data);
    for (const secret of [waiting.code, embedded.token, left.token]) expect(told).not.toContain(secret);
    const [row] = await rowsOf<{ link_hash: string }>(
      portal.database,
      sql`select link_hash from portal_sessions where id = ${waiting.session}`,
    );
    expect(told).not.toContain(row!.link_hash);
  });

  test('[S268] what ended with its key is not said to be open', async () => {
    const unit = () => ({ database: portal.database, now: portal.clock.now() });
    const customer = await newCustomer();
    const made = (await createSecretKey(unit(), portal.project, 'Leaked'))!;
    const body = { customer, returnUrl: 'https://app.test/' };
    const { id } = (await (await post('/v1/portal/sessions', body, made.key)).json()) as PortalSession;
    const kept = await portal.createLink(customer);
    const inState = async (status: string) =>
      (await list(`customer=${customer}&status=${status}`)).data.map((session) => session.id).sort();
    expect([await inState('created'), await inState('revoked')]).toEqual([[id, kept.session].sort(), []]);

    await revokeSecretKey(unit(), made.id);
    const endedAt = portal.clock.now().toISOString();
    const ended = { status: 'revoked', endedAt };
    expect(await portal.merchant('GET', `/v1/portal/sessions/${id}`)).toMatchObject(ended);
    expect([await inState('created'), await inState('revoked')]).toEqual([[kept.session], [id]]);
    const { data } = await list(`customer=${customer}`);
    expect(data.find((session) => session.id === id)).toMatchObject(ended);
  });

  test('[S268] pages without repeating or losing any while more are made', async () => {
    const customer = await newCustomer();
    const start = portal.clock.now().getTime();
    const make = async (ms: number) => {
      portal.clock.set(new Date(start + ms));
      return (await portal.createToken(customer)).session;
    };
    const made: string[] = [];
    for (let count = 0; count < 5; count++) made.unshift(await make(count));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Page<PortalSession> = await list(
        `customer=${customer}&limit=2${cursor ? `&cursor=${cursor}` : ''}`,
      );
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor;
      await make(10 + seen.length);
    } while (cursor !== null);
    portal.clock.set(new Date(start));
    expect(seen).toEqual(made);
  });
});

describe('revoking many', () => {
  test('[S269] ends the sessions of one customer and of nobody else, and tells of each', async () => {
    const [mine, other] = [await newCustomer(), await newCustomer()];
    const [first, second] = [await portal.createToken(mine), await portal.createToken(mine)];
    const kept = await portal.createToken(other);
    const revoke = () =>
      portal.merchant<{ revoked: number }>('POST', '/v1/portal/sessions/revoke', { customer: mine });
    expect(await revoke()).toEqual({ revoked: 2 });
    expect([await statusOf(first.token), await statusOf(second.token)]).toEqual([401, 401]);
    expect(await statusOf(kept.token)).toBe(200);
    expect(await revoke()).toEqual({ revoked: 0 });
    const told = await rowsOf<{ target: string }>(
      portal.database,
      sql`select target from audit_log where action = 'portal.session.revoked' and customer_id = ${mine}`,
    );
    expect(told.map(({ target }) => target).sort()).toEqual([first.session, second.session].sort());
  });

  test('[S269] takes as many statements for a hundred as for one', async () => {
    const customer = await newCustomer();
    for (let count = 0; count < 5; count++) await portal.createToken(customer);
    let inserts = 0;
    const database = new Proxy(portal.database, {
      get(target, name) {
        if (name === 'insert') inserts += 1;
        const found = Reflect.get(target, name) as unknown;
        return typeof found === 'function' ? found.bind(target) : found;
      },
    });
    const merchant = { project: portal.project, key: 'key_any', cursorKey: '', testMode: true, domain: null };
    const it = eq(portalSessions.customer, customer);
    expect(await revokeSessions({ database, now: portal.clock.now() }, merchant, it)).toBe(5);
    // The events are written by a statement of their own.
    expect(inserts).toBe(1);
    const [told] = await rowsOf<{ events: number }>(
      portal.database,
      sql`select count(*)::int as events from events where type = 'portal.session.revoked' and customer_id = ${customer}`,
    );
    expect(told).toEqual({ events: 5 });
  });

  test('[S269] ends those of one key, and those of a whole project, and of no other project', async () => {
    const customer = await newCustomer();
    const own = await portal.createToken(customer);
    const { secretKey } = await setUpProject(portal.database, {
      id: 'proj_revoking',
      name: 'Other',
      testMode: true,
      now: portal.clock.now(),
    });
    const [key] = await rowsOf<{ id: string }>(
      portal.database,
      sql`select id from secret_keys where project_id = ${portal.project}`,
    );
    expect((await post('/v1/portal/sessions/revoke', { everyone: true }, secretKey!)).status).toBe(200);
    expect((await post('/v1/portal/sessions/revoke', { key: key!.id }, secretKey!)).status).toBe(404);
    expect(await statusOf(own.token)).toBe(200);

    expect((await post('/v1/portal/sessions/revoke', { key: key!.id })).status).toBe(200);
    expect(await statusOf(own.token)).toBe(401);
    const next = await portal.createToken(customer);
    expect((await post('/v1/portal/sessions/revoke', { everyone: true })).status).toBe(200);
    expect(await statusOf(next.token)).toBe(401);
  });

  test.each([{}, { customer: 'cus_none', everyone: true }, { everyone: false }])(
    '[S269] says whose, exactly: %j is refused',
    async (body) => expect((await post('/v1/portal/sessions/revoke', body)).status).toBe(400),
  );
});
