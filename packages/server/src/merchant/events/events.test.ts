import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { EventType, type Event, type Page } from '@billfold/contract';
import * as v from 'valibot';
import { rowsOf } from '../../database/Database.js';
import { createTestPortal, type TestPortal } from '../../testing/createTestPortal.js';
import { sql } from 'drizzle-orm';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let portal: TestPortal;
beforeAll(async () => {
  portal = await createTestPortal();
});
afterAll(() => portal.close());

const list = (query: string) => portal.merchant<Page<Event>>('GET', `/v1/events?${query}`);

async function all(query: string): Promise<Event[]> {
  const events: Event[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Page<Event> = await list(`limit=3${query}${cursor && `&cursor=${cursor}`}`);
    events.push(...page.data);
    cursor = page.nextCursor;
  }
  return events;
}

test('[S193] events are listed newest first, page by page, all or of a type or a customer', async () => {
  const customers = [];
  for (let n = 0; n < 4; n++) customers.push(await portal.createScenario('active'));
  for (const { id } of customers) {
    await portal.createLink(id);
    await portal.merchant('PATCH', `/v1/customers/${id}`, { name: 'Demo' });
  }
  const events = await all('');
  const [count] = await rowsOf<{ events: number }>(
    portal.database,
    sql`select count(*)::int as events from events`,
  );
  expect(events.length).toBe(count!.events);
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  const sequences = events.map(({ sequence }) => sequence);
  expect(sequences).toEqual(sequences.toSorted((a, b) => b - a));
  for (const { type } of events) expect(v.is(EventType, type)).toBe(true);

  const of = customers[1]!.id;
  expect(await all(`&customer=${of}`)).toEqual(events.filter(({ customer }) => customer === of));
  const type = 'portal.session.created';
  expect(await all(`&type=${type}`)).toEqual(events.filter((event) => event.type === type));
  expect(await all(`&type=${type}&customer=${of}`)).toHaveLength(1);
  expect(await portal.merchant('GET', `/v1/events/${events[0]!.id}`)).toEqual(events[0]);
});

test('[S193] a position is good for the list that it was given for', async () => {
  const { nextCursor } = await list('limit=1');
  await expect(list(`limit=1&type=customer.created&cursor=${nextCursor}`)).rejects.toThrow('invalid_cursor');
  await expect(list(`type=customer.nothing`)).rejects.toThrow('400');
});

test('[S193] an event says which request has caused it', async () => {
  const response = await portal.fetch('/v1/customers', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${portal.secretKey}`,
      'content-type': 'application/json',
      'idempotency-key': 'demo-1',
    },
    body: '{}',
  });
  const { data } = await list('limit=1');
  const id = response.headers.get('x-request-id') ?? expect.stringMatching(/^req_/);
  expect(data[0]!.request).toEqual({ id, idempotencyKey: 'demo-1' });
});
