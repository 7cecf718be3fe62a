import { RateLimiterMemory } from 'rate-limiter-flexible';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sharedCounter, type SharedCounter } from './sharedCounter.js';

beforeEach(() => void vi.useFakeTimers({ now: 1_800_000_000_000 }));
afterEach(() => void vi.useRealTimers());

const passSeconds = (seconds: number) => vi.advanceTimersByTime(seconds * 1000);

const policy = { limit: 20, seconds: 60, share: 4 };

const inCommon = () => new RateLimiterMemory({ points: policy.limit, duration: policy.seconds });

/** How many of so many that come at once get through. */
async function passed(counter: SharedCounter, count: number, key = 'key'): Promise<number> {
  const waits = await Promise.all(Array.from({ length: count }, () => counter.take(key)));
  return waits.filter((ms) => ms === 0).length;
}

describe('one server', () => {
  test('[S161] lets as many through as may, and says when there may be more', async () => {
    const counter = sharedCounter(inCommon(), policy);
    expect(await passed(counter, 15)).toBe(15);
    passSeconds(20);
    expect(await passed(counter, 15)).toBe(5);
    expect([counter.peek('key'), await counter.take('key')]).toEqual([40_000, 40_000]);
    expect([counter.peek('other'), await counter.take('other')]).toEqual([0, 0]);
    passSeconds(40);
    expect(counter.peek('key')).toBe(0);
    expect(await passed(counter, 30)).toBe(20);
  });

  test('[S164] tells of every fourth, and asks nobody about what is over', async () => {
    const limiter = inCommon();
    const penalty = vi.spyOn(limiter, 'penalty');
    const counter = sharedCounter(limiter, policy);
    await passed(counter, 3);
    expect(penalty).not.toHaveBeenCalled();
    for (let turn = 0; turn < 17; turn++) await counter.take('key');
    expect(penalty.mock.calls).toEqual(Array.from({ length: 5 }, () => ['key', 4]));
    await passed(counter, 1_000);
    expect(penalty).toHaveBeenCalledTimes(5);
  });

  test('[S164] tells of those that come while it is telling with the next', async () => {
    const limiter = inCommon();
    const penalty = vi.spyOn(limiter, 'penalty');
    expect(await passed(sharedCounter(limiter, policy), 30)).toBe(20);
    expect(penalty.mock.calls).toEqual([
      ['key', 4],
      ['key', 16],
    ]);
  });
});

describe('several servers', () => {
  test.each([2, 3, 7])(
    '[S164] %i let no more through than may, and a share less one for each further',
    async (count) => {
      const limiter = inCommon();
      const servers = Array.from({ length: count }, () => sharedCounter(limiter, policy));
      let through = 0;
      for (let turn = 0; turn < 200; turn++) through += await passed(servers[turn % count]!, 1);
      expect(through).toBeGreaterThanOrEqual(policy.limit);
      expect(through).toBeLessThanOrEqual(policy.limit + (count - 1) * (policy.share - 1));
    },
  );

  test('[S164] that tell of each let exactly as many through, however many come at once', async () => {
    const limiter = inCommon();
    const servers = [1, 2, 3].map(() => sharedCounter(limiter, { ...policy, share: 1 }));
    const through = await Promise.all(servers.map((server) => passed(server, 30)));
    expect(through.reduce((a, b) => a + b)).toBe(policy.limit);
  });

  test('[S164] end a time together, and begin the next anew', async () => {
    const limiter = inCommon();
    const [one, other] = [sharedCounter(limiter, policy), sharedCounter(limiter, policy)];
    await passed(one, 20);
    passSeconds(50);
    expect(await passed(other, 4)).toBe(3);
    expect(other.peek('key')).toBe(10_000);
    passSeconds(10);
    expect([await passed(one, 20), other.peek('key')]).toEqual([20, 0]);
  });

  test('[S164] whose clocks differ wait no longer than the time itself', async () => {
    const counter = sharedCounter(
      { penalty: async () => ({ consumedPoints: 99, msBeforeNext: 3_600_000 }) } as never,
      {
        ...policy,
        share: 1,
      },
    );
    expect(await counter.take('key')).toBe(60_000);
  });
});

test('[S165] what can not be told is counted here, and nothing is refused for it', async () => {
  const faults: unknown[] = [];
  const broken = { penalty: () => Promise.reject(new Error('no database')) };
  const counter = sharedCounter(broken, policy, (error) => faults.push(error));
  expect(await passed(counter, 30)).toBe(policy.limit);
  expect(faults).not.toEqual([]);
  passSeconds(60);
  expect(await passed(counter, 30)).toBe(policy.limit);
});

test('[S169] keys whose time is over are not remembered', async () => {
  const counter = sharedCounter(inCommon(), policy);
  for (let minute = 0; minute < 20; minute++) {
    for (let client = 0; client < 5_000; client++) void counter.take(`client ${minute} ${client}`);
    passSeconds(60);
  }
  // Of the hundred thousand, no more than two minutes'.
  expect(counter.size()).toBeLessThanOrEqual(10_000);
});
