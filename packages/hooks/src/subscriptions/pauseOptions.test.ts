import { expect, test } from 'vitest';
import { makeSubscription } from '../../test/resources.js';
import { pauseOptions } from './pauseOptions.js';

const optionsFrom = (endAt: string, maxMonths: number) =>
  pauseOptions(
    makeSubscription({ currentPeriod: { startAt: '2026-01-01T00:00:00.000Z', endAt } }),
    maxMonths,
  );

test('[H48] pauses are counted from the end of the paid period, in calendar months', () => {
  expect(optionsFrom('2026-12-15T09:30:00.000Z', 3)).toEqual([
    { months: 1, resumesAt: '2027-01-15T09:30:00.000Z' },
    { months: 2, resumesAt: '2027-02-15T09:30:00.000Z' },
    { months: 3, resumesAt: '2027-03-15T09:30:00.000Z' },
  ]);
});

test('[H48] a month that is too short ends on its last day, and the next one is not shorter for it', () => {
  expect(optionsFrom('2027-12-31T23:59:59.999Z', 3).map(({ resumesAt }) => resumesAt)).toEqual([
    '2028-01-31T23:59:59.999Z',
    '2028-02-29T23:59:59.999Z',
    '2028-03-31T23:59:59.999Z',
  ]);
  expect(optionsFrom('2026-01-31T00:00:00.000Z', 1)[0]!.resumesAt).toBe('2026-02-28T00:00:00.000Z');
});
