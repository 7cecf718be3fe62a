import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PaymentMethod, PaymentMethodResult, SetupIntent, Subscription } from '@billfold/contract';
import { rowsOf } from '../database/Database.js';
import type { Answer } from '../testing/asCustomer.js';
import { startTwoServers, type Subscriber, type TwoServers } from '../testing/startTwoServers.js';

const FULL = process.env['BILLFOLD_PROVE'] === 'full';

let two: TwoServers;
beforeAll(async () => {
  two = await startTwoServers({ subscriptionUpdate: { scheduleAtPeriodEnd: [] } });
});
afterAll(() => two?.close());

const list = async (customer: Subscriber) =>
  (await customer.get<{ data: PaymentMethod[] }>('/payment-methods')).body.data;

/** An intent that was confirmed with a card. */
async function confirmed(customer: Subscriber): Promise<SetupIntent> {
  const { body } = await customer.send<SetupIntent>('POST', '/payment-methods/setup-intent', {});
  const confirmation = { clientSecret: body.clientSecret, method: 'mastercard' };
  expect((await customer.send('POST', '/sandbox/setups/confirm', confirmation)).status).toBe(200);
  return body;
}

const add = (customer: Subscriber, setupIntent: string, key?: string) =>
  customer.send<PaymentMethodResult>('POST', '/payment-methods', { setupIntent }, { ...(key && { key }) });

/** In an order of chance, so that none of them is always the first. */
function shuffled<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => [Math.random(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}

/** What must never be: charged to, or by default to, what is not on file. */
const orphans = (customer: string) =>
  rowsOf(
    two.database,
    sql`select s.id from sandbox_subscriptions s
        join sandbox_payment_methods m on m.customer_id = s.customer_id and m.id = s.payment_method_id
        where s.customer_id = ${customer} and s.ended_at is null and m.removed_at is not null
      union all
      select c.customer_id from sandbox_customers c
        join sandbox_payment_methods m on m.customer_id = c.customer_id and m.id = c.default_payment_method_id
        where c.customer_id = ${customer} and m.removed_at is not null`,
  );

const eventsOf = async (customer: string, type: string) => {
  const rows = await rowsOf<{ count: number }>(
    two.database,
    sql`select count(*)::int as count from events where customer_id = ${customer} and type = ${type}`,
  );
  return rows[0]!.count;
};

const ROUNDS = FULL ? 200 : 10;

test(`[S99] ${ROUNDS} rounds of removals, new defaults, a payment and a change at once: nothing is charged to what is gone`, async () => {
  const seen = { removed: 0, kept: 0, paid: 0, changed: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const customer = await two.subscribe('price_teamMonthly', 5);
    const [first] = await list(customer);
    const cards: string[] = [first!.id];
    for (const _ of ['second', 'third']) {
      const { body } = await add(customer, (await confirmed(customer)).id);
      if (body.status === 'succeeded') cards.push(body.paymentMethod.id);
    }
    expect(cards).toHaveLength(3);
    // In every other round a renewal was refused, so that there is something to pay; in the others the plan is changed.
    const owes = round % 2 === 0;
    if (owes) await letRenewalFail(customer);
    const before = await read(customer);
    const quote = owes ? null : (await customer.preview({ price: 'price_proMonthly', quantity: 5 })).body;

    const told = await eventsOf(customer.id, 'customer.subscription.updated');

    const remove = (id: string) => customer.send('DELETE', `/payment-methods/${id}`);
    const choose = (id: string) => customer.send('POST', `/payment-methods/${id}/default`, {});
    const pay = (paymentMethod: string) =>
      customer.send('POST', `/invoices/${before.overdueInvoice!.id}/pay`, { paymentMethod });
    const change = () =>
      customer.send(
        'POST',
        `/subscriptions/${customer.of}/change`,
        { quote: quote!.id },
        { version: before.version },
      );
    const deeds: [string, () => Promise<Answer<unknown>>][] = [
      ...cards.map((id): [string, () => Promise<Answer<unknown>>] => ['remove', () => remove(id)]),
      ...cards.slice(1).map((id): [string, () => Promise<Answer<unknown>>] => ['choose', () => choose(id)]),
      owes ? ['pay', () => pay(cards[round % 3]!)] : ['change', change],
    ];
    const answers = await Promise.all(
      shuffled(deeds).map(async ([name, act]) => {
        const { status, body } = await act();
        const { error, moved = [] } = (body ?? {}) as { error?: { code: string }; moved?: unknown[] };
        return { name, status, code: error?.code ?? null, moved: moved.length };
      }),
    );

    const allowed: Record<string, (string | null)[]> = {
      remove: [null, 'payment_method_in_use'],
      choose: [null, 'not_found'],
      pay: [null, 'not_found'],
      change: [null, 'version_stale', 'quote_stale'],
    };
    for (const { name, code } of answers) expect([name, allowed[name]!.includes(code)]).toEqual([name, true]);

    expect(await orphans(customer.id)).toEqual([]);
    const removed = answers.filter(({ name, status }) => name === 'remove' && status === 204).length;
    const onFile = await list(customer);
    expect(onFile).toHaveLength(cards.length - removed);
    expect(await eventsOf(customer.id, 'payment_method.detached')).toBe(removed);
    // Each time that it was moved, paid for or changed is told, and nothing else.
    const done = answers.filter(
      ({ name, status }) => (name === 'pay' || name === 'change') && status === 200,
    );
    const moved = answers.reduce((sum, answer) => sum + answer.moved, 0);
    expect(await eventsOf(customer.id, 'customer.subscription.updated')).toBe(told + done.length + moved);
    // It renews at a price: what it is charged to can never have gone.
    const after = await read(customer);
    expect(after.paymentMethod).not.toBeNull();
    expect(onFile.flatMap(({ usedBy }) => usedBy.map(({ id }) => id))).toEqual([customer.of]);

    seen.removed += removed;
    seen.kept += answers.filter(({ code }) => code === 'payment_method_in_use').length;
    if (answers.some(({ name, status }) => name === 'pay' && status === 200)) seen.paid++;
    if (answers.some(({ name, status }) => name === 'change' && status === 200)) seen.changed++;
  }
  // A race that always ends the same way was none.
  for (const [name, times] of Object.entries(seen)) {
    if (FULL || name !== 'changed') expect([name, times > 0]).toEqual([name, true]);
  }
});

const read = async (customer: Subscriber) =>
  (await customer.get<Subscription>(`/subscriptions/${customer.of}`)).body;

/** Lets time pass until the next renewal, which is refused. Nobody else is billed in this project any more. */
async function letRenewalFail(customer: Subscriber): Promise<void> {
  const { renewsAt } = await read(customer);
  expect((await customer.send('PATCH', '/sandbox', { nextCharge: 'fails' })).status).toBe(200);
  const { body } = await customer.get<{ now: string }>('/sandbox');
  if (Date.parse(body.now) < Date.parse(renewsAt!)) {
    await customer.send('POST', '/sandbox/clock', { advanceTo: renewsAt });
  }
  expect((await read(customer)).overdueInvoice).not.toBeNull();
}

const SENDS = 100;
const KEYS = FULL ? 20 : 2;

test(`[S100] one Idempotency-Key sent ${SENDS} times at once makes one intent and one payment method, and so do many keys`, async () => {
  for (let round = 0; round < KEYS; round++) {
    const customer = await two.subscribe('price_teamMonthly', 5);
    const atOnce = async <Body>(send: () => Promise<Answer<Body>>) => {
      const answers = await Promise.all(
        Array.from({ length: SENDS }, async () => {
          let answer = await send();
          while (answer.status === 409) {
            await sleep(100);
            answer = await send();
          }
          return answer;
        }),
      );
      expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
      return answers[0]!;
    };
    const intent = await atOnce(() =>
      customer.send<SetupIntent>('POST', '/payment-methods/setup-intent', {}, { key: 'one-form' }),
    );
    expect(intent.status).toBe(201);
    const { id, clientSecret } = intent.body;
    await customer.send('POST', '/sandbox/setups/confirm', { clientSecret, method: 'mastercard' });
    expect((await atOnce(() => add(customer, id, 'one-intent'))).body.status).toBe('succeeded');
    const again = await Promise.all(Array.from({ length: 20 }, () => add(customer, id)));
    expect(new Set(again.map(({ status, body }) => `${status} ${body.status}`))).toEqual(
      new Set(['200 succeeded']),
    );
    expect(await list(customer)).toHaveLength(2);
    expect(await eventsOf(customer.id, 'payment_method.attached')).toBe(1);
    const intents = sql`select id from sandbox_setup_intents where customer_id = ${customer.id}`;
    expect(await rowsOf(two.database, intents)).toEqual([{ id }]);
  }
});
