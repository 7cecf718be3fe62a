import { expect, test } from 'vitest';
import { recoverInBackground } from './recoverInBackground.js';

test('[S349] intents are recovered again and again, what was driven is told of, and a stop lets those end that are driven', async () => {
  const runs: AbortSignal[] = [];
  let told = 0;
  let end = (_driven: number) => {};
  const recoverIntents = (signal?: AbortSignal) => {
    runs.push(signal!);
    return new Promise<number>((resolve) => (end = resolve));
  };
  const log = { info() {}, warn() {}, error() {} };
  const stop = recoverInBackground({ recoverIntents }, () => (told += 1), log, 10);
  await expect.poll(() => runs.length).toBe(1);
  end(0);
  await expect.poll(() => runs.length).toBe(2);
  expect(told).toBe(0);
  end(3);
  await expect.poll(() => runs.length).toBe(3);
  expect(told).toBe(1);

  let hasStopped = false;
  const stopping = stop().then(() => (hasStopped = true));
  expect(runs[2]!.aborted).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect([hasStopped, runs.length]).toEqual([false, 3]);
  end(1);
  await stopping;
  expect(told).toBe(2);
});
