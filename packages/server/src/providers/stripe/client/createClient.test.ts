import { expect, test } from 'vitest';
import { clientFor, errorOf, read, remove, secretKey, write } from '../../../../test/stripeClient.js';
import {
  broken,
  customer,
  cut,
  drop,
  failing,
  hang,
  json,
  locked,
  ok,
  page,
  say,
  stripeThat,
  tooMany,
  type Answering,
} from '../../../../test/stripeThat.js';
import { apiVersion } from './apiVersion.js';
import { callOptions } from './callOptions.js';
import { createClient } from './createClient.js';
import { unreachableIn } from './Unreachable.js';

test('[X240] a request names its version and Billfold, and nothing of the machine or of this process', async () => {
  const stripe = await stripeThat(ok);
  const client = createClient({ secretKey, apiUrl: stripe.url, version: '1.2.3' });
  await client.customers.update('cus_1', { name: 'Ada' }, callOptions(Date.now() + 5_000, 'int_1:name'));
  await read(client);
  const [{ headers }] = stripe.seen as [(typeof stripe.seen)[0]];
  expect(headers).toMatchObject({
    authorization: `Bearer ${secretKey}`,
    'stripe-version': '2026-10-28.endive',
    'idempotency-key': 'int_1:name',
  });
  expect(apiVersion).toBe('2026-10-28.endive');
  expect(headers['user-agent']).toContain('Billfold/1.2.3');
  for (const { headers } of stripe.seen) {
    expect(Object.keys(headers)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/deadline|telemetry/)]),
    );
    const agent = JSON.parse(String(headers['x-stripe-client-user-agent'])) as object;
    expect(agent).not.toHaveProperty('platform');
    expect(agent).not.toHaveProperty('telemetry_id');
  }
});

test.each<[string, Answering]>([
  ['429', say(429, tooMany)],
  ['a lock', say(429, locked)],
  ['500', say(500, broken)],
  ['503', say(503, broken)],
  ['a closed connection', drop],
  ['half an answer', cut],
  ['a page of a proxy', page],
  ['a request of the same key under way', say(409, { error: { code: 'idempotency_key_in_use' } })],
])('[X241] %s is passing: it is asked again twice at most, under the same key', async (_, fail) => {
  const once = await stripeThat(failing(fail, 2));
  await expect(write(clientFor(once), 'int_1:name')).resolves.toMatchObject(customer);
  expect(once.seen.map(({ headers }) => headers['idempotency-key'])).toEqual(Array(3).fill('int_1:name'));
  expect(new Set(once.seen.map(({ body }) => body)).size).toBe(1);

  const ever = await stripeThat(fail);
  await errorOf(read(clientFor(ever)));
  expect(ever.seen).toHaveLength(3);
});

test.each([400, 401, 402, 403, 404, 409])(
  '[X241] %i is an answer, and not asked for again',
  async (status) => {
    const stripe = await stripeThat(
      say(status, { error: { type: 'invalid_request_error', message: 'No.' } }),
    );
    expect(await errorOf(read(clientFor(stripe)))).toMatchObject({ statusCode: status });
    expect(stripe.seen).toHaveLength(1);
  },
);

test('[X242] Stripe may forbid a repetition, ask for one, and say how long to wait', async () => {
  const forbids = await stripeThat(say(500, broken, { 'stripe-should-retry': 'false' }));
  await errorOf(read(clientFor(forbids)));
  expect(forbids.seen).toHaveLength(1);

  const asks = await stripeThat(failing(say(409, broken, { 'stripe-should-retry': 'true' }), 1));
  await read(clientFor(asks));
  expect(asks.seen).toHaveLength(2);

  const waits = await stripeThat(failing(say(429, tooMany, { 'retry-after': '2' }), 1));
  const before = Date.now();
  await read(clientFor(waits));
  expect(Date.now() - before).toBeGreaterThanOrEqual(1_990);

  // Longer than there is time: then the answer is given at once.
  const never = await stripeThat(say(429, tooMany, { 'retry-after': '3600' }));
  expect(await errorOf(read(clientFor(never)))).toMatchObject({ type: 'StripeRateLimitError' });
  expect(never.seen).toHaveLength(1);
});

test('[X243] what changes something is sent twice only under a key, or where it was not done for certain', async () => {
  const dropping = await stripeThat(drop);
  const client = clientFor(dropping);
  await errorOf(remove(client));
  expect(dropping.seen).toHaveLength(1);
  const bare = { ...callOptions(undefined), headers: { 'Idempotency-Key': '' } };
  await errorOf(client.customers.update('cus_1', { name: 'Ada' }, bare));
  expect(dropping.seen).toHaveLength(2);

  const refusing = await stripeThat(say(500, broken));
  await errorOf(remove(clientFor(refusing)));
  expect(refusing.seen).toHaveLength(1);

  const busy = await stripeThat(failing(say(429, tooMany), 1));
  await remove(clientFor(busy));
  expect(busy.seen.map(({ method }) => method)).toEqual(['DELETE', 'DELETE']);
});

test('[X244] a call ends by its deadline, whatever Stripe does until then', async () => {
  const trickle: Answering = (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const timer = setInterval(() => response.write(' '), 50);
    response.on('close', () => clearInterval(timer));
  };
  for (const answer of [hang, trickle]) {
    const stripe = await stripeThat(answer);
    const before = Date.now();
    const byTimeout = await errorOf(read(clientFor(stripe, {}, 500)));
    const options = callOptions(Date.now() + 500);
    const byDeadline = await errorOf(clientFor(stripe).customers.retrieve('cus_1', {}, options));
    // Together a second, and not the ten that the client would give it; a busy machine may need some of them.
    expect(Date.now() - before).toBeLessThan(6_000);
    for (const error of [byTimeout, byDeadline]) {
      expect(error).toMatchObject({ type: 'StripeConnectionError' });
      expect(unreachableIn(error)).toMatchObject({ reason: 'timeout', wasSent: true });
    }
    expect(stripe.seen).toHaveLength(2);
  }
});

test('[X244] the pages of a list share one deadline, and nothing is begun when it is over', async () => {
  const stripe = await stripeThat((_, response, count) =>
    setTimeout(
      () => json(response, 200, { object: 'list', has_more: true, data: [{ id: `in_${count}` }] }),
      100,
    ),
  );
  const list = clientFor(stripe).invoices.list({ limit: 1 }, callOptions(Date.now() + 1_000));
  const error = await errorOf(list.autoPagingToArray({ limit: 10_000 }));
  expect(unreachableIn(error)).not.toBeNull();
  expect(stripe.seen.length).toBeLessThanOrEqual(11);
  const before = stripe.seen.length;
  const late = await errorOf(clientFor(stripe).invoices.list({}, callOptions(Date.now() - 1)));
  expect(unreachableIn(late)).toMatchObject({ reason: 'no_time', wasSent: false });
  expect(stripe.seen).toHaveLength(before);
});
