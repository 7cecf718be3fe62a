import { createServer } from 'node:net';
import { inspect } from 'node:util';
import { expect, test, vi } from 'vitest';
import { clientFor, errorOf, read, secretKey, soonOpen, write } from '../../../../test/stripeClient.js';
import {
  broken,
  customer,
  cut,
  drop,
  freePort,
  hang,
  listening,
  page,
  say,
  stripeThat,
  tooMany,
} from '../../../../test/stripeThat.js';
import { callOptions } from './callOptions.js';
import { unreachableIn } from './Unreachable.js';

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
  const closing = clientFor(once, { circuit: { ...soonOpen, failuresInARow: 1 } });
  expect(unreachableIn(await errorOf(write(closing, 'int_1:name')))).toMatchObject({ wasSent: true });
  expect(once.seen).toHaveLength(1);

  // Too many and then shut out: for certain it was not done, and that is what the answer says.
  const busy = await stripeThat(say(429, tooMany));
  const shut = clientFor(busy, { circuit: { ...soonOpen, failuresInARow: 1 } });
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
    const client = clientFor({ url }, { log, circuit: { ...soonOpen, failuresInARow: 1 } }, 1_000);
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
