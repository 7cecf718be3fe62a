import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'drizzle-orm';
import type { CreatedPortalSession, Customer, Session } from '@billfold/contract';
import { setUpProject } from '../access/setUpProject.js';
import { createTestPortal, type TestPortal } from '../testing/index.js';

const ONE = 'https://billing.one.example';
const TWO = 'https://billing.two.example';

let portal: TestPortal;
let keys: { one: string; two: string };
let customers: { one: string; two: string };

beforeAll(async () => {
  const html = '<!doctype html><html lang="en" data-redeem="button" data-branding="{}"></html>';
  portal = await createTestPortal({ hostedPage: { html, assets: new Map() } });
  const made = await setUpProject(portal.database, {
    id: 'proj_two',
    name: 'Two',
    testMode: true,
    returnOrigins: ['https://two.example'],
    embedOrigins: ['https://two.example'],
    now: portal.clock.now(),
  });
  keys = { one: portal.secretKey, two: made.secretKey! };
  await setDomain('proj_default', 'billing.one.example');
  await setDomain('proj_two', 'billing.two.example');
  customers = { one: await newCustomer(keys.one), two: await newCustomer(keys.two) };
});
afterAll(() => portal.close());

/** Sites are remembered for a second. */
async function setDomain(project: string, domain: string | null): Promise<void> {
  await portal.database.execute(sql`update projects set domain = ${domain} where id = ${project}`);
  portal.clock.set(new Date(portal.clock.now().getTime() + 1000));
}

async function post<Result>(key: string, url: string, body: object): Promise<Result> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const response = await portal.fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(response.status).toBe(201);
  return (await response.json()) as Result;
}

const newCustomer = async (key: string) => (await post<Customer>(key, `${portal.url}/v1/customers`, {})).id;
const link = (key: string, customer: string, at = portal.url) =>
  post<CreatedPortalSession>(key, `${at}/v1/portal/sessions`, {
    customer,
    returnUrl: key === keys.one ? 'https://app.test/' : 'https://two.example/',
  });
const codeOf = ({ url }: CreatedPortalSession) => url!.split('#')[1]!;

const redeem = (site: string, code: string, headers: Record<string, string> = {}) =>
  portal.fetch(`${site}/portal/v1/session/exchange`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', ...headers },
    body: JSON.stringify({ code }),
  });
const readSession = (site: string, id: string, cookie: string, headers: Record<string, string> = {}) =>
  portal.fetch(`${site}/portal/v1/session`, {
    headers: { cookie, 'billfold-session': id, 'sec-fetch-site': 'same-origin', ...headers },
  });
const cookieOf = (response: Response) => response.headers.get('set-cookie')!.split(';')[0]!;

describe('a project with a domain', () => {
  test('[S224] has its links there, wherever they are asked for, and a project without one where the server is', async () => {
    for (const at of [portal.url, ONE])
      expect((await link(keys.one, customers.one, at)).url).toMatch(new RegExp(`^${ONE}/session/bps_`));
    await setDomain('proj_two', null);
    expect((await link(keys.two, customers.two)).url).toMatch(new RegExp(`^${portal.url}/session/bps_`));
    await setDomain('proj_two', 'billing.two.example');
  });

  test('[S224] has its sessions there: the cookie is that host’s, and other sites are other sites', async () => {
    const made = await link(keys.one, customers.one);
    const redeemed = await redeem(ONE, codeOf(made));
    expect(redeemed.status).toBe(200);
    const set = redeemed.headers.get('set-cookie')!;
    expect(set).toMatch(/^__Host-billfold_bps_\w+=hs_\w+; Path=\/; HttpOnly; SameSite=Strict; .*; Secure$/);
    expect((await readSession(ONE, made.id, cookieOf(redeemed))).status).toBe(200);
    const { 'sec-fetch-site': _, ...asOldBrowsers } = {
      cookie: cookieOf(redeemed),
      'billfold-session': made.id,
      'sec-fetch-site': '',
    };
    const from = (origin: string) =>
      portal.fetch(`${ONE}/portal/v1/session`, { headers: { ...asOldBrowsers, origin } });
    expect((await from(ONE)).status).toBe(200);
    for (const origin of [portal.url, TWO, 'http://billing.one.example', 'https://one.example'])
      expect([origin, (await from(origin)).status]).toEqual([origin, 403]);
  });

  test('[S224] does not know links, sessions or keys of another, and uses up none', async () => {
    const made = await link(keys.two, customers.two);
    const foreign = await redeem(ONE, codeOf(made));
    const unknown = await redeem(ONE, 'lc_doesNotExist');
    const printed = async (response: Response) => (await response.text()).replace(/req_\w+/g, 'req');
    expect([foreign.status, await printed(foreign)]).toEqual([410, await printed(unknown)]);
    const redeemed = await redeem(TWO, codeOf(made));
    expect(redeemed.status).toBe(200);
    const cookie = cookieOf(redeemed);
    expect((await readSession(ONE, made.id, cookie)).status).toBe(401);
    expect((await readSession(TWO, made.id, cookie)).status).toBe(200);
    // The server's own host is that of all projects.
    expect((await readSession(portal.url, made.id, cookie)).status).toBe(200);

    const get = (site: string, credential: string, path: string) =>
      portal.fetch(`${site}${path}`, { headers: { authorization: `Bearer ${credential}` } });
    const { token } = await post<CreatedPortalSession>(keys.two, `${portal.url}/v1/portal/sessions`, {
      customer: customers.two,
      mode: 'embedded',
      embedOrigin: 'https://two.example',
    });
    for (const [site, status] of [
      [ONE, 401],
      [TWO, 200],
      [portal.url, 200],
    ] as const) {
      expect([site, (await get(site, token!, '/portal/v1/session')).status]).toEqual([site, status]);
      expect([site, (await get(site, keys.two, '/v1/branding')).status]).toEqual([site, status]);
    }
  });

  test('[S224] is read by the pages that may embed it, and not by those of another', async () => {
    const allowed = async (site: string, origin: string) => {
      const response = await portal.fetch(`${site}/portal/v1/session`, { headers: { origin } });
      return response.headers.get('access-control-allow-origin');
    };
    expect(await allowed(ONE, 'https://app.test')).toBe('https://app.test');
    expect(await allowed(ONE, 'https://two.example')).toBeNull();
    expect(await allowed(TWO, 'https://two.example')).toBe('https://two.example');
    expect(await allowed(portal.url, 'https://two.example')).toBe('https://two.example');
  });

  test('[S224] is at its domain a second after it was given, and no longer than that where it was', async () => {
    await setDomain('proj_default', 'pay.one.example');
    const made = await link(keys.one, customers.one);
    expect(made.url).toContain('https://pay.one.example/');
    // The old name is nobody's: what comes there has reached the server.
    expect((await redeem(ONE, codeOf(made))).headers.get('set-cookie')).toContain('__Host-');
    await setDomain('proj_default', 'billing.one.example');
  });
});

test('[S224] a domain that is the server’s own host hides no project', async () => {
  await setDomain('proj_default', 'billing.test');
  const made = await link(keys.two, customers.two);
  expect((await redeem(portal.url, codeOf(made))).status).toBe(200);
  await setDomain('proj_default', 'billing.one.example');
});

describe('the page', () => {
  const brandingAt = async (site: string) => {
    const page = await (await portal.fetch(`${site}/session/bps_any`)).text();
    const [, attribute = ''] = /data-branding="([^"]*)"/.exec(page) ?? [];
    return JSON.parse(attribute.replaceAll('&quot;', '"')) as Partial<Session['branding']>;
  };

  test('[S225] looks like the project of the domain, and like nobody’s where there are several', async () => {
    expect(await brandingAt(ONE)).toMatchObject({ displayName: 'Example App' });
    expect(await brandingAt(TWO)).toMatchObject({ displayName: 'Two' });
    expect(await brandingAt(portal.url)).toEqual({});
  });

  test('[S225] [S219] has its logo on its own origin, which is all that it may load', async () => {
    const png =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=';
    await portal.merchant('PATCH', '/v1/branding', { logo: `data:image/png;base64,${png}` });
    const { logoUrl } = await brandingAt(ONE);
    expect(logoUrl).toMatch(new RegExp(`^${ONE}/logos/`));
    expect((await portal.fetch(logoUrl!)).status).toBe(200);
    const page = await portal.fetch(`${ONE}/session/bps_any`);
    expect(page.headers.get('content-security-policy')).toContain("img-src 'self' data:;");
    const made = await link(keys.one, customers.one);
    const redeemed = await redeem(portal.url, codeOf(made));
    const { branding } = (await redeemed.json()) as Session;
    expect(branding.logoUrl).toMatch(new RegExp(`^${portal.url}/logos/`));
  });

  test('[S225] comes without a database too, and looks like nobody’s', async () => {
    const { execute } = portal.database;
    portal.database.execute = () => {
      throw new Error('the database is away');
    };
    try {
      expect(await brandingAt(ONE)).toEqual({});
    } finally {
      portal.database.execute = execute;
    }
  });
});
