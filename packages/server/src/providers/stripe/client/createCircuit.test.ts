import type Stripe from 'stripe';
import { expect, test, vi } from 'vitest';
import { clientFor, errorOf, read, remove, soonOpen, write } from '../../../../test/stripeClient.js';
import {
  broken,
  customer,
  drop,
  failing,
  hang,
  locked,
  ok,
  say,
  stripeThat,
  tooMany,
  type Answering,
} from '../../../../test/stripeThat.js';
import { unreachableIn } from './Unreachable.js';

test.each<[string, Answering]>([
  ['429', say(429, tooMany)],
  ['500', say(500, broken)],
  ['nothing', hang],
  ['a closed connection', drop],
])('[X245] %s again and again: then nothing is asked any more, by any call', async (_, fail) => {
  const stripe = await stripeThat(fail);
  const client = clientFor(stripe, { circuit: soonOpen }, 1_000);
  for (let calls = 0; calls < 3; calls += 1) await errorOf(read(client));
  expect(stripe.seen).toHaveLength(3);
  for (const call of [read, (it: Stripe) => write(it, 'int_1:name'), remove]) {
    const unreachable = unreachableIn(await errorOf(call(client)));
    expect(unreachable).toMatchObject({ reason: 'circuit_open', wasSent: false });
    expect(unreachable?.retryAfter).toBeGreaterThan(50);
  }
  expect(stripe.seen).toHaveLength(3);
});

test('[X246] what is wrong with one request, or with one object, shuts nobody out', async () => {
  const refusals = [400, 401, 402, 403, 404, 409].map((status) => say(status, { error: { code: 'any' } }));
  for (const refuse of [...refusals, say(429, locked, { 'stripe-should-retry': 'false' })]) {
    const stripe = await stripeThat(failing(refuse, 12));
    const client = clientFor(stripe, { circuit: soonOpen }, 1_000);
    for (let calls = 0; calls < 12; calls += 1) await errorOf(remove(client));
    expect(stripe.seen).toHaveLength(12);
    await expect(read(client)).resolves.toMatchObject(customer);
  }
});

test('[X246] failures that others have answers between are nothing that all must wait for', async () => {
  const fail = say(500, broken);
  const stripe = await stripeThat((...given) => (given[2] % 2 === 0 ? fail : ok)(...given));
  const client = clientFor(stripe, { circuit: soonOpen });
  for (let calls = 0; calls < 10; calls += 1) {
    await remove(client);
    expect(await errorOf(remove(client))).toMatchObject({ statusCode: 500 });
  }
});

test('[X247] after a while one request may try: its answer lets all pass again, its failure none', async () => {
  let answer: Answering = say(500, broken);
  const stripe = await stripeThat((...given) => answer(...given));
  const circuit = { ...soonOpen, resetAfterMs: 300 };
  const client = clientFor(stripe, { circuit }, 5_000);
  const many = () => Promise.allSettled(Array.from({ length: 20 }, () => remove(client)));
  await many();
  await vi.waitFor(async () => {
    const before = stripe.seen.length;
    await many();
    expect(stripe.seen.length - before).toBe(1);
  }, 10_000);
  answer = ok;
  await vi.waitFor(() => expect(read(client)).resolves.toMatchObject(customer), 10_000);
  const before = stripe.seen.length;
  await many();
  expect(stripe.seen.length - before).toBe(20);
});
