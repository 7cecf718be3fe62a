import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from 'drizzle-orm';
import type { Branding, Invoice, Page, Session } from '@billfold/contract';
import { rowsOf } from '../../database/Database.js';
import type { DocumentBranding } from '../../provider/Provider.js';
import { createTestPortal, type TestPortal } from '../../testing/index.js';
import { dataUrlOf, jpeg, pngOf, webp } from '../../../test/images.js';

let portal: TestPortal;
/** What the address of a logo leads to, and how often it was asked. */
let served: { bytes: Uint8Array } | { fault: string };
const asked: string[] = [];
/** What documents were drawn with. */
const drawnWith: DocumentBranding[] = [];
beforeAll(async () => {
  const html = '<!doctype html><html lang="en" data-redeem="button" data-branding="{}"></html>';
  portal = await createTestPortal({
    hostedPage: { html, assets: new Map() },
    renderDocument: async ({ branding }) => {
      drawnWith.push(branding);
      return new TextEncoder().encode('%PDF-1.7');
    },
    fetchLogo: async (url) => {
      asked.push(url);
      return served;
    },
  });
});
beforeEach(async () => {
  asked.splice(0);
  drawnWith.splice(0);
  const plain = { displayName: 'Example App', logoUrl: null };
  await portal.database.execute(sql`update projects set branding = ${JSON.stringify(plain)}::jsonb`);
});
afterAll(() => portal.close());

const patch = (change: object) => portal.merchant<Branding>('PATCH', '/v1/branding', change);
const get = () => portal.merchant<Branding>('GET', '/v1/branding');

async function refused(change: object): Promise<Record<string, string>> {
  const response = await portal.fetch('/v1/branding', {
    method: 'PATCH',
    headers: { authorization: `Bearer ${portal.secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(change),
  });
  const { error } = (await response.json()) as {
    error: { code: string; fields: { path: string; message: string }[] };
  };
  expect([response.status, error.code]).toEqual([400, 'invalid_request']);
  return Object.fromEntries(error.fields.map((field) => [field.path, field.message]));
}

/** The page of a link, and what a session says. */
async function shown(): Promise<{ page: string; session: Session }> {
  const page = await (await portal.fetch('/session/bps_any')).text();
  const { token } = await portal.createToken((await portal.createScenario('free')).id);
  const session = await portal.fetch('/portal/v1/session', { headers: { authorization: `Bearer ${token}` } });
  expect([session.status, await session.clone().text()]).toEqual([200, expect.any(String)]);
  return { page, session: (await session.json()) as Session };
}

describe('a change', () => {
  test('[S218] sets what it names, null removes, and it is told with what it was', async () => {
    await patch({ accent: '#0f766e', radius: 4, font: 'serif', supportUrl: 'https://example.com/help' });
    const now = await patch({ displayName: 'Tidewater', radius: null });
    expect(now).toMatchObject({ displayName: 'Tidewater', accent: '#0f766e', radius: null, font: 'serif' });
    expect(await get()).toEqual(now);
    const [event] = await rowsOf<{ data: object }>(
      portal.database,
      sql`select data from events where type = 'branding.updated' order by sequence desc limit 1`,
    );
    expect(event?.data).toEqual({
      object: now,
      previousAttributes: { displayName: 'Example App', radius: 4 },
    });
  });

  test('[S218] that changes nothing writes nothing, and nobody is told', async () => {
    await patch({ accent: '#0f766e' });
    const count = () =>
      rowsOf(portal.database, sql`select id from audit_log where action = 'branding.updated'`);
    const before = await count();
    await patch({ accent: '#0f766e' });
    await patch({});
    expect(await count()).toEqual(before);
  });
});

const hostile = {
  accent: [
    'red',
    'red;background:url(//x.example)',
    '#fff',
    '#FFFFFF',
    '#ffffff;',
    '#ffffff\n',
    'url(https://x.example)',
    'var(--x)',
    'expression(alert(1))',
    '</style><script>alert(1)</script>',
  ],
  supportUrl: [
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    ' javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    '//x.example',
    '/relative',
    'http://example.com/plain',
    'https:example.com',
    'https://user:secret@example.com/',
    'https://example.com\\@x.example/',
    'mailto:someone@example.com?bcc=other@example.com',
    'mailto:someone@example.com\r\nBcc: other@example.com',
    'blob:https://example.com/1',
    'file:///etc/passwd',
    '"><img src=x onerror=alert(1)>',
  ],
  logo: [
    'javascript:alert(1)',
    'http://example.com/logo.png',
    'data:text/html;base64,PHNjcmlwdD4=',
    'data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+',
    'data:image/png,plain',
    'data:image/png;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+',
    'data:image/png;base64,iVBORw0KGgo=',
    '/logos/1',
  ],
  displayName: ['', 'a\u202egpj.exe', 'a\u0007b', 'x'.repeat(101)],
  radius: [-1, 25, 1.5, '4px'],
  font: ['Comic Sans', 'serif;x', 'url(https://x.example)'],
};
const payloads = Object.entries(hostile).flatMap(([field, values]) =>
  values.map((value): [string, unknown] => [field, value]),
);

test.each(payloads)('[S218] as %s %j is refused', async (field, value) => {
  expect(payloads.length).toBeGreaterThan(40);
  const before = await get();
  expect(Object.keys(await refused({ [field]: value }))).toEqual([field]);
  expect(await get()).toEqual(before);
});

test('[S218] what is hostile in the database in spite of that is shown nowhere', async () => {
  for (const [field, value] of payloads) {
    const name = field === 'logo' ? 'logoUrl' : field;
    const branding = JSON.stringify({ displayName: 'Example App', [name]: value });
    await portal.database.execute(sql`update projects set branding = ${branding}::jsonb`);
    const { page, session } = await shown();
    // Bytes that are called an image are drawn as one, or not at all.
    const isImage = String(value).startsWith('data:image/png;base64,');
    const nothing = name === 'displayName' ? '' : null;
    const { [name as 'accent']: answered } = session.branding;
    expect([field, value, answered]).toEqual([field, value, isImage ? value : nothing]);
    expect(page).not.toMatch(/<script|<img|onerror=|x\.example|javascript:|data:text/i);
    expect(JSON.stringify(await get())).not.toMatch(/<script|onerror|x\.example|javascript:/i);
  }
});

describe('a logo', () => {
  test('[S219] is served under its hash, for ever, as what it is and as nothing that runs', async () => {
    for (const [type, bytes] of [
      ['png', pngOf()],
      ['jpeg', jpeg],
      ['webp', webp],
    ] as const) {
      const { logoUrl } = await patch({ logo: dataUrlOf('png', bytes) });
      expect(logoUrl).toMatch(/^https:\/\/billing\.test\/logos\/[0-9a-f]{64}$/);
      const response = await portal.fetch(logoUrl!);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': `image/${type}`,
        'cache-control': 'public, max-age=31536000, immutable',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
        'x-content-type-options': 'nosniff',
      });
      expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
      const { session } = await shown();
      expect(session.branding.logoUrl).toBe(logoUrl);
    }
  });

  test('[S219] that nobody has is not found', async () => {
    for (const hash of ['0'.repeat(64), 'A'.repeat(64), '1', '..%2f..%2fetc'])
      expect((await portal.fetch(`/logos/${hash}`)).status).toBe(404);
  });

  test('[S219] is removed by null, and what is not named stays', async () => {
    const { logoUrl } = await patch({ logo: dataUrlOf('png', pngOf()) });
    expect((await patch({ accent: '#215aa2' })).logoUrl).toBe(logoUrl);
    expect((await patch({ logo: null })).logoUrl).toBeNull();
  });

  test('[S219] is at most 4096 pixels a side and 512 KiB, and whole', async () => {
    served = { bytes: pngOf({ width: 4097, height: 1 }) };
    expect(await refused({ logo: 'https://example.com/a.png' })).toEqual({
      logo: 'must be at most 4096 pixels wide and high',
    });
    served = { bytes: pngOf({ width: 1, height: 4096, more: [['tEXt', new Uint8Array(513 * 1024)]] }) };
    expect(await refused({ logo: 'https://example.com/a.png' })).toEqual({ logo: 'must be at most 512 KiB' });
    served = { bytes: pngOf().subarray(0, 12) };
    expect(await refused({ logo: 'https://example.com/a.png' })).toEqual({
      logo: 'must be an image that is whole',
    });
    served = {
      bytes: new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    };
    expect(await refused({ logo: 'https://example.com/a.svg' })).toEqual({
      logo: 'must be a PNG, JPEG or WebP image',
    });
    served = { bytes: pngOf({ width: 4096, height: 4096 }) };
    await patch({ logo: 'https://example.com/a.png' });
  });

  test('[S220] is fetched once, when it is given, and is the portal’s own from then on', async () => {
    served = { bytes: pngOf() };
    const { logoUrl } = await patch({ logo: 'https://cdn.example.com/logo.png' });
    expect(logoUrl).toContain(`${portal.url}/logos/`);
    await shown();
    await get();
    await patch({ accent: '#000000' });
    expect(asked).toEqual(['https://cdn.example.com/logo.png']);
  });

  test('[S220] that can not be fetched is refused with why, and changes nothing', async () => {
    served = { fault: 'could not be fetched: its server answered 404' };
    expect(await refused({ logo: 'https://example.com/a.png', accent: '#00ff00' })).toEqual({
      logo: 'could not be fetched: its server answered 404',
    });
    expect((await get()).accent).toBeNull();
  });

  test('[S220] is an image itself where nothing can be fetched', async () => {
    const tab = await createTestPortal();
    const change = (logo: string) => tab.merchant<Branding>('PATCH', '/v1/branding', { logo });
    await expect(change('https://example.com/a.png')).rejects.toThrow(/must be a data: URL here/);
    expect((await change(dataUrlOf('png', pngOf()))).logoUrl).toContain('/logos/');
    await tab.close();
  });

  test('[S219] from before is shown where it is the image itself, and not where it is a stranger’s', async () => {
    const own = dataUrlOf('png', pngOf());
    for (const [stored, answered] of [
      [own, own],
      ['https://cdn.example.com/logo.png', null],
    ] as const) {
      await portal.database.execute(
        sql`update projects set branding = jsonb_set(branding, '{logoUrl}', ${JSON.stringify(stored)}::jsonb)`,
      );
      expect((await get()).logoUrl).toBe(answered);
    }
  });
});

test('[S222] documents are drawn with the logo itself and the headline, for the customer and for the merchant', async () => {
  const png = pngOf();
  await patch({ logo: dataUrlOf('png', png), accent: '#0f766e' });
  const businessProfile = { headline: 'Ours and theirs', supportUrl: 'https://example.com/help' };
  await portal.merchant('PUT', '/v1/portal/configurations/default', { businessProfile });
  const customer = (await portal.createScenario('active')).id;
  const { token } = await portal.createToken(customer);
  const get = (path: string, credential: string) =>
    portal.fetch(path, { headers: { authorization: `Bearer ${credential}` } });
  const { data } = (await (await get('/portal/v1/invoices', token)).json()) as Page<Invoice>;
  const { id } = data.find(({ documents }) => documents.receipt)!;
  for (const kind of ['pdf', 'receipt'])
    expect((await get(`/portal/v1/invoices/${id}/${kind}`, token)).status).toBe(200);
  expect((await get(`/v1/customers/${customer}/invoices/${id}/pdf`, portal.secretKey)).status).toBe(200);
  expect((await get('/portal/v1/invoices/documents?year=2026', token)).status).toBe(200);
  expect(drawnWith.length).toBeGreaterThan(3);
  for (const branding of drawnWith) {
    expect(branding).toMatchObject({ ...businessProfile, accent: '#0f766e' });
    expect(branding.logo).toEqual({ type: 'image/png', bytes: png });
  }
});

test('[S225] the page of a link carries what the only project looks like, for whoever opens it', async () => {
  await patch({
    displayName: `"><script>alert('$&')</script>`,
    accent: '#0f766e',
    logo: dataUrlOf('png', pngOf()),
  });
  await portal.merchant('PUT', '/v1/portal/configurations/default', {
    businessProfile: { headline: 'Ours & theirs', upgradeUrl: 'https://example.com/plans?a=1&b=2' },
  });
  const { page, session } = await shown();
  const [, attribute = ''] = /data-branding="([^"]*)"/.exec(page) ?? [];
  expect(attribute).not.toMatch(/[<>]/);
  const entities = { '&quot;': '"', '&lt;': '<', '&gt;': '>', '&amp;': '&' };
  const read = attribute.replace(/&\w+;/g, (entity) => entities[entity as keyof typeof entities]);
  expect(JSON.parse(read)).toEqual(session.branding);
  expect(session.branding).toMatchObject({
    headline: 'Ours & theirs',
    upgradeUrl: 'https://example.com/plans?a=1&b=2',
  });
});
