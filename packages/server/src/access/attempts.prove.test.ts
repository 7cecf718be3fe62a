import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { rowsOf } from '../database/Database.js';
import { startTwoServers, type TwoServers } from '../testing/startTwoServers.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let two: TwoServers;

beforeAll(async () => void (two = await startTwoServers({})));
afterAll(() => two.close());

test('[S124] of fifty payment methods that are begun at once through two servers, ten are', async () => {
  const customer = await two.subscribe('price_teamMonthly');
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => customer.send('POST', '/payment-methods/setup-intent', {})),
  );
  const counted = new Map<number, number>();
  for (const { status } of answers) counted.set(status, (counted.get(status) ?? 0) + 1);
  expect(Object.fromEntries(counted)).toEqual({ 201: 10, 429: 40 });
  for (const { status, headers } of answers) {
    const seconds = Number(headers.get('retry-after'));
    if (status === 429) expect([seconds > 3_500, seconds <= 3_600]).toEqual([true, true]);
  }
  const [made] = await rowsOf<{ intents: number; audits: number }>(
    two.database,
    sql`select (select count(*)::int from sandbox_setup_intents where customer_id = ${customer.id}) as intents,
      (select count(*)::int from audit_log where customer_id = ${customer.id} and action = 'setup_intent.created') as audits`,
  );
  expect(made).toEqual({ intents: 10, audits: 10 });
});
