import { BillfoldError } from '../../../errors.js';
import type { CustomerBilling } from '../../../provider/Provider.js';
import type { DiscountState, SubscriptionState } from '../engine/account.js';
import { applyDiscount } from '../engine/adjust.js';
import { isActive, isGoodFor, startDiscount } from '../engine/discounts.js';
import { toMoney } from '../engine/money.js';
import { upcomingInvoice } from '../engine/upcoming.js';
import { findCoupon, isUsedUp, toCoupon, toCouponTerms } from '../store/coupons.js';
import { atInstant } from '../store/instants.js';
import {
  findTarget,
  peekAccount,
  save,
  timeOf,
  withAccount,
  type BillingContext,
  type OpenAccount,
} from './withAccount.js';

/** Coupons that the merchant gives. */
export function discounts(
  context: BillingContext,
): Pick<CustomerBilling, 'previewDiscount' | 'applyDiscount'> {
  return {
    async previewDiscount(id, coupon) {
      const open = await peekAccount(context, await timeOf(context));
      const target = open?.account.subscriptions.find((subscription) => subscription.id === id);
      if (!open || !target) return null;
      const discount = await findDiscount(open, target, coupon);
      if (discount === null) return null;
      const { progress } = applyDiscount(open.account, id, discount, open.now);
      const next = upcomingInvoice(progress.account, id, context.terms);
      const nextInvoice = next && {
        issuedAt: atInstant(next.issuedAt),
        total: toMoney(next.total, next.currency),
      };
      return { coupon: toCoupon(discount.coupon), nextInvoice };
    },

    applyDiscount: (named) =>
      withAccount(context, async (open) => {
        const target = await findTarget(open, named);
        const discount = await findDiscount(open, target, named.coupon);
        if (discount === null) throw new BillfoldError('offer_not_available');
        return save(open, applyDiscount(open.account, target.id, discount, open.now).progress, target.id);
      }),
  };
}

/** What a coupon takes off a subscription from now on; null when it can not be had. */
async function findDiscount(
  { database, row, now }: OpenAccount,
  target: SubscriptionState,
  id: string,
): Promise<DiscountState | null> {
  const coupon = await findCoupon(database, row.project, id);
  if (!coupon?.active || isUsedUp(coupon)) return null;
  const terms = toCouponTerms(coupon);
  const hasIt = target.discounts.some((discount) => discount.coupon.id === id && isActive(discount, now));
  return hasIt || !isGoodFor(terms, target.price) ? null : startDiscount(terms, null, now);
}
