import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect, test, vi } from 'vitest';
import { secretKey } from '../../../../test/stripeClient.js';
import {
  broken,
  cut,
  freePort,
  hang,
  ok,
  say,
  stripeThat,
  tooMany,
  type Answering,
} from '../../../../test/stripeThat.js';
import { createClient } from './createClient.js';
import { unreachableIn } from './Unreachable.js';

vi.setConfig({ testTimeout: 180_000 });

/** How long people go on asking while Stripe is not well, longer where it says nothing for 15 s, and how often. */
const OUTAGE_MS = { silent: 30_000, loud: 13_000 };
const EVERY_MS = 50;

// Side by side: nearly all of it is waiting.
test.concurrent.for<[string, Answering]>([
  ['nothing', hang],
  ['429', say(429, tooMany)],
  ['429 with a time', say(429, tooMany, { 'retry-after': '1' })],
  ['500', say(500, broken)],
  ['half of every answer', cut],
])(
  '[X252] while Stripe gives %s and hundreds ask, few requests reach it, each asker hears in time, and it is found again',
  async ([, fail], { expect, onTestFinished }) => {
    let answer: Answering = ok;
    const stripe = await stripeThat((...given) => answer(...given), 0, onTestFinished);
    const client = createClient({ secretKey, apiUrl: stripe.url });
    await client.customers.retrieve('cus_1');

    answer = fail;
    const before = stripe.seen.length;
    const lag = monitorEventLoopDelay({ resolution: 10 });
    lag.enable();
    const took: number[] = [];
    const calls: Promise<void>[] = [];
    for (const until = Date.now() + OUTAGE_MS[fail === hang ? 'silent' : 'loud']; Date.now() < until;) {
      const began = Date.now();
      const call = client.customers.retrieve('cus_1').then(
        () => expect.unreachable('it was answered'),
        () => void took.push(Date.now() - began),
      );
      calls.push(call);
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
    const sent = stripe.seen.length - before;
    answer = ok;
    const wellAgain = Date.now();
    await vi.waitFor(() => client.customers.retrieve('cus_1'), { timeout: 60_000, interval: 200 });
    const recovery = Date.now() - wellAgain;
    await Promise.all(calls);
    lag.disable();

    const lagMs = Math.round(lag.percentile(99) / 1e6);
    const longest = Math.max(...took);
    process.stderr.write(`${JSON.stringify({ calls: calls.length, sent, longest, recovery, lagMs })}\n`);
    // All places of the bulkhead, three attempts in a row and a probe every eight seconds: never more requests than people.
    expect(calls.length).toBeGreaterThan(200);
    expect(sent).toBeLessThan(calls.length / 2);
    expect(longest).toBeLessThan(16_000 * 1.25);
    expect(recovery).toBeLessThan(30_000);
    expect(lagMs).toBeLessThan(500);
  },
);

test('[X252] nobody at the address is the same', async () => {
  const port = await freePort();
  const client = createClient({ secretKey, apiUrl: `http://127.0.0.1:${port}` });
  const reasons = new Map<string, number>();
  for (let calls = 0; calls < 500; calls += 1) {
    const error: unknown = await client.customers.retrieve('cus_1').catch((it: unknown) => it);
    const { reason = 'other', wasSent } = unreachableIn(error) ?? {};
    expect(wasSent).toBe(false);
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  // One or two are enough to know, as each of them tries three times.
  expect(reasons.get('connection')).toBeLessThan(5);
  expect(reasons.get('circuit_open')).toBeGreaterThan(490);
  await stripeThat(ok, port);
  await vi.waitFor(() => client.customers.retrieve('cus_1'), { timeout: 30_000, interval: 200 });
});
