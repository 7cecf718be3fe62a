import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Quote } from '@billfold/contract';
import { startServerProcess } from '../testing/startServerProcess.js';
import { startTwoServers, type Subscriber, type TwoServers } from '../testing/startTwoServers.js';
import { traceOf, type Trace } from '../testing/traceOf.js';

const KILLS = process.env['BILLFOLD_PROVE'] === 'full' ? 200 : 4;
const CUSTOMERS = 12;

let survivors: TwoServers;
let subscribers: Subscriber[];

beforeAll(async () => {
  survivors = await startTwoServers({ subscriptionUpdate: { scheduleAtPeriodEnd: [] } });
  subscribers = [];
  for (let n = 0; n < CUSTOMERS; n++) subscribers.push(await survivors.subscribe('price_teamMonthly', 3));
});
afterAll(() => survivors?.close());

/** What somebody is about to do, and what there must be before it and after it, with nothing in between. */
interface Attempt {
  subscriber: Subscriber;
  quote: Quote;
  key: string;
  before: Trace;
  after: Trace;
}

/** Back and forth between a month and a year, so that plan, price, period, credit and invoice all change. */
async function prepare(subscriber: Subscriber, key: string): Promise<Attempt> {
  const before = await traceOf(survivors.database, subscriber);
  const price = before.price === 'price_teamMonthly' ? 'price_proYearly' : 'price_teamMonthly';
  const { status, body: quote } = await subscriber.preview({ price });
  expect(status).toBe(200);
  const after: Trace = {
    ...before,
    version: before.version + 1,
    price,
    paid: quote.price.unitAmount.amount * quote.quantity,
    anchorAt: quote.effectiveAt,
    invoices: before.invoices + 1,
    issued: before.issued + 1,
    invoiced: before.invoiced + quote.total.amount,
    credit: before.credit + quote.creditAdded.amount - quote.balanceApplied.amount,
    events: before.events + 1,
    audits: before.audits + 1,
    usedQuotes: before.usedQuotes + 1,
    results: before.results + 1,
  };
  return { subscriber, quote, key, before, after };
}

interface Answered {
  status: number;
  body: string;
}

/** Null: the server was gone before it answered. */
async function send(url: string, { subscriber, quote, key }: Attempt): Promise<Answered | null> {
  return fetch(`${url}/portal/v1/subscriptions/${subscriber.of}/change`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${subscriber.token}`,
      'content-type': 'application/json',
      'idempotency-key': key,
      'if-match': `"${quote.subscriptionVersion}"`,
    },
    body: JSON.stringify({ quote: quote.id }),
  }).then(
    async (response) => ({ status: response.status, body: await response.text() }),
    () => null,
  );
}

test(`[S96] ${KILLS} servers killed in the middle of changes: each change is there whole or not at all, and what was confirmed is there`, async () => {
  const seen = { confirmed: 0, made: 0, notMade: 0 };
  for (let kill = 0; kill < KILLS; kill++) {
    const starting = startServerProcess(survivors.settings);
    const attempts: Attempt[] = [];
    for (const [n, subscriber] of subscribers.entries()) {
      attempts.push(await prepare(subscriber, `kill-${kill}-${n}`));
    }
    const doomed = await starting;
    // It dies among its answers, however fast the machine is: after some of them, and a moment of chance. One is sent after
    // the other, so that each is somewhere else then.
    const untilItDies = Math.floor(Math.random() * CUSTOMERS);
    let given = 0;
    const sent = attempts.map(async (attempt, n) => {
      await sleep(n * 8);
      return send(doomed.url, attempt).finally(() => given++);
    });
    while (given < untilItDies) await sleep(1);
    await sleep(Math.random() * 20);
    await doomed.kill();
    const answers = await Promise.all(sent);

    for (const [n, attempt] of attempts.entries()) {
      const { subscriber, before, after } = attempt;
      const left = await traceOf(survivors.database, subscriber);
      const isMade = left.version > before.version;
      expect(left).toEqual(isMade ? after : before);
      if (answers[n]) expect([answers[n].status, isMade]).toEqual([200, true]);
      seen[answers[n] ? 'confirmed' : isMade ? 'made' : 'notMade']++;

      // Whoever was left without an answer asks again, elsewhere, under the same key.
      const { url } = survivors.servers[n % 2]!;
      let again = await send(url, attempt);
      // The killed server's transaction holds its locks until PostgreSQL has noticed.
      for (let tries = 0; again?.status === 409 && tries < 50; tries++) {
        await sleep(100);
        again = await send(url, attempt);
      }
      expect(again?.status).toBe(200);
      if (answers[n]) expect(again).toEqual(answers[n]);
      expect(await traceOf(survivors.database, subscriber)).toEqual(after);
    }
  }
  // A proof in which everybody was answered in time, or nobody was, would have proved nothing.
  expect(seen.confirmed).toBeGreaterThan(0);
  expect(seen.notMade).toBeGreaterThan(0);
});
