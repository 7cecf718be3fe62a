import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'drizzle-orm';
import type { CancellationPreview, Quote, Subscription, SubscriptionResult } from '@billfold/contract';
import { rowsOf } from '../database/Database.js';
import { startTwoServers, type Subscriber, type TwoServers } from '../testing/startTwoServers.js';
import { lastEventOf, traceOf } from '../testing/traceOf.js';
import type { Answer } from '../testing/asCustomer.js';

const FULL = process.env['BILLFOLD_PROVE'] === 'full';

let two: TwoServers;

beforeAll(async () => {
  two = await startTwoServers({
    // Everything at once: nothing is put off to a day that no race would reach.
    subscriptionUpdate: { scheduleAtPeriodEnd: [] },
    subscriptionCancel: { retention: { offerCoupon: 'save20' } },
  });
});
afterAll(() => two?.close());

const get = async (customer: Subscriber): Promise<Subscription> =>
  (await customer.get<Subscription>(`/subscriptions/${customer.of}`)).body;

async function quoteFor(customer: Subscriber, wanted: Parameters<Subscriber['preview']>[0]): Promise<Quote> {
  const { status, body } = await customer.preview(wanted);
  expect([status, body.error]).toEqual([200, undefined]);
  return body;
}

const change = (customer: Subscriber, quote: Quote, key?: string) =>
  customer.send<SubscriptionResult>(
    'POST',
    `/subscriptions/${customer.of}/change`,
    { quote: quote.id },
    { version: quote.subscriptionVersion, ...(key && { key }) },
  );
const setCancel = (customer: Subscriber, cancelAtPeriodEnd: boolean, version: number) =>
  customer.send<Subscription>('PATCH', `/subscriptions/${customer.of}`, { cancelAtPeriodEnd }, { version });
const acceptOffer = (customer: Subscriber, version: number) =>
  customer.send<Subscription>('POST', `/subscriptions/${customer.of}/retention-offer`, {}, { version });

const statusesOf = (answers: readonly Answer<unknown>[]) => answers.map(({ status }) => status);

/** In an order of chance, so that none of them is always the first. */
function shuffled<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => [Math.random(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}

const ROUNDS = FULL ? 200 : 10;

test(`[S93] ${ROUNDS} rounds of another plan, other seats and a cancellation at once: one is made, and it is all that is told`, async () => {
  const customer = await two.subscribe('price_teamMonthly', 5);
  const won = { plan: 0, seats: 0, cancel: 0 };
  type Name = keyof typeof won;
  for (let round = 0; round < ROUNDS; round++) {
    const before = await get(customer);
    const { version, quantity } = before;
    const price = before.product.id === 'prod_team' ? 'price_proMonthly' : 'price_teamMonthly';
    const seats = quantity === 5 ? 6 : 5;
    const quotes = {
      plan: await quoteFor(customer, { price, quantity }),
      seats: await quoteFor(customer, { price: before.price.id, quantity: seats }),
    };
    const traced = await traceOf(two.database, customer);

    const answers = await Promise.all(
      shuffled<Name>(['plan', 'seats', 'cancel', 'plan', 'seats', 'cancel']).map(async (name) => ({
        name,
        ...(name === 'cancel'
          ? await setCancel(customer, true, version)
          : await change(customer, quotes[name])),
      })),
    );
    const winners = answers.filter(({ status }) => status === 200);
    const losers = answers.filter((answer) => !winners.includes(answer));
    expect(statusesOf(winners)).toEqual([200]);
    for (const { status, body } of losers) expect([status, body.error!.code]).toEqual([412, 'version_stale']);

    // As if the winner had been alone, and nobody else there.
    const { name, body } = winners[0]!;
    const after = await get(customer);
    const made = {
      plan: { price: price, quantity, cancelAt: null, due: quotes.plan },
      seats: { price: before.price.id, quantity: seats, cancelAt: null, due: quotes.seats },
      cancel: { price: before.price.id, quantity, cancelAt: before.currentPeriod.endAt, due: null },
    }[name];
    expect([after.version, after.price.id, after.quantity, after.cancelAt, after.status]).toEqual([
      version + 1,
      made.price,
      made.quantity,
      made.cancelAt,
      'active',
    ]);
    expect('subscription' in body ? body.subscription : body).toEqual(after);

    const invoiced = made.due ? 1 : 0;
    expect(await traceOf(two.database, customer)).toEqual({
      ...traced,
      version: version + 1,
      price: made.price,
      quantity: made.quantity,
      paid: after.amount.amount,
      invoices: traced.invoices + invoiced,
      issued: traced.issued + invoiced,
      invoiced: traced.invoiced + (made.due?.total.amount ?? 0),
      credit: traced.credit + (made.due ? made.due.creditAdded.amount - made.due.balanceApplied.amount : 0),
      usedQuotes: traced.usedQuotes + invoiced,
      events: traced.events + 1,
      audits: traced.audits + 1,
      results: traced.results + 1,
    });
    // What was told leads from what was to what is.
    const { type, object, previousAttributes } = await lastEventOf(two.database, customer);
    expect([type, object]).toEqual(['customer.subscription.updated', after]);
    expect({ ...after, ...previousAttributes }).toEqual(before);

    won[name]++;
    if (name === 'cancel') expect((await setCancel(customer, false, after.version)).status).toBe(200);
  }
  // A race that always ends the same way was none.
  if (FULL) for (const [name, times] of Object.entries(won)) expect([name, times > 0]).toEqual([name, true]);
});

const SENDS = 100;
const KEYS = FULL ? 20 : 2;

test(`[S94] one Idempotency-Key sent ${SENDS} times at once changes once, and everybody gets the one answer`, async () => {
  for (let round = 0; round < KEYS; round++) {
    const customer = await two.subscribe('price_teamMonthly', 5);
    const quote = await quoteFor(customer, { price: 'price_teamYearly' });
    const before = await traceOf(two.database, customer);

    const answers = await Promise.all(
      Array.from({ length: SENDS }, async () => {
        let answer = await change(customer, quote, 'the-one-intent');
        while (answer.status === 409) {
          expect(answer.body.error!.code).toBe('idempotency_in_flight');
          await sleep(100);
          answer = await change(customer, quote, 'the-one-intent');
        }
        return answer;
      }),
    );
    expect(new Set(statusesOf(answers))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === null)).toHaveLength(1);
    expect(await traceOf(two.database, customer)).toMatchObject({
      version: before.version + 1,
      invoices: before.invoices + 1,
      issued: before.issued + 1,
      invoiced: before.invoiced + quote.total.amount,
      events: before.events + 1,
      audits: before.audits + 1,
      usedQuotes: 1,
      results: 1,
    });
  }
});

const ASKED = 50;
const OFFERS = FULL ? 20 : 2;

test(`[S95] ${ASKED} who accept an offer at once have one discount, and it is not offered again`, async () => {
  for (let round = 0; round < OFFERS; round++) {
    const customer = await two.subscribe('price_teamMonthly', 5);
    const { version } = await get(customer);
    const before = await traceOf(two.database, customer);
    const answers = await Promise.all(Array.from({ length: ASKED }, () => acceptOffer(customer, version)));
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused).toHaveLength(ASKED - 1);
    for (const { body } of refused) {
      expect(['version_stale', 'offer_not_available']).toContain(body.error!.code);
    }
    const once = {
      version: version + 1,
      discounts: 1,
      offersAccepted: 1,
      events: before.events + 1,
      audits: before.audits + 1,
      invoices: 1,
    };
    expect(await traceOf(two.database, customer)).toMatchObject(once);

    const codeOf = async (at: number) => (await acceptOffer(customer, at)).body.error?.code;
    expect(await codeOf(version + 1)).toBe('offer_not_available');
    expect((await setCancel(customer, true, version + 1)).status).toBe(200);
    expect(await codeOf(version + 2)).toBe('subscription_state');
    expect((await setCancel(customer, false, version + 2)).status).toBe(200);
    expect(await codeOf(version + 3)).toBe('offer_not_available');
    const preview = await customer.get<CancellationPreview>(`/subscriptions/${customer.of}/cancel-preview`);
    expect(preview.body.retentionOffer).toBeNull();
    expect(await traceOf(two.database, customer)).toMatchObject({ discounts: 1, offersAccepted: 1 });
  }
});

const CUSTOMERS = 50;
const CODES = FULL ? 5 : 1;

test(`[S97] of ${CUSTOMERS} who were quoted with the last use of a code, one has it`, async () => {
  for (let round = 0; round < CODES; round++) {
    await two.database.execute(sql`update sandbox_promotion_codes set redemptions = 0`);
    const subscribers: Subscriber[] = [];
    for (let n = 0; n < CUSTOMERS; n++) subscribers.push(await two.subscribe('price_teamMonthly', 2));
    const quoted: [Subscriber, Quote][] = [];
    for (const subscriber of subscribers) {
      const wanted = { price: 'price_proMonthly', promotionCode: 'onlyone' };
      quoted.push([subscriber, await quoteFor(subscriber, wanted)]);
    }

    const answers = await Promise.all(quoted.map(([subscriber, quote]) => change(subscriber, quote)));
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused).toHaveLength(CUSTOMERS - 1);
    for (const { status, body } of refused) {
      expect([status, body.error!.code]).toEqual([400, 'promotion_code_invalid']);
      expect(body.error!.fields).toEqual([{ path: 'promotionCode', message: 'has been used up' }]);
    }
    for (const [n, subscriber] of subscribers.entries()) {
      const isMade = answers[n]!.status === 200;
      expect(await traceOf(two.database, subscriber)).toMatchObject({
        price: isMade ? 'price_proMonthly' : 'price_teamMonthly',
        invoices: isMade ? 2 : 1,
        discounts: isMade ? 1 : 0,
        // That it began, and the change.
        events: isMade ? 2 : 1,
        audits: isMade ? 2 : 1,
        usedQuotes: isMade ? 1 : 0,
      });
    }
    const uses = sql`select redemptions from sandbox_promotion_codes`;
    expect(await rowsOf(two.database, uses)).toEqual([{ redemptions: 1 }]);
  }
});
