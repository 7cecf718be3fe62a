import { execFileSync } from 'node:child_process';
import { afterEach, expect, test, vi } from 'vitest';
import type { Session } from '@billfold/contract';
import { startStripeDouble } from '../../test/stripe-double/index.js';
import { createProject } from '../access/projects.js';
import { makeEncryptionKey } from '../access/secretBox.js';
import { makeSecret } from '../access/secrets.js';
import { openTestDatabase } from '../testing/openTestDatabase.js';
import { makeDataDirectory } from '../testing/openTestDatabaseInNode.js';
import { openDatabase } from './openDatabase.js';
import { startServer, type StartOptions } from './startServer.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const ending: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

async function withStripe(): Promise<StartOptions> {
  const { url, close } = await openTestDatabase();
  const { dataDir, remove } = await makeDataDirectory();
  ending.push(close, remove);
  const stripe = await startStripeDouble();
  ending.push(stripe.close);
  return {
    port: 0,
    logLevel: 'silent',
    encryptionKey: makeEncryptionKey(),
    ...(url ? { databaseUrl: url } : { dataDir }),
    provider: 'stripe',
    stripe: {
      secretKey: stripe.secretKey,
      publishableKey: 'pk_test_ofNobody123456',
      apiUrl: stripe.url,
    },
  };
}

async function started(options: StartOptions) {
  const server = await startServer(options);
  ending.unshift(server.close);
  return server;
}

test('[S332, S333] a server on Stripe says so, has no card page of its own, and a session has Stripe’s fields', async () => {
  const secretKey = makeSecret('sk_test');
  const server = await started({ ...(await withStripe()), secretKey });
  expect(server).toMatchObject({ provider: 'stripe', fieldsUrl: null });
  const ask = async <Answer>(path: string, key: string, body?: object): Promise<Answer> => {
    const answer = await fetch(server.url + path, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        // Secret keys are for back ends, which have no origin.
        ...(key !== secretKey && { origin: APP }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    expect([path, answer.status]).toEqual([path, expect.toBeOneOf([200, 201])]);
    return (await answer.json()) as Answer;
  };
  const customer = await ask<{ id: string }>('/v1/customers', secretKey, { name: 'Example Studio' });
  const { token } = await ask<{ token: string }>('/v1/portal/sessions', secretKey, {
    customer: customer.id,
    mode: 'embedded',
    embedOrigin: APP,
  });
  expect(await ask<Session>('/portal/v1/session', token)).toMatchObject({
    testMode: true,
    paymentFields: { provider: 'stripe', settings: { publishableKey: 'pk_test_ofNobody123456' } },
  });
});

const APP = 'http://localhost:5173';

test('[S332] with a live key the default project is live, and its key is one of a live project', async () => {
  const options = await withStripe();
  const server = await started({ ...options, stripe: { secretKey: 'rk_live_ofNobody123456' } });
  expect(server.secretKey).toMatch(/^sk_live_/);
});

test('[S333] a key of the other mode than that of a project does not start, and changes nothing', async () => {
  const options = await withStripe();
  const live = { ...options, stripe: { secretKey: 'rk_live_ofNobody123456' } };
  await (await startServer(options)).close();
  await expect(startServer(live)).rejects.toThrow(/project proj_default of this database is a test: money/);
  await (await startServer(options)).close();

  const { database, close } = await openDatabase({ dataDir: '', ...options });
  const now = new Date();
  await createProject({ database, now }, { id: 'proj_live', name: 'Live', testMode: false });
  await close();
  await expect(startServer(options)).rejects.toThrow(
    /^STRIPE_SECRET_KEY is a test key, and project proj_live/,
  );
});

test('[S331] options that no variable was read for are looked at too', async () => {
  const options = await withStripe();
  await expect(startServer({ ...options, stripe: undefined } as never)).rejects.toThrow(/^STRIPE_SECRET_KEY/);
  const apiUrl = 'https://api.example.com';
  const stripe = { secretKey: 'sk_test_ofNobody123456', apiUrl };
  await expect(startServer({ ...options, stripe })).rejects.toThrow(/^STRIPE_API_URL/);
});

test('[S333] a server on the sandbox loads nothing of Stripe', () => {
  // Of what Stripe's provider loads one is a CommonJS module, which Node tells of.
  const loaded = (module: string) => {
    const script = `import { createRequire } from 'node:module';
      await import(${JSON.stringify(new URL(module, import.meta.url).href)});
      const names = Object.keys(createRequire(import.meta.url).cache);
      process.stdout.write(String(names.some((name) => name.includes('/opossum/'))));`;
    const options = ['--conditions=@billfold/source', '--import', 'tsx', '--input-type=module', '-e', script];
    return execFileSync(process.execPath, options, { encoding: 'utf8' });
  };
  expect(loaded('./startServer.ts')).toBe('false');
  expect(loaded('../providers/stripe/client/createClient.ts')).toBe('true');
});
