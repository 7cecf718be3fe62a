import { expect, test } from 'vitest';
import { nextAttempt, readRetryAfter, schedule } from './schedule.js';

const now = new Date('2026-11-20T09:00:00.000Z');
const HOUR = 3_600_000;
const waitOf = (step: number, retryAfter: number | null = null, random = 0.5) => {
  const at = nextAttempt(now, step, retryAfter, random);
  return at && at.getTime() - now.getTime();
};

test('[S188] ten tries over about 75 hours, each wait up to a fifth longer or shorter', () => {
  const waits = Array.from({ length: 11 }, (_, step) => waitOf(step));
  expect(waits).toEqual([...schedule, null]);
  const total = schedule.reduce((sum, wait) => sum + wait, 0);
  expect([schedule.length, total / HOUR]).toEqual([10, expect.closeTo(75.6, 1)]);
  expect([waitOf(2, null, 0), waitOf(2, null, 1)]).toEqual([240_000, 360_000]);
});

test('[S188] a receiver that asks to be left alone is, for a day at most', () => {
  expect(waitOf(1, 60_000)).toBe(60_000);
  expect(waitOf(3, 60_000)).toBe(30 * 60_000);
  expect(waitOf(1, 365 * 24 * HOUR)).toBe(24 * HOUR);
  expect(waitOf(10, 60_000)).toBe(null);
  for (const [header, wait] of [
    ['120', 120_000],
    [' 120 ', 120_000],
    ['Fri, 20 Nov 2026 09:05:00 GMT', 300_000],
    ['Fri, 20 Nov 2026 08:00:00 GMT', null],
    ['0', null],
    ['-5', null],
    ['soon', null],
    ['', null],
    [null, null],
  ] as const) {
    expect([header, readRetryAfter(header, now)]).toEqual([header, wait]);
  }
});
