import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { settleInBackground } from './settleInBackground.js';

const error = vi.fn();
const log = { info() {}, warn() {}, error };
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  error.mockClear();
});

test('[S378] a server looks as soon as something has come, and every second besides, never twice at once', async () => {
  let running = 0;
  const looks: number[] = [];
  const settleNotices = async () => {
    looks.push((running += 1));
    await new Promise((resolve) => setTimeout(resolve, 50));
    running -= 1;
    return looks.length === 2 ? 1 : 0;
  };
  const onSettled = vi.fn();
  const settling = settleInBackground({ settleNotices }, onSettled, log);
  for (let times = 0; times < 5; times++) settling.wake();
  await vi.advanceTimersByTimeAsync(10);
  expect(looks).toEqual([1]);
  // What has come while it looked is looked into after that.
  settling.wake();
  await vi.advanceTimersByTimeAsync(200);
  expect(looks).toEqual([1, 1]);
  expect(onSettled).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(looks).toEqual([1, 1, 1, 1]);
  await settling.stop();
});

test('[S378] one that stops brings to an end what it looks into, and begins nothing else', async () => {
  let ended = 0;
  const settleNotices = vi.fn(async (signal?: AbortSignal) => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(signal?.aborted).toBe(true);
    ended += 1;
    return 1;
  });
  const settling = settleInBackground({ settleNotices }, () => {}, log);
  settling.wake();
  settling.wake();
  const stopped = settling.stop();
  await vi.advanceTimersByTimeAsync(500);
  await stopped;
  await vi.advanceTimersByTimeAsync(5_000);
  expect([settleNotices.mock.calls.length, ended]).toEqual([1, 1]);
  expect(error).not.toHaveBeenCalled();
});

test('[S378] a look that fails is told to the log, and made again', async () => {
  const settleNotices = vi.fn(() => Promise.reject(new Error('The database is away.')));
  const settling = settleInBackground({ settleNotices }, () => {}, log);
  settling.wake();
  await vi.advanceTimersByTimeAsync(1_000);
  expect([settleNotices.mock.calls.length, error.mock.calls.length]).toEqual([2, 2]);
  await settling.stop();
});
