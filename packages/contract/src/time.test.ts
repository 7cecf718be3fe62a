import { expect, test } from 'vitest';
import * as v from 'valibot';
import { Instant } from './time.js';

const faultsOf = (text: string) => v.safeParse(Instant, text).issues?.map((issue) => issue.message) ?? [];

test('[C12] an instant is a time in UTC, to the second or finer', () => {
  for (const text of ['2026-11-20T09:30:00.000Z', '2026-11-20T09:30:00Z', '2024-02-29T23:59:59.9Z']) {
    expect(faultsOf(text)).toEqual([]);
  }
  for (const text of [
    '',
    'now',
    '2026-11-20',
    '2026-11-20T09:30Z',
    '2026-13-01T00:00:00Z',
    '2026-06-30T24:00:00Z',
  ]) {
    expect(faultsOf(text)).toEqual([expect.stringContaining('2026-11-20T09:30:00.000Z')]);
  }
  for (const text of ['2026-11-20T09:30:00+02:00', '2026-11-20T09:30:00+00:00', '2026-11-20 09:30:00Z']) {
    expect(faultsOf(text)).toEqual([expect.stringContaining('must end in Z')]);
  }
});

test.each(['2026-02-30', '2025-02-29', '1900-02-29', '2026-06-31'])(
  '[C12] %s is refused, and never taken for a day after it',
  (day) => {
    expect(faultsOf(`${day}T00:00:00.000Z`)).toEqual([expect.stringContaining('a day that exists')]);
  },
);
