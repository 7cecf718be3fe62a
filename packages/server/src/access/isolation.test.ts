import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operations, type Invoice, type Page, type Subscription } from '@billfold/contract';
import { sql } from 'drizzle-orm';
import { setUpProject } from './setUpProject.js';
import { createTestPortal, type TestPortal } from '../testing/index.js';

let portal: TestPortal;
let mine: { authorization: string };
let owners: { authorization: string };
/** Ids of things that exist, but belong to somebody else. */
const theirs: Record<string, string> = {};

beforeAll(async () => {
  portal = await createTestPortal({ renderDocument: async () => new Uint8Array([37, 80, 68, 70]) });
  const [me, they] = [await portal.createScenario('active'), await portal.createScenario('pastDue')];
  mine = { authorization: `Bearer ${(await portal.createToken(me.id)).token}` };
  owners = { authorization: `Bearer ${(await portal.createToken(they.id)).token}` };
  const invoices = (await (
    await portal.fetch('/portal/v1/invoices', { headers: owners })
  ).json()) as Page<Invoice>;
  const subscriptions = (await (
    await portal.fetch('/portal/v1/subscriptions', { headers: owners })
  ).json()) as { data: Subscription[] };
  theirs['invoice'] = invoices.data.find((invoice) => invoice.status === 'paid')!.id;
  theirs['subscription'] = subscriptions.data[0]!.id;
});
afterAll(() => portal.close());

const withIds = Object.values(operations).filter(
  (operation) => operation.access.by === 'portal_session' && operation.path.includes('{'),
);

describe.each(withIds.map((operation) => [operation.name, operation] as const))('%s', (_, operation) => {
  test('[S6] can not tell what is not yours from what does not exist', async () => {
    const answers = new Set<string>();
    const noun = /\{(\w+)\}/.exec(operation.path)![1]!;
    const owned = operation.path.replace(`{${noun}}`, theirs[noun]!);
    expect((await portal.fetch(owned, { method: operation.method, headers: owners })).status).toBe(200);
    for (const id of [
      theirs[noun]!,
      `${theirs[noun]!.split('_')[0]}_none`,
      'sub_in',
      'x',
      '%00',
      'cus_1',
      '..%2f',
    ]) {
      const response = await portal.fetch(operation.path.replace(`{${noun}}`, id), {
        method: operation.method,
        headers: mine,
      });
      const body = (await response.text()).replace(/req_\w+/g, 'req');
      answers.add(`${response.status} ${body}`);
    }
    expect(answers.size).toBe(1);
    expect([...answers][0]).toMatch(/^404 .*"not_found"/);
  });
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

  const inputs: Record<string, object> = {
    updateCustomer: { name: 'Taken over' },
    createPortalSession: { returnUrl: 'http://localhost/' },
    createSandboxSubscription: { price: 'price_1' },
  };
  const naming = Object.values(operations).filter(
    ({ access, schema }) =>
      access.by === 'secret_key' &&
      ['customer', 'session'].some((name) => name in ((schema.input as { entries?: object }).entries ?? {})),
  );

  test.each(naming.map((operation) => [operation.name, operation] as const))(
    '[S6] %s can not tell the other’s from none',
    async (name, operation) => {
      const noun = name.includes('Session') && operation.path.includes('{session}') ? 'session' : 'customer';
      const ask = async (id: string) => {
        const inBody = !operation.path.includes(`{${noun}}`);
        const hasBody = !['GET', 'DELETE'].includes(operation.method);
        const response = await portal.fetch(operation.path.replace(`{${noun}}`, id), {
          method: operation.method,
          headers: other,
          ...(hasBody && { body: JSON.stringify({ ...inputs[name], ...(inBody && { [noun]: id }) }) }),
        });
        return `${response.status} ${(await response.text()).replace(/req_\w+/g, 'req')}`;
      };
      const missing = await ask(`${ours[noun]!.split('_')[0]}_none`);
      expect(missing).toMatch(/^404 /);
      expect(await ask(ours[noun]!)).toBe(missing);
    },
  );

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
