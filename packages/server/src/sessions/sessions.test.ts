import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Session } from '@billfold/contract';
import { sql } from 'drizzle-orm';
import { rowsOf } from '../database/Database.js';
import { makeSecret } from '../access/secrets.js';
import { createTestPortal, type TestPortal } from '../testing/index.js';

let portal: TestPortal;
let customer: string;
beforeAll(async () => {
  portal = await createTestPortal();
  customer = (await portal.createScenario('active')).id;
});
afterAll(() => portal.close());

const fromOurPage = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
const redeem = (code: string, headers: Record<string, string> = {}) =>
  portal.fetch('/portal/v1/session/exchange', {
    method: 'POST',
    headers: { ...fromOurPage, ...headers },
    body: JSON.stringify({ code }),
  });

/** What a browser would send back of a `Set-Cookie`. */
const cookieOf = (response: Response) => response.headers.get('set-cookie')!.split(';')[0]!;

async function openHosted() {
  const link = await portal.createLink(customer);
  const cookie = cookieOf(await redeem(link.code));
  return {
    ...link,
    cookie,
    headers: { cookie, 'billfold-session': link.session, 'sec-fetch-site': 'same-origin' },
  };
}

const count = async (statement: ReturnType<typeof sql>) =>
  (await rowsOf<{ n: number }>(portal.database, statement))[0]!.n;

describe('redeeming a link', () => {
  test('[S10] gives a session once', async () => {
    const { code, session } = await portal.createLink(customer);
    const first = await redeem(code);
    expect(first.status).toBe(200);
    expect(((await first.json()) as Session).customer.id).toBe(customer);
    const again = await redeem(code);
    expect(again.status).toBe(410);
    expect(again.headers.get('set-cookie')).toBeNull();
    const told = sql`select count(*)::int as n from audit_log where target = ${session} and action =`;
    expect(await count(sql`${told} 'portal.session.redeemed'`)).toBe(1);
    expect(await count(sql`${told} 'portal.session.reuse_attempt'`)).toBe(1);
    expect(
      await count(
        sql`select count(*)::int as n from events where type = 'portal.session.redeemed' and data -> 'object' ->> 'id' = ${session}`,
      ),
    ).toBe(1);
  });

  test('[S10] [S26] looking never redeems: no method but POST, no preview', async () => {
    const { code, session } = await portal.createLink(customer);
    const agents = [
      'Mozilla/5.0 (compatible; MSOffice 16)',
      'Slackbot-LinkExpanding 1.0',
      'facebookexternalhit/1.1',
    ];
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']) {
      for (const agent of agents) {
        await portal.fetch(`/session/${session}`, { method, headers: { 'user-agent': agent } });
        await portal.fetch(`/portal/v1/session/exchange?code=${code}`, {
          method,
          headers: { 'user-agent': agent },
        });
      }
    }
    for (const purpose of [{ 'sec-purpose': 'prefetch;prerender' }, { purpose: 'prefetch' }] as Record<
      string,
      string
    >[]) {
      expect((await redeem(code, purpose)).status).toBe(403);
    }
    expect((await redeem(code)).status).toBe(200);
  });

  test('[S2] unknown, used, expired and revoked codes get one answer', async () => {
    const [used, expired, revoked] = [
      await portal.createLink(customer),
      await portal.createLink(customer, { ttlSeconds: 60 }),
      await portal.createLink(customer),
    ];
    await redeem(used.code);
    await portal.merchant('DELETE', `/v1/portal/sessions/${revoked.session}`);
    const before = portal.clock.now();
    portal.clock.set(new Date(before.getTime() + 60_000));
    const answers = new Set<string>();
    for (const code of [used.code, expired.code, revoked.code, makeSecret('lc'), 'lc_x', 'x']) {
      const response = await redeem(code);
      const headers = [...response.headers].filter(([name]) => name !== 'billfold-request-id');
      answers.add(
        JSON.stringify([response.status, headers, (await response.text()).replace(/req_\w+/, 'req')]),
      );
    }
    portal.clock.set(before);
    expect(answers.size).toBe(1);
    expect([...answers][0]).toContain('link_expired');
  });

  test('[S10] a link is not used up by a failure', async () => {
    const { code } = await portal.createLink(customer);
    const now = vi.spyOn(portal.provider, 'now').mockRejectedValueOnce(new Error('the provider is away'));
    expect((await redeem(code)).status).toBe(500);
    now.mockRestore();
    expect((await redeem(code)).status).toBe(200);
  });

  test('[S10] a dead code that was never used is no reuse, and a used one is written down once a minute', async () => {
    const start = portal.clock.now();
    const reuses = (session: string) =>
      count(
        sql`select count(*)::int as n from audit_log where target = ${session} and action = 'portal.session.reuse_attempt'`,
      );
    const [unused, used] = [
      await portal.createLink(customer, { ttlSeconds: 60 }),
      await portal.createLink(customer),
    ];
    await redeem(used.code);
    for (let n = 0; n < 5; n++) await redeem(used.code);
    expect(await reuses(used.session)).toBe(1);
    portal.clock.set(new Date(start.getTime() + 61_000));
    await redeem(unused.code);
    await redeem(used.code);
    expect([await reuses(unused.session), await reuses(used.session)]).toEqual([0, 2]);
    portal.clock.set(start);
  });

  test('[S11] works until the second before it expires', async () => {
    const start = portal.clock.now();
    const [early, late] = [
      await portal.createLink(customer, { ttlSeconds: 60 }),
      await portal.createLink(customer, { ttlSeconds: 60 }),
    ];
    portal.clock.set(new Date(start.getTime() + 59_000));
    expect((await redeem(early.code)).status).toBe(200);
    portal.clock.set(new Date(start.getTime() + 60_000));
    expect((await redeem(late.code)).status).toBe(410);
    portal.clock.set(start);
  });

  test('[S12] never takes over a credential that came with the request', async () => {
    const planted = `__Host-billfold_bps_planted=${makeSecret('hs')}`;
    const { code, session } = await portal.createLink(customer);
    const response = await redeem(code, { cookie: planted, authorization: `Bearer ${makeSecret('pt')}` });
    expect(cookieOf(response)).not.toContain(planted.split('=')[1]);
    const asPlanted = await portal.fetch('/portal/v1/session', {
      headers: {
        cookie: planted.replace('bps_planted', session),
        'billfold-session': session,
        'sec-fetch-site': 'same-origin',
      },
    });
    expect(asPlanted.status).toBe(401);
  });

  test('[S15] is refused from another site', async () => {
    const { code } = await portal.createLink(customer);
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }]) {
      expect((await redeem(code, headers)).status).toBe(403);
    }
    const byOrigin = await portal.fetch('/portal/v1/session/exchange', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://elsewhere.test' },
      body: JSON.stringify({ code }),
    });
    expect(byOrigin.status).toBe(403);
    expect((await redeem(code)).status).toBe(200);
  });
});

describe('a hosted session', () => {
  test('[S15] is a cookie of its own that no script can read', async () => {
    const { code, session } = await portal.createLink(customer);
    const cookie = (await redeem(code)).headers.get('set-cookie')!;
    expect(cookie).toMatch(
      new RegExp(
        `^__Host-billfold_${session}=hs_\\w{49}; Path=/; HttpOnly; SameSite=Strict; Max-Age=1800; Secure$`,
      ),
    );
  });

  test('[S15] a cookie that a neighbouring host could have planted is not looked at', async () => {
    const { session, cookie } = await openHosted();
    const plain = cookie.replace('__Host-', '');
    const ask = (sent: string) =>
      portal.fetch('/portal/v1/session', { headers: { cookie: sent, 'billfold-session': session } });
    expect((await ask(plain)).status).toBe(401);
    const planted = `billfold_${session}=${makeSecret('hs')}`;
    expect((await ask(`${planted}; ${cookie}`)).status).toBe(200);
  });

  test('[S15] two sessions in one browser do not mix', async () => {
    const other = await portal.createScenario('free');
    const mine = await openHosted();
    const link = await portal.createLink(other.id);
    const theirs = cookieOf(await redeem(link.code));
    const cookie = `${mine.cookie}; ${theirs}`;
    for (const [session, expected] of [
      [mine.session, customer],
      [link.session, other.id],
    ] as const) {
      const response = await portal.fetch('/portal/v1/session', {
        headers: { cookie, 'billfold-session': session },
      });
      expect(response.headers.get('billfold-customer')).toBe(expected);
    }
    const swapped = { cookie: theirs.replace(link.session, mine.session), 'billfold-session': mine.session };
    expect((await portal.fetch('/portal/v1/session', { headers: swapped })).status).toBe(401);
  });

  test('[S15] another site can not use it, whatever it sends', async () => {
    const { headers, cookie, session } = await openHosted();
    const forged: Record<string, string>[] = [
      { ...headers, 'sec-fetch-site': 'cross-site' },
      { ...headers, 'sec-fetch-site': 'same-site' },
      { ...headers, 'sec-fetch-site': 'none' },
      { cookie, 'billfold-session': session, origin: 'https://elsewhere.test' },
      { cookie, 'billfold-session': session },
    ];
    for (const attempt of forged)
      expect((await portal.fetch('/portal/v1/session', { method: 'DELETE', headers: attempt })).status).toBe(
        403,
      );
    expect(
      (
        await portal.fetch('/portal/v1/session', {
          method: 'DELETE',
          headers: { cookie, 'sec-fetch-site': 'same-origin' },
        })
      ).status,
    ).toBe(401);
    expect((await portal.fetch('/portal/v1/session', { headers })).status).toBe(200);
  });

  test('[S13] ends for good when it is ended, and its cookie goes', async () => {
    const { headers } = await openHosted();
    const ended = await portal.fetch('/portal/v1/session', { method: 'DELETE', headers });
    expect(ended.status).toBe(204);
    expect(ended.headers.get('set-cookie')).toContain('Max-Age=0');
    expect((await portal.fetch('/portal/v1/session', { headers })).status).toBe(401);
  });
});

test('[S13] sessions and links end with the key that made them', async () => {
  const { token } = await portal.createToken(customer);
  const { code } = await portal.createLink(customer);
  const ask = () => portal.fetch('/portal/v1/session', { headers: { authorization: `Bearer ${token}` } });
  expect((await ask()).status).toBe(200);
  await portal.database.execute(sql`update secret_keys set revoked_at = now()`);
  const [asked, redeemed] = [await ask(), await redeem(code)];
  await portal.database.execute(sql`update secret_keys set revoked_at = null`);
  expect([asked.status, redeemed.status]).toEqual([401, 410]);
});

describe('an embedded session', () => {
  const get = (token: string, headers: Record<string, string> = {}) =>
    portal.fetch('/portal/v1/session', { headers: { authorization: `Bearer ${token}`, ...headers } });

  test('[S11] ends at the instant it said, however busy it was', async () => {
    const start = portal.clock.now();
    const { token, expiresAt } = await portal.createToken(customer, { ttlSeconds: 60 });
    for (let call = 0; call < 100; call++) {
      const session = (await (await get(token)).json()) as Session;
      expect(session.expiresAt).toBe(expiresAt);
    }
    portal.clock.set(new Date(Date.parse(expiresAt) - 1000));
    expect((await get(token)).status).toBe(200);
    portal.clock.set(new Date(expiresAt));
    expect((await get(token)).status).toBe(401);
    portal.clock.set(start);
  });

  test('[S13] ends when the merchant revokes it, and revoking twice is the same as once', async () => {
    const { token, session } = await portal.createToken(customer);
    expect((await get(token)).status).toBe(200);
    await portal.merchant('DELETE', `/v1/portal/sessions/${session}`);
    await portal.merchant('DELETE', `/v1/portal/sessions/${session}`);
    expect((await get(token)).status).toBe(401);
    expect(
      await count(
        sql`select count(*)::int as n from audit_log where target = ${session} and action = 'portal.session.revoked'`,
      ),
    ).toBe(1);
  });

  test('[S14] works from its own origin only', async () => {
    const { token } = await portal.createToken(customer);
    const own = await get(token, { origin: 'https://app.test' });
    expect([own.status, own.headers.get('access-control-allow-origin')]).toEqual([200, 'https://app.test']);
    const lookalikes = [
      'https://app.test.evil.com',
      'https://evilapp.test',
      'null',
      'http://app.test',
      'https://app.test:444',
      'HTTPS://APP.TEST',
      'https://app.test.',
      'https://app%2etest',
      'https://app.test/',
      'https://x.app.test',
      'file://',
      '',
    ];
    for (const origin of lookalikes) {
      const response = await get(token, { origin });
      expect([origin, response.status, response.headers.get('access-control-allow-origin')]).toEqual([
        origin,
        403,
        null,
      ]);
    }
  });

  test('[S14] a known origin may ask first, and may read errors; a strange one may not', async () => {
    for (const [origin, allowed] of [
      ['https://app.test', 'https://app.test'],
      ['http://localhost:5173', 'http://localhost:5173'],
      ['https://elsewhere.test', null],
    ] as const) {
      const preflight = await portal.fetch('/portal/v1/invoices', {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'GET',
          'access-control-request-headers': 'authorization',
        },
      });
      expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([
        204,
        allowed,
      ]);
      expect(Number(preflight.headers.get('access-control-max-age'))).toBeLessThanOrEqual(600);
      const refused = await portal.fetch('/portal/v1/invoices', { headers: { origin } });
      expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, allowed]);
      expect(refused.headers.get('access-control-allow-credentials')).toBeNull();
      expect(refused.headers.get('vary')).toContain('Origin');
    }
    const merchant = await portal.fetch('/v1/customers', { headers: { origin: 'https://app.test' } });
    expect(merchant.headers.get('access-control-allow-origin')).toBeNull();
  });
});

test('[S31] every answer to a known customer names them, errors too', async () => {
  const { token } = await portal.createToken(customer, { capabilities: ['plans:read'] });
  for (const path of [
    '/portal/v1/session',
    '/portal/v1/plans',
    '/portal/v1/plans?x=1',
    '/portal/v1/invoices',
    '/portal/v1/subscriptions/sub_none',
  ]) {
    const response = await portal.fetch(path, { headers: { authorization: `Bearer ${token}` } });
    expect([path, response.headers.get('billfold-customer')]).toEqual([path, customer]);
  }
});

test('[S9] the database and what is kept for replay hold no secret', async () => {
  const link = await portal.createLink(customer);
  const redeemed = await portal.createLink(customer);
  const cookie = cookieOf(await redeem(redeemed.code)).split('=')[1]!;
  const { token } = await portal.createToken(customer);
  const replayed = await portal.fetch('/v1/portal/sessions', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${portal.secretKey}`,
      'content-type': 'application/json',
      'idempotency-key': 'kept',
    },
    body: JSON.stringify({ customer, returnUrl: 'https://app.test/' }),
  });
  const { url } = (await replayed.json()) as { url: string };
  const tables = await rowsOf<{ name: string }>(
    portal.database,
    sql`select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  let dump = '';
  for (const { name } of tables)
    dump += JSON.stringify(await rowsOf(portal.database, sql`select * from ${sql.identifier(name)}`));
  expect(dump).toContain(link.session);
  for (const secret of [link.code, redeemed.code, cookie, token, portal.secretKey, url.split('#')[1]!]) {
    const hex = Array.from(secret.slice(0, 16), (char) => char.charCodeAt(0).toString(16)).join('');
    for (const spelling of [secret, secret.slice(0, 16), btoa(secret).slice(0, 24), hex])
      expect(dump).not.toContain(spelling);
  }
});

test('[S9] the code is in the fragment, so that no request carries it', async () => {
  const { url, session, code } = await portal.createLink(customer);
  const { pathname, search, hash, origin } = new URL(url);
  expect([origin, pathname, search, hash]).toEqual([portal.url, `/session/${session}`, '', `#${code}`]);
});
