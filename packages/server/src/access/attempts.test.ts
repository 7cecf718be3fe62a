import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SetupIntent } from '@billfold/contract';
import { rowsOf } from '../database/Database.js';
import { CONFIRMATIONS_AN_HOUR } from '../providers/sandbox/operations/confirmSandboxSetup.js';
import { countCalls } from '../testing/countCalls.js';
import { asCustomer, createTestPortal, type TestCustomer, type TestPortal } from '../testing/index.js';
import { forgetOldAttempts, limits } from './attempts.js';

const MINUTE_MS = 60_000;

let portal: TestPortal;
let customer: TestCustomer;
const calls: string[] = [];

beforeAll(async () => void (portal = await createTestPortal({ provider: countCalls(calls) })));
beforeEach(async () => {
  customer = await newCustomer('active');
  calls.splice(0);
});
afterAll(() => portal.close());

/** With a session that outlasts the hours of these tests. */
const newCustomer = async (scenario: 'active' | 'pastDue') =>
  asCustomer(portal, (await portal.createScenario(scenario)).id, { ttlSeconds: 86_400 });
const passMinutes = (minutes: number) =>
  portal.clock.set(new Date(portal.clock.now().getTime() + minutes * MINUTE_MS));

const begin = (key?: string, who = customer) =>
  who.send<SetupIntent>('POST', '/payment-methods/setup-intent', {}, key === undefined ? {} : { key });

async function times<Value>(count: number, work: () => Promise<Value>): Promise<Value[]> {
  const values = [];
  for (let turn = 0; turn < count; turn++) values.push(await work());
  return values;
}

const statuses = async (count: number, work: () => Promise<{ status: number }>) =>
  (await times(count, work)).map(({ status }) => status);

const refusal = ({ status, headers, body }: Awaited<ReturnType<typeof begin>>) => [
  status,
  body.error?.code,
  headers.get('retry-after'),
];

describe('payment methods that are begun', () => {
  test('[S121] are ten an hour, and the eleventh is told when, without a call to the provider', async () => {
    expect(await statuses(limits.createSetupIntent, begin)).toEqual(Array(10).fill(201));
    calls.splice(0);
    expect(refusal(await begin())).toEqual([429, 'too_many_attempts', '3600']);
    passMinutes(10);
    expect(refusal(await begin())).toEqual([429, 'too_many_attempts', '3000']);
    passMinutes(49.995);
    expect(refusal(await begin())).toEqual([429, 'too_many_attempts', '1']);
    expect(calls).toEqual([]);
  });

  test('[S121] are possible again when the time has come that was told', async () => {
    await times(10, begin);
    passMinutes(30);
    const { headers } = await begin();
    passMinutes(Number(headers.get('retry-after')) / 60);
    expect(await statuses(11, begin)).toEqual([...Array<number>(10).fill(201), 429]);
  });

  test('[S121] are counted for the customer and not for the session', async () => {
    await times(10, begin);
    const elsewhere = await asCustomer(portal, customer.id);
    expect((await begin(undefined, elsewhere)).status).toBe(429);
    expect((await begin(undefined, await newCustomer('active'))).status).toBe(201);
  });

  test('[S122] are not counted where the answer is one that was given before', async () => {
    const first = await begin('the-same-key');
    const again = await times(20, () => begin('the-same-key'));
    expect(again.every(({ status, body }) => status === 201 && body.id === first.body.id)).toBe(true);
    expect(await statuses(10, begin)).toEqual([...Array<number>(9).fill(201), 429]);
    // Nor is the answer lost to whoever has it already.
    expect((await begin('the-same-key')).body).toEqual(first.body);
  });

  test('[S122] are not counted when they are refused, and a refusal keeps no key', async () => {
    await times(10, begin);
    expect(await statuses(5, () => begin('a-later-one'))).toEqual(Array(5).fill(429));
    passMinutes(60);
    expect((await begin('a-later-one')).status).toBe(201);
    const [row] = await rowsOf<{ count: number }>(
      portal.database,
      sql`select count from attempts where customer_id = ${customer.id} and kind = 'createSetupIntent'`,
    );
    expect(row?.count).toBe(1);
  });

  test('[S122] are not counted where they are not possible at all', async () => {
    await portal.configure({ paymentMethodUpdate: { enabled: false } });
    expect(await statuses(12, begin)).toEqual(Array(12).fill(403));
    await portal.configure({});
    expect((await begin()).status).toBe(201);
  });
});

test('[S121] an invoice is paid five times an hour at most, and each refusal of the bank counts', async () => {
  const debtor = await newCustomer('pastDue');
  const invoice = (await debtor.invoices()).find(({ status }) => status === 'open')!;
  const pay = () => debtor.send('POST', `/invoices/${invoice.id}/pay`, {});
  expect(await statuses(limits.payInvoice, pay)).toEqual(Array(5).fill(402));
  calls.splice(0);
  const { status, headers, body } = await pay();
  expect([status, body.error?.code, headers.get('retry-after')]).toEqual([429, 'too_many_attempts', '3600']);
  expect(calls).not.toContain('payInvoice');
  passMinutes(60);
  expect((await pay()).status).toBe(402);
  // What does not exist is not counted: nothing was tried.
  const nothing = () => debtor.send('POST', '/invoices/in_doesNotExist/pay', {});
  expect(await statuses(7, nothing)).toEqual(Array(7).fill(404));
});

test('[S121] the sandbox’s own bank is asked twenty times an hour', async () => {
  const { body: intent } = await begin();
  const confirm = () =>
    customer.send('POST', '/sandbox/setups/confirm', {
      clientSecret: intent.clientSecret,
      method: 'visa',
    });
  const answers = await statuses(CONFIRMATIONS_AN_HOUR + 1, confirm);
  expect(answers.slice(0, 20).every((status) => status === 200)).toBe(true);
  expect(answers[20]).toBe(429);
});

test('[S123] counts of hours that are over are forgotten, and no others', async () => {
  await begin();
  const later = await newCustomer('active');
  passMinutes(59);
  await begin(undefined, later);
  passMinutes(2);
  await forgetOldAttempts(portal.database, portal.clock.now());
  const rows = await rowsOf<{ customer_id: string }>(
    portal.database,
    sql`select customer_id from attempts where kind = 'createSetupIntent'`,
  );
  expect(rows.map((row) => row.customer_id)).toEqual([later.id]);
});
