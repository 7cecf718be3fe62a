import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  customerOperations,
  features,
  operations,
  type DescribedOperation,
  type Feature,
  type Invoice,
  type Page,
  type PaymentMethod,
  type Quote,
  type SetupIntent,
  type Subscription,
  type TaxId,
} from '@billfold/contract';
import { sql } from 'drizzle-orm';
import { countCalls } from '../testing/countCalls.js';
import { createTestPortal, type TestPortal } from '../testing/index.js';
import { nobodys, requestOf, rightInputOf, type Named } from '../testing/rightInputs.js';
import { makeSecret } from './secrets.js';

/**
 * Made from the table of operations: an operation that is added is in every one of these tests, and there is
 * no list to forget it in.
 */
const all: DescribedOperation[] = [...Object.values(operations), ...Object.values(customerOperations)];
const ofCustomers = all.filter((operation) => operation.access.by === 'portal_session');
const ofMerchants = all.filter((operation) => operation.access.by === 'secret_key');

let portal: TestPortal;
let customer: string;
/** What the customer really has. */
let mine: Named;
const calls: string[] = [];

beforeAll(async () => {
  portal = await createTestPortal({
    provider: countCalls(calls),
    project: { features: { subscriptionPause: { enabled: true } } },
  });
  customer = (await portal.createScenario('seats')).id;
  mine = await nameAll();
});
beforeEach(() => void calls.splice(0));
afterAll(() => portal.close());

async function nameAll(): Promise<Named> {
  const { token, session } = await portal.createToken(customer);
  const get = async <Result>(path: string, init: RequestInit = {}): Promise<Result> => {
    const headers = { ...bearer(token), 'content-type': 'application/json', ...init.headers };
    return (await (await portal.fetch(`/portal/v1${path}`, { ...init, headers })).json()) as Result;
  };
  const [subscription] = (await get<{ data: Subscription[] }>('/subscriptions')).data;
  const [invoice] = (await get<Page<Invoice>>('/invoices')).data;
  const { id, price, quantity } = subscription!;
  const body = JSON.stringify({ price: price.id, quantity: quantity + 1 });
  const quote = await get<Quote>(`/subscriptions/${id}/preview`, { method: 'POST', body });
  const write = <Result>(path: string, input: object) => {
    const headers = { 'idempotency-key': crypto.randomUUID() };
    return get<Result>(path, { method: 'POST', headers, body: JSON.stringify(input) });
  };
  const [paymentMethod] = (await get<{ data: PaymentMethod[] }>('/payment-methods')).data;
  const setup = await write<SetupIntent>('/payment-methods/setup-intent', {});
  const taxId = await write<TaxId>('/billing-details/tax-ids', { type: 'us_ein', value: '12-3456789' });
  const named = {
    paymentMethod: paymentMethod!.id,
    setupIntent: setup.id,
    setupSecret: setup.clientSecret,
    taxId: taxId.id,
    customer,
    session,
    subscription: id,
    invoice: invoice!.id,
    price: price.id,
    quote: quote.id,
  };
  return { ...nobodys, ...named };
}

/** A request that would be fine if the caller were, of things that do not exist. */
function send(
  operation: DescribedOperation,
  headers: Record<string, string>,
  { wrongInput = false, named = nobodys } = {},
): Promise<Response> {
  const { path, init } = requestOf(operation, rightInputOf(operation, named));
  Object.assign(init.headers, headers);
  if (!wrongInput) return portal.fetch(path, init);
  // Input that is never right: who may not call must not learn it.
  return init.body === undefined
    ? portal.fetch(`${path}${path.includes('?') ? '&' : '?'}unknown=1`, init)
    : portal.fetch(path, { ...init, body: '{"unknown":1}' });
}

async function codeOf(response: Response): Promise<string> {
  return ((await response.json()) as { error: { code: string } }).error.code;
}

/** An answer without what differs by design. */
async function printed(response: Response): Promise<string> {
  const body = (await response.text()).replace(/req_\w+/g, 'req');
  const headers = [...response.headers].filter(([name]) => name !== 'billfold-request-id');
  return JSON.stringify([response.status, headers, body]);
}

describe.each(ofCustomers.map((operation) => [operation.name, operation] as const))('%s', (_, operation) => {
  test('[S1] is not for strangers, merchants or holders of a link', async () => {
    const link = await portal.createLink(customer);
    const strangers: Record<string, string>[] = [
      {},
      bearer(portal.secretKey),
      bearer(link.code),
      {
        cookie: `__Host-billfold_${link.session}=${link.code}`,
        'billfold-session': link.session,
        'sec-fetch-site': 'same-origin',
      },
    ];
    for (const headers of strangers) {
      const response = await send(operation, headers, { wrongInput: true });
      expect([response.status, await codeOf(response)]).toEqual([401, 'unauthorized']);
    }
    expect(calls).toEqual([]);
  });

  test('[S2] answers alike whatever is wrong with a credential', async () => {
    const expired = await portal.createToken(customer, { ttlSeconds: 60 });
    const revoked = await portal.createToken(customer);
    await portal.merchant('DELETE', `/v1/portal/sessions/${revoked.session}`);
    const before = portal.clock.now();
    portal.clock.set(new Date(before.getTime() + 60_000));
    const tokens = [
      makeSecret('pt'),
      expired.token,
      revoked.token,
      'pt_short',
      revoked.token.slice(0, -1),
      makeSecret('hs'),
    ];
    const answers = await Promise.all(
      tokens.map(async (token) => printed(await send(operation, bearer(token), { wrongInput: true }))),
    );
    portal.clock.set(before);
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('unauthorized');
  });

  const { access } = operation;
  if (access.by === 'portal_session' && access.capability !== null) {
    const { capability, feature } = access;

    test('[S4] needs its capability', async () => {
      const other = capability === 'plans:read' ? 'invoices:read' : 'plans:read';
      const { token } = await portal.createToken(customer, { capabilities: [other] });
      const response = await send(operation, bearer(token), { wrongInput: true });
      expect([response.status, await codeOf(response)]).toEqual([403, 'capability_missing']);
      expect(calls).toEqual([]);
    });

    if (feature !== null) {
      test('[S5] [S216] is off with its feature, from the next request on', async () => {
        const { token } = await portal.createToken(customer);
        expect((await send(operation, bearer(token))).status).not.toBe(403);
        calls.splice(0);
        await switchFeature(feature, false);
        for (const named of [nobodys, mine]) {
          const response = await send(operation, bearer(token), { named });
          expect([response.status, await codeOf(response)]).toEqual([403, 'feature_disabled']);
        }
        expect(calls).toEqual([]);
        await switchFeature(feature, true);
        expect((await send(operation, bearer(token))).status).not.toBe(403);
      });
    }
  }
});

describe.each(ofMerchants.map((operation) => [operation.name, operation] as const))('%s', (_, operation) => {
  test('[S1] is for secret keys only', async () => {
    const { token } = await portal.createToken(customer);
    for (const headers of [{}, bearer(token), bearer(makeSecret('sk_test')), bearer('sk_test_guess')]) {
      const response = await send(operation, headers, { wrongInput: true });
      expect([response.status, await codeOf(response)]).toEqual([401, 'unauthorized']);
    }
  });

  test('[S3] refuses a secret key that a browser sends', async () => {
    for (const [header, value] of [
      ['origin', 'https://app.test'],
      ['sec-fetch-site', 'same-origin'],
    ] as const) {
      const browsers = { ...bearer(portal.secretKey), [header]: value };
      const response = await send(operation, browsers, { wrongInput: true });
      expect([response.status, await codeOf(response)]).toEqual([403, 'secret_key_in_browser']);
    }
  });

  test('[S1] [S2] does not know a revoked key', async () => {
    await portal.database.execute(sql`update secret_keys set revoked_at = now()`);
    const response = await send(operation, bearer(portal.secretKey), { wrongInput: true });
    await portal.database.execute(sql`update secret_keys set revoked_at = null`);
    expect([response.status, await codeOf(response)]).toEqual([401, 'unauthorized']);
  });
});

test('[S1] every operation states an access that is known', () => {
  expect(
    all.every((operation) => ['portal_session', 'secret_key', 'link_code'].includes(operation.access.by)),
  ).toBe(true);
  expect(all.length).toBeGreaterThan(15);
  expect(
    features.every((feature) =>
      ofCustomers.some((it) => it.access.by === 'portal_session' && it.access.feature === feature),
    ),
  ).toBe(true);
});

/** As a merchant does it, while sessions are open. */
async function switchFeature(feature: Feature, enabled: boolean): Promise<void> {
  await portal.merchant('PUT', '/v1/portal/configurations/default', {
    features: { subscriptionPause: { enabled: true }, [feature]: { enabled } },
    businessProfile: { supportUrl: 'https://example.com/help' },
  });
}

const bearer = (credential: string) => ({ authorization: `Bearer ${credential}` });
