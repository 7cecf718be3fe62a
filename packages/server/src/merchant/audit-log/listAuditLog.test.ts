import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditEntry, Customer, ErrorBody, Page } from '@billfold/contract';
import { setUpProject } from '../../access/setUpProject.js';
import { asCustomer, createTestPortal, type TestCustomer, type TestPortal } from '../../testing/index.js';

let portal: TestPortal;
let customer: TestCustomer;
/** The portal session in which it is done, of somebody who works for the customer. */
let session: string;
const ACTOR = { id: 'user_1', name: 'Example Colleague', email: 'colleague@example.com' };

beforeAll(async () => {
  portal = await createTestPortal();
  const { id } = await portal.createScenario('active');
  customer = await asCustomer(portal, id, { actor: ACTOR });
  session = (await list({ customer: id, action: 'portal.session.created' })).data[0]!.target!;
  portal.clock.set(new Date('2026-11-20T09:05:00.000Z'));
  await customer.send('PATCH', '/billing-details', { name: 'Example Ltd' });
  portal.clock.set(new Date('2026-11-20T09:10:00.000Z'));
  const taxId = { type: 'us_ein', value: '12-3456789' };
  await customer.send('POST', '/billing-details/tax-ids', taxId);
  portal.clock.set(new Date('2026-11-20T09:15:00.000Z'));
  await portal.merchant('PATCH', `/v1/customers/${id}`, { name: 'Example Inc' });
});
afterAll(() => portal.close());

const list = (query: Record<string, string>) =>
  portal.merchant<Page<AuditEntry>>('GET', `/v1/audit-log?${new URLSearchParams(query)}`);
const actionsOf = async (query: Record<string, string>) =>
  (await list({ customer: customer.id, ...query })).data.map(({ action }) => action);

test('[S234] is listed newest first, and what one request did in the order in which it did it', async () => {
  expect(await actionsOf({})).toEqual([
    'customer.updated',
    'customer.tax_id.created',
    'customer.updated',
    'customer.updated',
    'portal.session.created',
    'customer.created',
  ]);
});

test('[S234] is listed by whom, to what, of which kind and when it was done', async () => {
  const key = (await list({ customer: customer.id })).data[0]!.by.id!;
  expect(key).toMatch(/^key_/);
  expect(await actionsOf({ session })).toEqual([
    'customer.tax_id.created',
    'customer.updated',
    'customer.updated',
  ]);
  expect(await actionsOf({ key })).toEqual([
    'customer.updated',
    'portal.session.created',
    'customer.created',
  ]);
  expect(await actionsOf({ key, session })).toEqual([]);
  expect(await actionsOf({ action: 'customer.tax_id.created' })).toEqual(['customer.tax_id.created']);
  expect(await actionsOf({ target: session })).toEqual(['portal.session.created']);
  const [first, last] = ['2026-11-20T09:05:00.000Z', '2026-11-20T09:15:00.000Z'];
  expect(await actionsOf({ since: first, until: last })).toEqual([
    'customer.tax_id.created',
    'customer.updated',
    'customer.updated',
  ]);
  expect(await actionsOf({ since: last })).toEqual(['customer.updated']);
  expect(await actionsOf({ until: first })).toEqual(['portal.session.created', 'customer.created']);
});

test.each([
  ['customer', 'sub_1'],
  ['session', 'bps 1'],
  ['key', 'sk_test_1'],
  ['action', 'everything'],
  ['target', "x'; drop table audit_log"],
  ['since', 'yesterday'],
  ['limit', '101'],
  ['by', 'operator'],
])('[S234] %s=%s is no question', async (name, value) => {
  const response = await portal.fetch(`/v1/audit-log?${new URLSearchParams({ [name]: value })}`, {
    headers: { authorization: `Bearer ${portal.secretKey}` },
  });
  const { error } = (await response.json()) as ErrorBody;
  expect([response.status, error.fields?.[0]?.path]).toEqual([400, name]);
});

test('[S236] an entry says who, where, for which request, and what it was before and is now', async () => {
  const { data } = await list({ customer: customer.id, session, action: 'customer.updated' });
  expect(data.at(-1)).toEqual({
    id: expect.stringMatching(/^aud_/) as string,
    at: '2026-11-20T09:05:00.000Z',
    action: 'customer.updated',
    customer: customer.id,
    target: customer.id,
    by: { kind: 'session', id: session },
    actor: ACTOR,
    session,
    before: { name: 'Demo customer (active)' },
    after: { name: 'Example Ltd' },
    requestId: expect.stringMatching(/^req_/) as string,
    ipHash: null,
  });
  const both = (await list({ customer: customer.id, session })).data.slice(0, 2);
  expect(both[0]!.requestId).toBe(both[1]!.requestId);
  expect(both[0]!.requestId).not.toBe(data.at(-1)!.requestId);
});

test('[S236] whoever did it is told by kind, of an entry of any version', async () => {
  for (const [index, by] of ['operator', 'server', 'anyone', 'somebody:new_1'].entries()) {
    await portal.database.execute(sql`
      insert into audit_log (project_id, id, customer_id, action, by, target, at)
      values (${portal.project}, ${`aud_by${index}`}, ${customer.id}, 'test.by', ${by}, 'test_by', now())`);
  }
  const { data } = await list({ target: 'test_by' });
  expect(data.reverse().map(({ by, session }) => [by.kind, by.id, session])).toEqual([
    ['operator', null, null],
    ['server', null, null],
    ['anyone', null, null],
    ['anyone', null, null],
  ]);
});

describe('[S235] pages', () => {
  test('neither repeat nor skip while more is written', async () => {
    const { id } = await portal.merchant<Customer>('POST', '/v1/customers', {});
    const rename = (name: string) => portal.merchant('PATCH', `/v1/customers/${id}`, { name });
    for (let index = 0; index < 10; index += 1) await rename(`Example ${index}`);
    const before = (await list({ customer: id })).data.map((entry) => entry.id);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Page<AuditEntry> = await list({ customer: id, limit: '3', ...(cursor && { cursor }) });
      seen.push(...page.data.map((entry) => entry.id));
      await rename(`Example ${seen.length} later`);
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(before);
  });

  test('go on only for the same question in the same project', async () => {
    const { nextCursor } = await list({ customer: customer.id, limit: '1' });
    const cursor = nextCursor!;
    expect((await list({ customer: customer.id, limit: '2', cursor })).data).toHaveLength(2);
    const { secretKey } = await setUpProject(portal.database, {
      id: 'proj_audit',
      name: 'Other App',
      testMode: true,
      now: portal.clock.now(),
    });
    const ask = async (query: Record<string, string>, key: string) => {
      const response = await portal.fetch(`/v1/audit-log?${new URLSearchParams(query)}`, {
        headers: { authorization: `Bearer ${key}` },
      });
      return (await response.json()) as Partial<ErrorBody> & Partial<Page<AuditEntry>>;
    };
    for (const [query, key] of [
      [{ cursor }, portal.secretKey],
      [{ cursor, customer: customer.id, session }, portal.secretKey],
      [{ cursor, customer: customer.id }, secretKey!],
    ] as const) {
      expect((await ask(query, key)).error?.code).toBe('invalid_cursor');
    }
    const other = await ask({}, secretKey!);
    expect(other.data!.filter((entry) => entry.customer === customer.id)).toEqual([]);
    expect((await ask({ customer: customer.id }, secretKey!)).data).toEqual([]);
  });
});

test('[S234] is for secret keys alone', async () => {
  const response = await portal.fetch('/v1/audit-log', {
    headers: { authorization: `Bearer ${customer.token}` },
  });
  expect(response.status).toBe(401);
});
