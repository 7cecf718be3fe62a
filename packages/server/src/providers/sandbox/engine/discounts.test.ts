import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CouponTerms, DiscountState } from './account.js';
import { applyDiscount } from './adjust.js';
import { advance } from './advance.js';
import { startDiscount, takeOff, withDiscount } from './discounts.js';
import { totalsOf } from './invoice.js';
import {
  testAccount,
  testBusiness,
  testCoupon,
  testPrice,
  testSubscription,
} from '../../../../test/engineAccount.js';
import { defaultTerms } from './terms.js';

const at = (text: string) => Date.parse(text);
const start = at('2024-01-31T09:00:00Z');
const given = (coupon: Partial<CouponTerms>, code: string | null = null) =>
  startDiscount(testCoupon(coupon), code, start);
const off = (amount: bigint, ...discounts: DiscountState[]) =>
  takeOff(amount, { price: testPrice, discounts }, start).off;

const tenDollars = given({ id: 'ten', percentOff: null, amountOff: 1_000n, currency: 'usd' });

describe('what comes off', () => {
  test('[X61] percent and amounts come off one after the other, of what is left', () => {
    expect(off(5_000n, given({}))).toBe(1_000n);
    expect(off(5_000n, tenDollars)).toBe(1_000n);
    expect(off(5_000n, given({}), tenDollars)).toBe(2_000n);
    expect(off(5_000n, tenDollars, given({}))).toBe(1_800n);
    expect(off(1_001n, given({ percentOff: '33.3333' }))).toBe(334n);
  });

  test('[X61] never more than there is, and nothing of nothing', () => {
    expect(off(999n, tenDollars, given({ percentOff: '100' }))).toBe(999n);
    expect(off(0n, tenDollars, given({}))).toBe(0n);
    expect(off(500n, given({ percentOff: '100' }))).toBe(500n);
  });

  test('[X61] a coupon for other products, or in another currency, takes nothing off', () => {
    expect(off(5_000n, given({ products: ['prod_Business'] }))).toBe(0n);
    expect(off(5_000n, given({ products: ['prod_Business', 'prod_Team'] }))).toBe(1_000n);
    expect(off(5_000n, { ...tenDollars, coupon: { ...tenDollars.coupon, currency: 'eur' } })).toBe(0n);
  });

  test('[X61] tax is on what remains, line by line', () => {
    const address = { country: 'DE', region: null, line1: null, line2: null, city: null, postalCode: null };
    const line = { amount: 5_000n, discount: 1_000n, taxBehavior: 'exclusive' as const };
    expect(totalsOf([line], { address, taxIds: [] }, 0)).toMatchObject({
      subtotal: 5_000n,
      discount: 1_000n,
      tax: 760n,
      total: 4_760n,
    });
  });

  test('[X61] between nothing and everything comes off, whatever is combined', () => {
    const anyCoupon = fc.oneof(
      fc.integer({ min: 0, max: 1_000_000 }).map((millionths) => ({
        percentOff: (millionths / 10_000).toFixed(4),
        amountOff: null,
        currency: null,
      })),
      fc
        .bigInt({ min: 0n, max: 10n ** 8n })
        .map((amountOff) => ({ percentOff: null, amountOff, currency: 'usd' })),
    );
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 8n }),
        fc.array(anyCoupon, { maxLength: 4 }),
        (amount, coupons) => {
          const taken = off(amount, ...coupons.map((coupon) => given(coupon)));
          expect(taken >= 0n && taken <= amount).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('how long', () => {
  const discountsOf = (coupon: Partial<CouponTerms>, months: number) => {
    const account = testAccount(testSubscription({ discounts: [given(coupon)] }));
    const { issued } = advance(account, at('2024-01-31T09:00:00Z') + months * 31 * 86_400_000, defaultTerms);
    return issued.map(({ discount }) => Number(discount));
  };

  test('[X62] `once` comes off one invoice, and is not used by one that costs nothing', () => {
    expect(discountsOf({ duration: 'once' }, 3)).toEqual([240, 0, 0, 0]);
    const free = { ...testPrice, unitAmount: 0n };
    const waiting = advance(
      testAccount(testSubscription({ price: free, discounts: [given({ duration: 'once' })] })),
      at('2024-03-01'),
      defaultTerms,
    );
    expect(waiting.account.subscriptions[0]!.discounts).toMatchObject([{ used: false }]);
  });

  test('[X62] `repeating` comes off for its months, over month ends, and `forever` always', () => {
    expect(discountsOf({ duration: 'repeating', durationInMonths: 3 }, 5)).toEqual([240, 240, 240, 0, 0, 0]);
    expect(discountsOf({ duration: 'forever' }, 3)).toEqual([240, 240, 240, 240]);
  });

  test('[X62] one that is over is not kept beyond the next invoice', () => {
    const account = testAccount(testSubscription({ discounts: [given({ duration: 'once' })] }));
    expect(
      advance(account, at('2024-02-01'), defaultTerms).account.subscriptions[0]!.discounts,
    ).toMatchObject([{ used: true }]);
    expect(advance(account, at('2024-03-01'), defaultTerms).account.subscriptions[0]!.discounts).toEqual([]);
  });
});

describe('which', () => {
  const names = (discounts: DiscountState[]) =>
    discounts.map(({ coupon, promotionCode }) => promotionCode ?? coupon.id);
  const code = given({ id: 'code' }, 'WELCOME');
  const gift = given({ id: 'gift' });

  test('[X62] a code takes the place of the code before, a coupon of itself, and others stay', () => {
    expect(names(withDiscount([code, gift], given({ id: 'other' }, 'SPRING'), start))).toEqual([
      'gift',
      'SPRING',
    ]);
    expect(names(withDiscount([code], gift, start))).toEqual(['WELCOME', 'gift']);
    expect(names(withDiscount([code, gift], gift, start))).toEqual(['WELCOME', 'gift']);
  });

  test('[X62] it begins when the subscription gets it', () => {
    const now = at('2024-05-31');
    const [discount] = withDiscount([], given({ duration: 'repeating', durationInMonths: 1 }), now);
    expect(discount).toMatchObject({ startedAt: now, endsAt: at('2024-06-30'), used: false });
  });

  test('[X62] a coupon that is given comes off the next invoice, and gives nothing back of this period', () => {
    const paid = advance(testAccount(testSubscription()), at('2024-02-10'), defaultTerms).account;
    const step = applyDiscount(paid, 'sub_1', gift, at('2024-02-10'));
    expect(step.progress).toMatchObject({
      issued: [],
      changedSubscriptions: [{ version: 3, discounts: [{ coupon: gift.coupon }] }],
    });
    expect(advance(step.progress.account, at('2024-03-01'), defaultTerms).issued).toMatchObject([
      { subtotal: 1_200n, discount: 240n, total: 960n },
    ]);
  });
});

test('[X61] whoever is on another product has nothing of a coupon that is not for it', () => {
  const discounts = [given({ products: ['prod_Team'] })];
  expect(takeOff(3_000n, { price: testBusiness, discounts }, start)).toEqual({ off: 0n, by: [] });
});
