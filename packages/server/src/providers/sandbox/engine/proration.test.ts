import fc from 'fast-check';
import { expect, test } from 'vitest';
import { remainingOf, remainingTime, unusedTime } from './proration.js';
import { prorate } from './money.js';
import { DAY, type Millis, type Span } from './periods.js';
import { testPrice, testSubscription } from '../../../../test/engineAccount.js';

const at = (text: string) => Date.parse(text);
const anyPeriod: fc.Arbitrary<Span> = fc
  .record({
    startAt: fc.integer({ min: 0, max: at('2100-01-01') }),
    days: fc.integer({ min: 1, max: 4_000 }),
  })
  .map(({ startAt, days }) => ({ startAt, endAt: startAt + days * DAY }));
const anyAmount = fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n });
const anyMoments = fc.tuple(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ min: 0, max: 1, noNaN: true }),
);
const within = ({ startAt, endAt }: Span, share: number): Millis =>
  startAt + Math.floor((endAt - startAt) * share);

test('[X63] all of a period is all of its price, and none of it is nothing', () => {
  fc.assert(
    fc.property(anyPeriod, anyAmount, (period, amount) => {
      expect(prorate(amount, remainingOf(period, period.startAt))).toBe(amount);
      expect(prorate(amount, remainingOf(period, period.endAt))).toBe(0n);
    }),
  );
});

test('[X63] later is never more, and never on the other side of nothing', () => {
  fc.assert(
    fc.property(anyPeriod, anyAmount, anyMoments, (period, amount, moments) => {
      const [early, late] = moments.sort((a, b) => a - b).map((share) => within(period, share));
      const [more, less] = [early!, late!].map((moment) => prorate(amount, remainingOf(period, moment)));
      const size = (value: bigint) => (amount < 0n ? -value : value);
      expect(size(less!) >= 0n && size(less!) <= size(more!)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('[X63] to the nearest minor unit by whole seconds, and a credit is as large as the charge it takes back', () => {
  fc.assert(
    fc.property(anyPeriod, anyAmount, anyMoments, (period, amount, [share]) => {
      const { part, whole } = remainingOf(period, within(period, share));
      const error = 2n * (prorate(amount, { part, whole }) * whole - amount * part);
      expect(error <= whole && error >= -whole).toBe(true);
      expect(prorate(-amount, { part, whole })).toBe(-prorate(amount, { part, whole }));
    }),
  );
  expect(remainingOf({ startAt: 250, endAt: 10_250 }, 2_999)).toEqual({ part: 8n, whole: 10n });
});

const halfway = at('2026-11-16T00:00:00Z');
const november = testSubscription({
  startedAt: at('2026-11-01'),
  periodsBilled: 1,
  quantity: 5,
  paid: 4_800n,
});

test.each([
  // Half of 4800 is 2400 in every currency: minor units are counted, whatever they are called.
  ['usd', 4_800n, -2_400n],
  ['jpy', 4_801n, -2_401n],
  ['kwd', 4_799n, -2_400n],
])('[X63] half a month of %s %i', (currency, paid, amount) => {
  const subscription = { ...november, price: { ...testPrice, currency }, paid };
  expect(unusedTime(subscription, halfway)?.amount).toBe(amount);
});

test('[X64] time is given back at what was paid for it, and charged at the price without the discount', () => {
  expect(unusedTime(november, halfway)).toEqual({
    description: 'Unused time on Team (5 seats) after 16 Nov 2026',
    quantity: 5,
    unitAmount: null,
    amount: -2_400n,
    discount: 0n,
    taxBehavior: 'exclusive',
    taxTreatment: null,
    period: { startAt: halfway, endAt: at('2026-12-01') },
    proration: true,
  });
  expect(remainingTime(november, halfway)).toMatchObject({
    description: 'Remaining time on Team (5 seats) until 1 Dec 2026',
    amount: 3_000n,
    discount: 600n,
  });
});

test('[X64] lines name seats where there are any, and the day in UTC', () => {
  const flat = {
    ...november,
    price: { ...testPrice, scheme: 'flat' as const, productName: 'Business' },
    quantity: 1,
  };
  expect(remainingTime(flat, halfway).description).toBe('Remaining time on Business until 1 Dec 2026');
  expect(unusedTime({ ...november, quantity: 1 }, at('2026-11-02T23:59:59.999Z'))?.description).toBe(
    'Unused time on Team (1 seat) after 2 Nov 2026',
  );
});

test('[X64] where nothing was paid, nothing is given back', () => {
  expect(unusedTime({ ...november, paid: 0n }, halfway)).toBeNull();
});
