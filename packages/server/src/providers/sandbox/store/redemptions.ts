import { and, eq } from 'drizzle-orm';
import type { Database } from '../../../database/Database.js';
import { BillfoldError } from '../../../errors.js';
import type { Account, DiscountState, SubscriptionState } from '../engine/account.js';
import type { Progress, TakenDiscount } from '../engine/draft.js';
import { countRedemption, keyOf, uncountRedemption } from './coupons.js';
import { ofCustomer, type CustomerKey } from './customers.js';
import { sandboxCoupons, sandboxPromotionCodes, sandboxRedemptions } from './schema.js';

/** Discounts that come with a change that was not made yet: a use of each is set aside. */
export function reservationsOf({ pendingChange, pendingPayment }: SubscriptionState): DiscountState[] {
  return [pendingChange?.discount, pendingPayment?.change.discount].filter((discount) => !!discount);
}

/** Whether a subscription had this code before. */
export async function hasRedeemed(
  database: Database,
  customer: CustomerKey,
  subscription: string,
  promotionKey: string,
): Promise<boolean> {
  const rows = await database
    .select({ coupon: sandboxRedemptions.coupon })
    .from(sandboxRedemptions)
    .where(
      and(
        ofCustomer(sandboxRedemptions, customer),
        eq(sandboxRedemptions.subscription, subscription),
        eq(sandboxRedemptions.promotionKey, promotionKey),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

/**
 * Counts the coupons that subscriptions have got, and takes back those that they were to get and have not: a change that
 * waited for a bank and was never made uses nothing up.
 *
 * @throws BillfoldError `promotion_code_invalid` or `offer_not_available` when somebody else has had the last one.
 */
export async function countRedemptions(
  database: Database,
  customer: CustomerKey,
  before: Account,
  { changedSubscriptions, taken }: Progress,
): Promise<void> {
  for (const after of changedSubscriptions) {
    const earlier = before.subscriptions.find(({ id }) => id === after.id)!;
    const { used, givenBack } = usesOf(earlier, after, taken);
    for (const discount of givenBack) await takeBack(database, customer, after.id, discount);
    for (const discount of used) await redeem(database, customer, after.id, discount);
  }
}

/**
 * Which discounts a subscription has begun to use, and which it does not use after all. What was set aside is counted
 * already: taking it uses nothing more, also when it has ended since.
 */
function usesOf(before: SubscriptionState, after: SubscriptionState, allTaken: readonly TakenDiscount[]) {
  const taken = allTaken.filter(({ subscription }) => subscription === after.id);
  const setAside = distinct(reservationsOf(before));
  const hasNow = distinct([...taken.map(({ discount }) => discount), ...reservationsOf(after)]);
  return {
    used: hasNow.filter((discount) => !setAside.some((one) => isSame(one, discount))),
    givenBack: setAside.filter((discount) => !hasNow.some((one) => isSame(one, discount))),
  };
}

const distinct = (discounts: readonly DiscountState[]): DiscountState[] =>
  discounts.filter((one, index) => discounts.findIndex((other) => isSame(one, other)) === index);

const isSame = (one: DiscountState, other: DiscountState) =>
  one.coupon.id === other.coupon.id && one.promotionCode === other.promotionCode;

async function redeem(
  database: Database,
  { project, customer }: CustomerKey,
  subscription: string,
  { coupon, promotionCode, startedAt }: DiscountState,
): Promise<void> {
  const promotionKey = promotionCode === null ? '' : keyOf(promotionCode);
  if (promotionCode !== null) {
    const counted = await countRedemption(database, sandboxPromotionCodes, project, promotionKey);
    if (!counted) throw usedUp();
  }
  if (!(await countRedemption(database, sandboxCoupons, project, coupon.id))) {
    throw promotionCode === null ? new BillfoldError('offer_not_available') : usedUp();
  }
  const row = { project, customer, subscription, coupon: coupon.id, promotionKey };
  const redeemedAt = new Date(startedAt);
  await database
    .insert(sandboxRedemptions)
    .values({ ...row, redeemedAt })
    .onConflictDoUpdate({ target: KEY, set: { redeemedAt } });
}

const { project, customer, subscription, coupon, promotionKey } = sandboxRedemptions;
const KEY = [project, customer, subscription, coupon, promotionKey];

/** Takes back all that a customer ever had, who starts over. */
export async function takeAllBack(database: Database, key: CustomerKey): Promise<void> {
  const had = await database
    .delete(sandboxRedemptions)
    .where(ofCustomer(sandboxRedemptions, key))
    .returning();
  for (const row of had) await uncount(database, key.project, row.coupon, row.promotionKey);
}

async function takeBack(
  database: Database,
  key: CustomerKey,
  id: string,
  discount: DiscountState,
): Promise<void> {
  const keyOfCode = discount.promotionCode === null ? '' : keyOf(discount.promotionCode);
  await uncount(database, key.project, discount.coupon.id, keyOfCode);
  await database
    .delete(sandboxRedemptions)
    .where(
      and(
        ofCustomer(sandboxRedemptions, key),
        eq(subscription, id),
        eq(coupon, discount.coupon.id),
        eq(promotionKey, keyOfCode),
      ),
    );
}

async function uncount(database: Database, ofProject: string, couponId: string, keyOfCode: string) {
  if (keyOfCode !== '') await uncountRedemption(database, sandboxPromotionCodes, ofProject, keyOfCode);
  await uncountRedemption(database, sandboxCoupons, ofProject, couponId);
}

function usedUp(): BillfoldError {
  return new BillfoldError('promotion_code_invalid', {
    fields: [{ path: 'promotionCode', message: 'has been used up' }],
  });
}
