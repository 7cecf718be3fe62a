import { BillfoldError } from '../../../errors.js';
import type { CustomerBilling } from '../../../provider/CustomerBilling.js';
import type { DiscountState, IssuedInvoice, SubscriptionState } from '../engine/account.js';
import { applyDiscount } from '../engine/adjust.js';
import { isPaying, type Progress } from '../engine/draft.js';
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
      if (!open || !target || isPaying(target)) return null;
      const found = await findDiscount(open, target, coupon);
      if (found === null) return null;
      const { coupon: terms } = found.discount;
      const { issuedAt, total, currency } = found.nextInvoice;
      const nextInvoice = { issuedAt: atInstant(issuedAt), total: toMoney(total, currency) };
      return { coupon: toCoupon(terms), nextInvoice };
    },

    applyDiscount: (named) =>
      withAccount(context, async (open) => {
        const target = await findTarget(open, named);
        const found = await findDiscount(open, target, named.coupon);
        if (found === null) throw new BillfoldError('offer_not_available');
        return save(open, found.progress, target.id);
      }),
  };
}

/** A coupon that a subscription would have from now on, what giving it changes, and the first invoice with it. */
interface FoundDiscount {
  discount: DiscountState;
  progress: Progress;
  nextInvoice: IssuedInvoice;
}

/** What a coupon takes off a subscription; null when it can not be had, or takes nothing off the next invoice. */
async function findDiscount(
  { database, row, account, now, options }: OpenAccount,
  target: SubscriptionState,
  id: string,
): Promise<FoundDiscount | null> {
  const coupon = await findCoupon(database, row.project, id);
  if (!coupon?.active || isUsedUp(coupon)) return null;
  const terms = toCouponTerms(coupon);
  const hasIt = target.discounts.some((discount) => discount.coupon.id === id && isActive(discount, now));
  if (hasIt || !isGoodFor(terms, target.price)) return null;

  const discount = startDiscount(terms, null, now);
  const { progress } = applyDiscount(account, target.id, discount, now);
  const without = upcomingInvoice(account, target.id, options.terms);
  const nextInvoice = upcomingInvoice(progress.account, target.id, options.terms);
  // An offer that is over before it helps is none.
  const isCheaper = without && nextInvoice && nextInvoice.total < without.total;
  return isCheaper ? { discount, progress, nextInvoice } : null;
}
