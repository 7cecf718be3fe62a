import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operations, type Invoice, type Page, type Subscription } from '@billfold/contract';
import { sql } from 'drizzle-orm';
import { setUpProject } from './setUpProject.js';
import { createTestPortal, type TestPortal } from '../testing/index.js';

let portal: TestPortal;
let mine: { authorization: string };
/** Ids of things that exist, but belong to somebody else. */
const theirs: Record<string, string> = {};

beforeAll(async () => {
  portal = await createTestPortal();
  const [me, they] = [await portal.createScenario('active'), await portal.createScenario('pastDue')];
  mine = { authorization: `Bearer ${(await portal.createToken(me.id)).token}` };
  const other = { authorization: `Bearer ${(await portal.createToken(they.id)).token}` };
  const invoices = (await (
    await portal.fetch('/portal/v1/invoices', { headers: other })
  ).json()) as Page<Invoice>;
  const subscriptions = (await (
    await portal.fetch('/portal/v1/subscriptions', { headers: other })
  ).json()) as { data: Subscription[] };
  theirs['invoice'] = invoices.data[0]!.id;
  theirs['subscription'] = subscriptions.data[0]!.id;
  expect((await portal.fetch(`/portal/v1/invoices/${theirs['invoice']}`, { headers: other })).status).toBe(
    200,
  );
});
afterAll(() => portal.close());

const withIds = Object.values(operations).filter(
  (operation) => operation.access.by === 'portal_session' && operation.path.includes('{'),
);

describe.each(withIds.map((operation) => [operation.name, operation] as const))('%s', (_, operation) => {
  test('[S6] can not tell what is not yours from what does not exist', async () => {
    const answers = new Set<string>();
    const noun = /\{(\w+)\}/.exec(operation.path)![1]!;
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

test('[S6] two projects may use the same reference, and neither sees the other’s customer', async () => {
  const { database } = portal;
  const { secretKey } = await setUpProject(database, {
    id: 'proj_other',
    name: 'Other App',
    testMode: true,
    now: new Date(),
  });
  const ours = await portal.merchant<{ id: string }>('POST', '/v1/customers', { reference: 'account-1' });
  const headers = { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' };
  const created = await portal.fetch('/v1/customers', {
    method: 'POST',
    headers,
    body: '{"reference":"account-1"}',
  });
  expect(created.status).toBe(201);

  expect((await portal.fetch(`/v1/customers/${ours.id}`, { headers })).status).toBe(404);
  const patched = await portal.fetch(`/v1/customers/${ours.id}`, {
    method: 'PATCH',
    headers,
    body: '{"name":"Taken over"}',
  });
  expect(patched.status).toBe(404);
  const minted = await portal.fetch('/v1/portal/sessions', {
    method: 'POST',
    headers,
    body: JSON.stringify({ customer: ours.id, returnUrl: 'http://localhost/' }),
  });
  expect([minted.status, ((await minted.json()) as { error: { code: string } }).error.code]).toEqual([
    404,
    'customer_not_found',
  ]);
});

test('[S6] the database itself refuses a session of one project for a customer of another', async () => {
  const ours = await portal.merchant<{ id: string }>('POST', '/v1/customers', {});
  const link = portal.database.execute(sql`
    insert into portal_sessions (project_id, id, customer_id, mode, configuration, capabilities, created_at, expires_at)
    values ('proj_other', 'bps_crossing', ${ours.id}, 'hosted', 'default', '[]', now(), now())`);
  await expect(link).rejects.toThrow();
});
