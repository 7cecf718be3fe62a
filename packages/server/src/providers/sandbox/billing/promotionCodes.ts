import { and, eq, gt } from 'drizzle-orm';
import type { Database } from '../../../database/Database.js';
import { BillfoldError } from '../../../errors.js';
import type { CouponTerms, DiscountState, PriceTerms, SubscriptionState } from '../engine/account.js';
import { isGoodFor, startDiscount } from '../engine/discounts.js';
import type { Millis } from '../engine/periods.js';
import { amountOf } from '../engine/price.js';
import {
  findPromotionCode,
  isUsedUp,
  keyOf,
  toCouponTerms,
  type PromotionCodeRow,
} from '../store/coupons.js';
import { ofCustomer, type CustomerKey } from '../store/customers.js';
import { hasRedeemed, reservationsOf } from '../store/redemptions.js';
import { sandboxInvoices } from '../store/schema.js';

/** What somebody would have. */
interface WantedPlan {
  price: PriceTerms;
  quantity: number;
}

/**
 * What a code that was entered takes off, from now on. Nothing is counted yet: the change that takes it does that.
 * @throws BillfoldError `promotion_code_invalid`, naming the field and why.
 */
export async function findDiscountOfCode(
  { database, row, now }: { database: Database; row: CustomerKey; now: Millis },
  target: SubscriptionState,
  plan: WantedPlan,
  entered: string,
): Promise<DiscountState> {
  const found = await findPromotionCode(database, row.project, entered);
  if (!found) throw refused('is not a code that can be used');
  const { code, coupon } = found;
  const terms = toCouponTerms(coupon);
  if (code.expiresAt !== null && code.expiresAt.getTime() <= now) throw refused('has expired');
  // Who waits for their bank, or for the end of the period, has a use of it set aside, and may have it again.
  if (!reservationsOf(target).some(({ promotionCode }) => promotionCode === code.code)) {
    if (isUsedUp(code) || isUsedUp(coupon)) throw refused('has been used up');
    const isSpent = await hasRedeemed(database, row, target.id, keyOf(code.code));
    if (isSpent) throw refused('was used for this subscription already');
  }
  refuseForPlan(terms, code, plan);
  if (code.firstTimeTransaction && (await hasPaid(database, row))) throw refused('is for first orders only');
  return startDiscount(terms, code.code, now);
}

function refuseForPlan(coupon: CouponTerms, code: PromotionCodeRow, plan: WantedPlan): void {
  if (!isGoodFor(coupon, plan.price)) throw refused('is not for this plan');
  if (code.minimumAmount === null) return;
  if (code.minimumCurrency !== plan.price.currency) throw refused('is not for this currency');
  if (amountOf(plan) < code.minimumAmount) throw refused('is for larger plans only');
}

async function hasPaid(database: Database, customer: CustomerKey): Promise<boolean> {
  const paid = await database
    .select({ id: sandboxInvoices.id })
    .from(sandboxInvoices)
    .where(
      and(
        ofCustomer(sandboxInvoices, customer),
        eq(sandboxInvoices.status, 'paid'),
        gt(sandboxInvoices.amountPaid, 0n),
      ),
    )
    .limit(1);
  return paid.length > 0;
}

function refused(message: string): BillfoldError {
  return new BillfoldError('promotion_code_invalid', { fields: [{ path: 'promotionCode', message }] });
}
