import { afterEach, expect, test, vi } from 'vitest';
import { makeSecret } from '../access/secrets.js';
import { openTestDatabase } from '../testing/openTestDatabase.js';
import { makeDataDirectory } from '../testing/openTestDatabaseInNode.js';
import { startServerProcess } from '../testing/startServerProcess.js';

// Databases and processes start slowly on a machine that is busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const ending: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

const person = {
  reference: 'ref-canary-71',
  name: 'Mona Canary',
  email: 'mona.canary@example.com',
  address: { country: 'GB', line1: '12 Canary Wharf', city: 'Canarytown', postalCode: 'CN1 2RY' },
  taxIds: [{ type: 'gb_vat', value: 'GB999999973' }],
};

test('[S56] whatever is asked, the log of a whole run holds no credential and nothing about a person', async () => {
  const { url: databaseUrl, close } = await openTestDatabase();
  const { dataDir, remove } = await makeDataDirectory();
  ending.push(close, remove);
  const secretKey = makeSecret('sk_test');
  const server = await startServerProcess({
    ...(databaseUrl ? { BILLFOLD_DATABASE_URL: databaseUrl } : { BILLFOLD_DATA_DIR: dataDir }),
    BILLFOLD_SECRET_KEY: secretKey,
    BILLFOLD_LOG_LEVEL: 'trace',
  });
  ending.unshift(server.kill);
  const ask = async (
    path: string,
    { body, ...init }: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
  ) =>
    fetch(`${server.url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      body: body === undefined ? null : JSON.stringify(body),
      ...init,
      headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json', ...init.headers },
    });

  const customer = (await (await ask('/v1/customers', { body: person })).json()) as { id: string };
  const link = (await (
    await ask('/v1/portal/sessions', {
      body: { customer: customer.id, returnUrl: 'http://localhost:3000/canary-page' },
    })
  ).json()) as { id: string; url: string };
  const code = link.url.split('#')[1]!;
  const exchanged = await ask('/portal/v1/session/exchange', {
    body: { code },
    headers: { authorization: '' },
  });
  expect(exchanged.status).toBe(200);
  const cookie = exchanged.headers.get('set-cookie')!.split(';')[0]!;
  const asCustomer = { headers: { cookie, 'billfold-session': link.id, authorization: '' } };
  expect((await ask('/portal/v1/invoices', asCustomer)).status).toBe(200);
  const embedded = (await (
    await ask('/v1/portal/sessions', {
      body: {
        customer: customer.id,
        mode: 'embedded',
        embedOrigin: 'http://localhost:3000',
        actor: { id: 'a1', name: person.name, email: person.email },
      },
    })
  ).json()) as { token: string };
  expect(
    (
      await ask('/portal/v1/session', {
        headers: { authorization: `Bearer ${embedded.token}`, origin: 'http://localhost:3000' },
      })
    ).status,
  ).toBe(200);

  // And what goes wrong: taken, malformed, used up, unknown.
  expect((await ask('/v1/customers', { body: person })).status).toBe(409);
  expect((await ask('/v1/customers', { body: { ...person, emial: person.email } })).status).toBe(400);
  expect((await ask('/portal/v1/session/exchange', { body: { code } })).status).toBe(410);
  expect((await ask(`/v1/customers?email=${encodeURIComponent(person.email)}`)).status).toBe(200);
  expect((await ask(`/${code}?token=${embedded.token}`)).status).toBe(404);
  await ask(`/session/${link.id}`);

  server.process.kill('SIGTERM');
  await server.exited;
  const { stdout, stderr } = server.output();
  expect(stderr.split('\n').filter((line) => line.includes('"request"')).length).toBeGreaterThanOrEqual(11);
  for (const secret of [secretKey, code, embedded.token, cookie.split('=')[1]!]) {
    const forms = [
      secret,
      secret.slice(0, 16),
      Buffer.from(secret).toString('base64'),
      encodeURIComponent(secret),
    ];
    for (const form of forms) expect(stdout + stderr).not.toContain(form);
  }
  for (const word of [
    person.name,
    person.email,
    'canary',
    'Canary',
    person.address.postalCode,
    person.taxIds[0]!.value,
  ]) {
    expect(stdout + stderr).not.toContain(word);
  }
});
