import { createServer } from 'node:net';
import { inspect } from 'node:util';
import type Stripe from 'stripe';
import { expect, test, vi } from 'vitest';
import {
  broken,
  customer,
  freePort,
  hang,
  json,
  listening,
  locked,
  ok,
  stripeThat,
  tooMany,
  type Answering,
} from '../../../../test/stripeThat.js';
import { apiVersion } from './apiVersion.js';
import { callOptions } from './callOptions.js';
import { createClient } from './createClient.js';
import type { TransportOptions } from './createTransport.js';
import { unreachableIn } from './Unreachable.js';

vi.setConfig({ testTimeout: 30_000 });

const secretKey = 'sk_test_ofNobody123456';

/** A circuit that does not open while something else is tested. */
const patient = { failuresInARow: 1_000, resetAfterMs: 8_000, windowMs: 20_000 };

const clientFor = ({ url }: { url: string }, limits: Partial<TransportOptions> = {}, timeoutMs = 10_000) =>
  createClient({ secretKey, apiUrl: url, timeoutMs }, { circuit: patient, shortestAttemptMs: 20, ...limits });

const read = (stripe: Stripe) => stripe.customers.retrieve('cus_1');
const write = (stripe: Stripe, idempotencyKey?: string) =>
  stripe.customers.update('cus_1', { name: 'Ada' }, callOptions(undefined, idempotencyKey));
const remove = (stripe: Stripe) => stripe.subscriptions.cancel('sub_1');

const errorOf = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable('it was answered'),
    (error: unknown) => error as Stripe.errors.StripeError,
  );

/** Fails in a way as often as it is said, and then answers. */
const failing =
  (fail: Answering, times: number): Answering =>
  (seen, response, count) =>
    count <= times ? fail(seen, response, count) : ok(seen, response, count);

const drop: Answering = (_, response) => response.destroy();
const cut: Answering = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"id": "cus_1", ');
  response.socket?.end();
};
const page: Answering = (_, response) => response.writeHead(502).end('<h1>Bad gateway</h1>');
const say =
  (status: number, body: object, headers?: Record<string, string>): Answering =>
  (_, response) =>
    json(response, status, body, headers);

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

const open = { failuresInARow: 3, resetAfterMs: 60_000, windowMs: 20_000 };

test.each<[string, Answering]>([
  ['429', say(429, tooMany)],
  ['500', say(500, broken)],
  ['nothing', hang],
  ['a closed connection', drop],
])('[X245] %s again and again: then nothing is asked any more, by any call', async (_, fail) => {
  const stripe = await stripeThat(fail);
  const client = clientFor(stripe, { circuit: open }, 1_000);
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
    const client = clientFor(stripe, { circuit: open }, 1_000);
    for (let calls = 0; calls < 12; calls += 1) await errorOf(remove(client));
    expect(stripe.seen).toHaveLength(12);
    await expect(read(client)).resolves.toMatchObject(customer);
  }
});

test('[X246] failures that others have answers between are nothing that all must wait for', async () => {
  const fail = say(500, broken);
  const stripe = await stripeThat((...given) => (given[2] % 2 === 0 ? fail : ok)(...given));
  const client = clientFor(stripe, { circuit: open });
  for (let calls = 0; calls < 10; calls += 1) {
    await remove(client);
    expect(await errorOf(remove(client))).toMatchObject({ statusCode: 500 });
  }
});

test('[X247] after a while one request may try: its answer lets all pass again, its failure none', async () => {
  let answer: Answering = say(500, broken);
  const stripe = await stripeThat((...given) => answer(...given));
  const circuit = { ...open, resetAfterMs: 300 };
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

test('[X248] so many are under way at once, so many wait, and no more', async () => {
  let underWay = 0;
  let most = 0;
  const release: (() => void)[] = [];
  const stripe = await stripeThat((seen, response, count) => {
    underWay += 1;
    most = Math.max(most, underWay);
    release.push(() => ((underWay -= 1), ok(seen, response, count)));
  });
  const client = clientFor(stripe, { bulkhead: { atOnce: 4, waiting: 6 } });
  const calls = Array.from({ length: 20 }, () => read(client));
  const settled = Promise.allSettled(calls);
  // Those that may not even wait hear of it while nobody else has heard anything.
  const early = await errorOf(calls[19]!);
  expect(unreachableIn(early)).toMatchObject({ reason: 'too_busy', wasSent: false, retryAfter: 1 });
  await expect.poll(() => stripe.seen.length).toBe(4);
  for (let done = 0; done < 10; done += 1) {
    await expect.poll(() => release.length).toBeGreaterThan(done);
    release[done]!();
  }
  const results = await settled;
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);

  // Nobody has kept a place, and none has come from nowhere.
  const again = Array.from({ length: 10 }, () => read(client));
  for (let done = 10; done < 20; done += 1) {
    await expect.poll(() => release.length).toBeGreaterThan(done);
    release[done]!();
  }
  await Promise.all(again);
  expect([most, underWay]).toEqual([4, 0]);
});

test('[X248] waiting ends with the time of the call', async () => {
  const stripe = await stripeThat(hang);
  const client = clientFor(stripe, { bulkhead: { atOnce: 1, waiting: 5 } }, 3_000);
  const first = errorOf(read(client));
  const second = await errorOf(client.customers.retrieve('cus_1', {}, callOptions(Date.now() + 300)));
  expect(unreachableIn(second)).toMatchObject({ reason: 'too_busy', wasSent: false });
  expect(unreachableIn(await first)).toMatchObject({ reason: 'timeout', wasSent: true });
  expect(stripe.seen).toHaveLength(1);
});

test('[X249] what was never sent says so, and what may have been done never does', async () => {
  const nobody = { url: `http://127.0.0.1:${await freePort()}` };
  const refused = unreachableIn(await errorOf(write(clientFor(nobody, {}, 2_000), 'int_1:name')));
  expect(refused).toMatchObject({ reason: 'connection', wasSent: false });

  // It speaks no TLS, so that nothing was said to it.
  const plain = await listening(createServer((socket) => socket.end('no\r\n')));
  const untrusted = clientFor({ url: plain.replace('http:', 'https:') }, {}, 2_000);
  expect(unreachableIn(await errorOf(write(untrusted, 'int_1:name')))).toMatchObject({ wasSent: false });

  // The first attempt is lost, and whatever follows it says nothing of that one.
  for (const then of [say(429, tooMany, { 'stripe-should-retry': 'false' }), say(429, tooMany)]) {
    const lost = await stripeThat((seen, response, count) =>
      (count === 1 ? drop : then)(seen, response, count),
    );
    const error = await errorOf(write(clientFor(lost), 'int_1:name'));
    expect(unreachableIn(error)).toMatchObject({ reason: 'connection', wasSent: true });
    expect(lost.seen.length).toBeGreaterThan(1);
  }
  const once = await stripeThat(drop);
  const closing = clientFor(once, { circuit: { ...open, failuresInARow: 1 } });
  expect(unreachableIn(await errorOf(write(closing, 'int_1:name')))).toMatchObject({ wasSent: true });
  expect(once.seen).toHaveLength(1);

  // Too many and then shut out: for certain it was not done, and that is what the answer says.
  const busy = await stripeThat(say(429, tooMany));
  const shut = clientFor(busy, { circuit: { ...open, failuresInARow: 1 } });
  expect(await errorOf(write(shut, 'int_1:name'))).toMatchObject({ type: 'StripeRateLimitError' });
  expect(busy.seen).toHaveLength(1);
});

test('[X250] no error and no line of the log holds the key or what was sent', async () => {
  const lines: unknown[] = [];
  const keep = (...given: unknown[]) => void lines.push(given);
  const log = { info: keep, warn: keep, error: keep };
  const nobody = { url: `http://127.0.0.1:${await freePort()}` };
  for (const answer of [drop, cut, page, hang, say(500, broken), say(401, broken), say(402, broken)]) {
    const { url } = answer === hang ? nobody : await stripeThat(answer);
    const client = clientFor({ url }, { log, circuit: { ...open, failuresInARow: 1 } }, 1_000);
    const update = { name: 'Ada Secret', email: 'ada@example.com' };
    lines.push(await errorOf(client.customers.update('cus_1', update, callOptions(undefined, 'int_1:x'))));
    lines.push(await errorOf(read(client)));
  }
  const text = inspect(lines, { depth: 20, showHidden: true, maxArrayLength: null });
  expect(text).toContain('Unreachable');
  expect(text).toContain('not asked for a while');
  expect(text).not.toContain(secretKey);
  expect(text).not.toContain('Ada Secret');
  expect(text).not.toContain('Bad gateway');
});

test('[X251] notices of Stripe are told once in the log, or not at all', async () => {
  const said: unknown[] = [];
  const log = { info: (fields: object) => void said.push(fields), warn() {}, error() {} };
  const warnings = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
  const stripe = await stripeThat(say(200, customer, { 'stripe-notice': 'There is a newer way.' }));
  const client = clientFor(stripe, { log });
  await read(client);
  await read(client);
  await read(clientFor(stripe, { log, suppressNotices: true }));
  expect(said).toEqual([{ notice: 'There is a newer way.' }]);
  expect(warnings).not.toHaveBeenCalled();
  warnings.mockRestore();
});
