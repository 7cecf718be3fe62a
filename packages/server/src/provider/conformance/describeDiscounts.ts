import { describe, expect, test } from 'vitest';
import { codeOf, expectNothingChanged, needs, openSubscription } from './opened.js';
import type { ProviderUnderTest } from './ProviderUnderTest.js';

/** Coupons that the merchant gives. */
export function describeDiscounts(opened: () => ProviderUnderTest): void {
  describe('giving a coupon', () => {
    test('takes off the next invoice what was said', async (context) => {
      needs(opened(), 'discount', context);
      const coupon = opened().offer.coupon!;
      const it = await openSubscription(opened(), { price: opened().offer.pro.month });
      const priced = await it.billing.previewDiscount(it.id, coupon);
      expect(priced).toMatchObject({ coupon: { id: coupon } });
      const { version } = await it.subscription();
      const answer = await it.billing.applyDiscount({ subscription: it.id, version, coupon });
      expect(answer).toEqual(await it.subscription());
      expect(answer.version).toBeGreaterThan(version);
      expect(answer.discounts).toMatchObject([{ coupon: { id: coupon }, promotionCode: null }]);
      await it.passUntil(priced!.nextInvoice!.issuedAt);
      const [next] = await it.invoices();
      expect(next).toMatchObject({ ...priced!.nextInvoice, status: 'paid' });
      expect(next!.discount.amount).toBeGreaterThan(0);
    });

    test('is done once, and one that does not exist can not be had', async (context) => {
      needs(opened(), 'discount', context);
      const coupon = opened().offer.coupon!;
      const it = await openSubscription(opened(), { price: opened().offer.pro.month });
      const give = async (one: string) => {
        const { version } = await it.subscription();
        return it.billing.applyDiscount({ subscription: it.id, version, coupon: one });
      };
      await give(coupon);
      await expectNothingChanged(it, async () => {
        for (const refused of [coupon, 'no-such-coupon']) {
          expect(await it.billing.previewDiscount(it.id, refused)).toBeNull();
          await expect(give(refused)).rejects.toEqual(codeOf('offer_not_available'));
        }
      });
    });
  });
}
