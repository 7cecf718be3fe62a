import { expect, test } from 'vitest';
import { clientFor, errorOf, read } from '../../../../test/stripeClient.js';
import { hang, ok, stripeThat } from '../../../../test/stripeThat.js';
import { callOptions } from './callOptions.js';
import { unreachableIn } from './Unreachable.js';

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
