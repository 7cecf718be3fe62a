import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { repeat } from './repeat.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };

test('[S61] work is done again and again, also after it has failed', async () => {
  const work = vi.fn(async () => {});
  work.mockRejectedValueOnce(new Error('not this time'));
  const stop = repeat(work, 60_000, log);

  await vi.advanceTimersByTimeAsync(180_000);

  expect(work).toHaveBeenCalledTimes(3);
  expect(log.error).toHaveBeenCalledExactlyOnceWith(
    { err: new Error('not this time') },
    'background work failed',
  );
  await stop();
});

test('[S61] it is never done twice at once, and stopping waits for it', async () => {
  let finish!: () => void;
  const work = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
  const stop = repeat(work, 1_000, log);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(work).toHaveBeenCalledTimes(1);

  let stopped = false;
  const stopping = stop().then(() => (stopped = true));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(stopped).toBe(false);
  finish();
  await stopping;
  expect(work).toHaveBeenCalledTimes(1);
});
