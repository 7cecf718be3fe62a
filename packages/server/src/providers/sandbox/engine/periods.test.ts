import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addMonths } from '../../../calendar.js';
import { DAY, period, periodsBegun, periodStart, type Interval } from './periods.js';

const day = (instant: number) => new Date(instant).toISOString().slice(0, 10);
const starts = (anchor: string, every: Interval, count: number) =>
  Array.from({ length: count }, (_, k) => day(periodStart(Date.parse(anchor), every, k)));

const monthly: Interval = { interval: 'month', intervalCount: 1 };

const anyInstant = fc.integer({ min: Date.UTC(1971, 0), max: Date.UTC(2150, 0) });
const anyInterval = fc.record({
  interval: fc.constantFrom('day', 'week', 'month', 'year'),
  intervalCount: fc.integer({ min: 1, max: 36 }),
});

describe('[X1] periods are counted from the anchor', () => {
  test('[X1] a day that a month does not have is its last one, and comes back', () => {
    expect(starts('2025-01-31', monthly, 5)).toEqual([
      '2025-01-31',
      '2025-02-28',
      '2025-03-31',
      '2025-04-30',
      '2025-05-31',
    ]);
    expect(starts('2024-01-30', monthly, 3)).toEqual(['2024-01-30', '2024-02-29', '2024-03-30']);
    expect(starts('2025-11-30', { interval: 'month', intervalCount: 3 }, 4)).toEqual([
      '2025-11-30',
      '2026-02-28',
      '2026-05-30',
      '2026-08-30',
    ]);
  });

  test('[X1] what began on February 29 has it back in every leap year', () => {
    expect(starts('2024-02-29', { interval: 'year', intervalCount: 1 }, 5)).toEqual([
      '2024-02-29',
      '2025-02-28',
      '2026-02-28',
      '2027-02-28',
      '2028-02-29',
    ]);
  });

  test('[X1] years of one and two digits are themselves, and not those of the last century', () => {
    expect(addMonths(Date.parse('2026-01-31T09:00:00Z'), -12 * 1_930 + 1)).toBe(
      Date.parse('0096-02-29T09:00:00Z'),
    );
    expect(addMonths(Date.parse('0096-02-29T09:00:00Z'), 12 * 1_930)).toBe(
      Date.parse('2026-02-28T09:00:00Z'),
    );
  });

  test('[X1] days and weeks have their length whatever clocks do', () => {
    const [first, second] = [0, 1].map((k) =>
      periodStart(Date.parse('2026-03-07T12:00:00Z'), { interval: 'week', intervalCount: 2 }, k),
    );
    expect(second! - first!).toBe(14 * DAY);
  });

  // The 28th to the 31st of each month over four years (a leap year among them), for each way of billing.
  for (const every of [
    monthly,
    { interval: 'month', intervalCount: 3 },
    { interval: 'year', intervalCount: 1 },
    { interval: 'week', intervalCount: 1 },
  ] satisfies Interval[]) {
    test(`[X1] every ${every.intervalCount} ${every.interval}, from each last day of 48 months`, () => {
      for (let month = 0; month < 48; month++) {
        for (const anchorDay of [28, 29, 30, 31]) {
          const anchor = Date.UTC(2023, month, anchorDay, 23, 59, 59, 999);
          if (new Date(anchor).getUTCDate() !== anchorDay) continue;
          for (let k = 0; k < 48; k++)
            expect(day(periodStart(anchor, every, k))).toBe(expected(anchor, every, k));
        }
      }
    });
  }

  /** By the calendar itself, one month after the other, and not by arithmetic. */
  function expected(anchor: number, { interval, intervalCount }: Interval, k: number): string {
    if (interval === 'week') return day(anchor + k * intervalCount * 7 * DAY);
    let months = k * intervalCount * (interval === 'year' ? 12 : 1);
    const from = new Date(anchor);
    let [year, month] = [from.getUTCFullYear(), from.getUTCMonth()];
    for (; months > 0; months--) [year, month] = month === 11 ? [year + 1, 0] : [year, month + 1];
    const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
    const longest = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month]!;
    const date = String(Math.min(from.getUTCDate(), longest)).padStart(2, '0');
    return `${year}-${String(month + 1).padStart(2, '0')}-${date}`;
  }

  test('[X1] the k-th period begins at the anchor plus k intervals, at the same time of day', () => {
    fc.assert(
      fc.property(anyInstant, anyInterval, fc.integer({ min: 0, max: 400 }), (anchor, every, k) => {
        const start = periodStart(anchor, every, k);
        expect(((start % DAY) + DAY) % DAY).toBe(((anchor % DAY) + DAY) % DAY);
        if (every.interval === 'day' || every.interval === 'week') return;
        const months = k * every.intervalCount * (every.interval === 'year' ? 12 : 1);
        const [from, to] = [new Date(anchor), new Date(start)];
        const moved =
          (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
        expect(moved).toBe(months);
        // Its own day, or the last day of a month that is too short for it.
        const isClamped = new Date(start + DAY).getUTCDate() === 1 && to.getUTCDate() < from.getUTCDate();
        expect(to.getUTCDate() === from.getUTCDate() || isClamped).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  test('[X1] periods follow each other without a gap, and each is longer than nothing', () => {
    fc.assert(
      fc.property(anyInstant, anyInterval, fc.integer({ min: 0, max: 400 }), (anchor, every, k) => {
        const { startAt, endAt } = period(anchor, every, k);
        expect(endAt).toBeGreaterThan(startAt);
        expect(period(anchor, every, k + 1).startAt).toBe(endAt);
      }),
      { numRuns: 2_000 },
    );
  });

  test('[X1] as many periods have begun as their starts say', () => {
    fc.assert(
      fc.property(
        anyInstant,
        anyInterval,
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 0, max: DAY }),
        (anchor, every, k, more) => {
          const at = periodStart(anchor, every, k) + more;
          const begun = periodsBegun(anchor, every, at);
          expect(periodStart(anchor, every, begun - 1)).toBeLessThanOrEqual(at);
          expect(periodStart(anchor, every, begun)).toBeGreaterThan(at);
        },
      ),
      { numRuns: 2_000 },
    );
    expect(periodsBegun(1_000, monthly, 999)).toBe(0);
  });

  test('[X1] months can be counted backwards', () => {
    expect(day(addMonths(Date.parse('2026-03-31'), -1))).toBe('2026-02-28');
    expect(day(addMonths(Date.parse('2026-01-15'), -13))).toBe('2024-12-15');
  });
});
