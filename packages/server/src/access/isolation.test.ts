import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  customerOperations,
  operations,
  type DescribedOperation,
  type Invoice,
  type OperationName,
  type Page,
  type PaymentMethod,
  type Quote,
  type SetupIntent,
  type Subscription,
  type TaxId,
} from '@billfold/contract';
import { sql } from 'drizzle-orm';
import { setUpProject } from './setUpProject.js';
import { createTestPortal, type TestPortal } from '../testing/index.js';
import { nobodys, requestOf, rightInputOf, rightInputs, type Named } from '../testing/rightInputs.js';

type Credentials = { authorization: string };

let portal: TestPortal;
let mine: Credentials;
let owners: Credentials;
/** Ids of things that exist, but belong to somebody else, and of the like that are mine. */
let theirs: Named;
let own: Named;

beforeAll(async () => {
  portal = await createTestPortal({
    renderDocument: async () => new Uint8Array([37, 80, 68, 70]),
    project: { features: { subscriptionPause: { enabled: true } } },
  });
  [mine, own] = await ownerOf(await portal.createScenario('active'));
  [owners, theirs] = await ownerOf(await portal.createScenario('requiresAction'));
  theirs.clientSecret = await secretOfPayment();
});
afterAll(() => portal.close());

/** A customer's credentials, and the ids of what they have. */
async function ownerOf({ id }: { id: string }): Promise<[Credentials, Named]> {
  const headers = { authorization: `Bearer ${(await portal.createToken(id)).token}` };
  const get = async <Result>(path: string, init: RequestInit = {}): Promise<Result> => {
    const response = await portal.fetch(`/portal/v1${path}`, { headers, ...init });
    expect([path, response.ok]).toEqual([path, true]);
    return (await response.json()) as Result;
  };
  const invoices = await get<Page<Invoice>>('/invoices');
  const subscriptions = await get<{ data: Subscription[] }>('/subscriptions');
  const [subscription] = subscriptions.data;
  const { data: plans } = await get<{ data: { prices: { id: string; unavailable: string | null }[] }[] }>(
    '/plans',
  );
  const price = plans
    .flatMap(({ prices }) => prices)
    .find((it) => it.unavailable === null && it.id !== subscription!.price.id);
  const quote = await get<Quote>(`/subscriptions/${subscription!.id}/preview`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ price: price!.id }),
  });
  const post = <Result>(path: string, body: object) =>
    get<Result>(path, {
      method: 'POST',
      headers: {
        ...headers,
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
      },
      body: JSON.stringify(body),
    });
  const methods = await get<{ data: PaymentMethod[] }>('/payment-methods');
  const setup = await post<SetupIntent>('/payment-methods/setup-intent', {});
  await post('/sandbox/setups/confirm', { clientSecret: setup.clientSecret, method: 'visa' });
  const taxId = await post<TaxId>('/billing-details/tax-ids', { type: 'us_ein', value: '12-3456789' });
  const named = {
    ...nobodys,
    paymentMethod: methods.data[0]!.id,
    setupIntent: setup.id,
    setupSecret: setup.clientSecret,
    taxId: taxId.id,
    invoice: invoices.data.find((invoice) => invoice.status === 'paid')!.id,
    subscription: subscription!.id,
    price: price!.id,
    quote: quote.id,
  };
  return [headers, named];
}

/** What a payment of theirs is confirmed with, which their bank asks for. */
async function secretOfPayment(): Promise<string> {
  const { path, init } = requestOf(operations.listInvoices, { status: 'open' });
  const open = await portal.fetch(path, { ...init, headers: { ...init.headers, ...owners } });
  const [invoice] = ((await open.json()) as Page<Invoice>).data;
  const pay = requestOf(operations.payInvoice, { invoice: invoice!.id });
  const paid = await portal.fetch(pay.path, { ...pay.init, headers: { ...pay.init.headers, ...owners } });
  const result = (await paid.json()) as { status: string; clientSecret: string };
  expect(result.status).toBe('requires_action');
  return result.clientSecret;
}

/** The answer to a request that is right but for what it names. */
async function answerTo(
  operation: DescribedOperation,
  input: object,
  credentials: Credentials,
  change: (path: string) => string = (path) => path,
): Promise<string> {
  const { path, init } = requestOf(operation, input);
  const headers = { ...init.headers, ...credentials };
  const response = await portal.fetch(change(path), { ...init, headers });
  return `${response.status} ${(await response.text()).replace(/req_\w+/g, 'req')}`;
}

const nouns = [
  'subscription',
  'invoice',
  'quote',
  'clientSecret',
  'setupSecret',
  'setupIntent',
  'paymentMethod',
  'taxId',
] as const;
const naming = Object.values(operations).flatMap((operation) =>
  nouns
    // By value, because what is named may stand in a list, or under another name.
    .filter((noun) =>
      JSON.stringify(rightInputs(nobodys)[operation.name as OperationName]).includes(`"${nobodys[noun]}"`),
    )
    .filter(() => operation.access.by === 'portal_session')
    .map((noun) => [operation.name as OperationName, noun, operation] as const),
);

describe.each(naming)('%s of a %s', (name, noun, operation) => {
  test('[S6] can not tell what is not yours from what does not exist', async () => {
    const missing = await answerTo(operation, rightInputs({ ...own, [noun]: nobodys[noun] })[name], mine);
    expect(missing).toMatch(/^404 .*"not_found"/);
    expect(await answerTo(operation, rightInputs({ ...own, [noun]: theirs[noun] })[name], mine)).toBe(
      missing,
    );
    expect(await answerTo(operation, rightInputs(theirs)[name], mine)).toBe(missing);
    if (operation.path.includes(`{${noun}}`)) {
      for (const id of ['sub_in', 'x', '%00', 'cus_1', '..%2f']) {
        const moved = (path: string) => path.replace(nobodys[noun], id);
        const wrong = rightInputs({ ...own, [noun]: nobodys[noun] })[name];
        expect([id, await answerTo(operation, wrong, mine, moved)]).toEqual([id, missing]);
      }
    }
    // To its owner it is there: whatever else stands in the way of them, it is not 404.
    expect(await answerTo(operation, rightInputs(theirs)[name], owners)).not.toMatch(/^404/);
  });
});

test('[S6] every operation of customers that has something in its path is among these', () => {
  const withIds = Object.values(operations).filter(
    ({ access, path }) => access.by === 'portal_session' && path.includes('{'),
  );
  const tested = new Set<string>(naming.map(([name]) => name));
  expect(withIds.filter(({ name }) => !tested.has(name))).toEqual([]);
});

test('[S18] the customer, the configuration and the capabilities are not the browser’s to say', async () => {
  for (const query of [
    'customer=cus_other',
    'customerId=1',
    'configuration=default',
    'capabilities=invoices:read',
    'project=proj_default',
  ]) {
    const response = await portal.fetch(`/portal/v1/invoices?${query}`, { headers: mine });
    const { error } = (await response.json()) as { error: { code: string; fields: { path: string }[] } };
    expect([response.status, error.code, error.fields[0]?.path]).toEqual([
      400,
      'invalid_request',
      query.split('=')[0],
    ]);
  }
});

describe('two projects', () => {
  let other: Record<string, string>;
  let ours: Record<string, string>;

  beforeAll(async () => {
    const { secretKey } = await setUpProject(portal.database, {
      id: 'proj_other',
      name: 'Other App',
      testMode: true,
      now: portal.clock.now(),
    });
    other = { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' };
    const customer = await portal.merchant<{ id: string }>('POST', '/v1/customers', {
      reference: 'account-1',
    });
    const { session } = await portal.createLink(customer.id);
    ours = { customer: customer.id, session };
  });

  test('[S6] may use the same reference', async () => {
    const created = await portal.fetch('/v1/customers', {
      method: 'POST',
      headers: other,
      body: '{"reference":"account-1"}',
    });
    expect(created.status).toBe(201);
  });

  const scoped = ['customer', 'session'] as const;
  const naming = [...Object.values(operations), ...Object.values(customerOperations)]
    .filter(({ access }) => access.by === 'secret_key')
    .flatMap((operation) =>
      scoped
        .filter((noun) => JSON.stringify(rightInputOf(operation, nobodys)).includes(`"${nobodys[noun]}"`))
        .map((noun) => [operation.name, noun, operation] as const),
    );

  test.each(naming)('[S6] %s can not tell a %s of the other from none', async (name, noun, operation) => {
    const ask = async (id: string) => {
      const { path, init } = requestOf(operation, rightInputOf(operation, { ...nobodys, [noun]: id }));
      const response = await portal.fetch(path, { ...init, headers: { ...init.headers, ...other } });
      return `${response.status} ${(await response.text()).replace(/req_\w+/g, 'req')}`;
    };
    const missing = await ask(nobodys[noun]);
    // A list of what belongs to nobody is empty; everything else does not exist.
    expect(missing).toMatch(name.startsWith('list') ? /^(200|404) / : /^404 /);
    expect(await ask(ours[noun]!)).toBe(missing);
  });

  test('[S6] [S20] see their own customers only, and can not use each other’s cursors', async () => {
    await portal.merchant('POST', '/v1/customers', {});
    const { nextCursor } = await portal.merchant<Page<unknown>>('GET', '/v1/customers?limit=1');
    const listed = (await (await portal.fetch('/v1/customers', { headers: other })).json()) as Page<{
      id: string;
    }>;
    expect(listed.data.map(({ id }) => id)).not.toContain(ours['customer']);
    expect((await portal.fetch(`/v1/customers?cursor=${nextCursor}`, { headers: other })).status).toBe(400);
  });
});

test('[S6] the database itself refuses a session of one project for a customer of another', async () => {
  const ours = await portal.merchant<{ id: string }>('POST', '/v1/customers', {});
  const link = portal.database.execute(sql`
    insert into portal_sessions (project_id, id, customer_id, mode, configuration, capabilities, key_id, created_at, expires_at)
    select 'proj_other', 'bps_crossing', ${ours.id}, 'hosted', 'default', '[]', id, now(), now() from secret_keys limit 1`);
  await expect(link).rejects.toThrow();
});
