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
  const movements = changedSubscriptions.flatMap((after) => {
    const earlier = before.subscriptions.find(({ id }) => id === after.id)!;
    const { used, givenBack } = usesOf(earlier, after, taken);
    return [
      ...givenBack.map((discount) => movementOf(after.id, discount, 'given_back')),
      ...used.map((discount) => movementOf(after.id, discount, 'used')),
    ];
  });
  await count(database, customer.project, movements);
  for (const movement of movements) await remember(database, customer, movement);
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

/** One use more or less of a coupon, and of the code by which it is had. */
interface Movement {
  kind: 'used' | 'given_back';
  subscription: string;
  coupon: string;
  /** Empty where the merchant gave the coupon. */
  promotionKey: string;
  redeemedAt: Date;
}

function movementOf(
  subscription: string,
  { coupon, promotionCode, startedAt }: DiscountState,
  kind: Movement['kind'],
): Movement {
  const promotionKey = promotionCode === null ? '' : keyOf(promotionCode);
  return { kind, subscription, coupon: coupon.id, promotionKey, redeemedAt: new Date(startedAt) };
}

/**
 * Counts uses: of coupons first and then of codes, each by name. The catalogue locks them in the same order, so that
 * nobody waits for somebody who waits for them.
 */
async function count(
  database: Database,
  project: string,
  movements: readonly Pick<Movement, 'kind' | 'coupon' | 'promotionKey'>[],
): Promise<void> {
  for (const { kind, coupon, promotionKey } of sortedBy(movements, (movement) => movement.coupon)) {
    const isCounted = await move(database, sandboxCoupons, project, coupon, kind);
    if (!isCounted) throw promotionKey === '' ? new BillfoldError('offer_not_available') : usedUp();
  }
  const byCode = movements.filter(({ promotionKey }) => promotionKey !== '');
  for (const { kind, promotionKey } of sortedBy(byCode, (movement) => movement.promotionKey)) {
    if (!(await move(database, sandboxPromotionCodes, project, promotionKey, kind))) throw usedUp();
  }
}

function sortedBy<Item>(items: readonly Item[], nameOf: (item: Item) => string): Item[] {
  // By code points, and not by the rules of a language, of which the database may have others.
  return items.toSorted(
    (one, other) => Number(nameOf(one) > nameOf(other)) - Number(nameOf(one) < nameOf(other)),
  );
}

/** @returns whether there was a use left. */
async function move(
  database: Database,
  table: typeof sandboxCoupons | typeof sandboxPromotionCodes,
  project: string,
  id: string,
  kind: Movement['kind'],
): Promise<boolean> {
  if (kind === 'used') return countRedemption(database, table, project, id);
  await uncountRedemption(database, table, project, id);
  return true;
}

/** Writes down who has what, so that nobody has a code twice. */
async function remember(database: Database, key: CustomerKey, movement: Movement): Promise<void> {
  const { kind, redeemedAt, ...ofWhat } = movement;
  if (kind === 'used') {
    await database
      .insert(sandboxRedemptions)
      .values({ project: key.project, customer: key.customer, ...ofWhat, redeemedAt })
      .onConflictDoUpdate({ target: KEY, set: { redeemedAt } });
    return;
  }
  await database
    .delete(sandboxRedemptions)
    .where(
      and(
        ofCustomer(sandboxRedemptions, key),
        eq(subscription, ofWhat.subscription),
        eq(coupon, ofWhat.coupon),
        eq(promotionKey, ofWhat.promotionKey),
      ),
    );
}

const { project, customer, subscription, coupon, promotionKey } = sandboxRedemptions;
const KEY = [project, customer, subscription, coupon, promotionKey];

/** Takes back all that a customer ever had, who starts over. */
export async function takeAllBack(database: Database, key: CustomerKey): Promise<void> {
  const had = await database
    .delete(sandboxRedemptions)
    .where(ofCustomer(sandboxRedemptions, key))
    .returning();
  const movements = had.map((row) => ({ ...row, kind: 'given_back' as const }));
  await count(database, key.project, movements);
}

function usedUp(): BillfoldError {
  return new BillfoldError('promotion_code_invalid', {
    fields: [{ path: 'promotionCode', message: 'has been used up' }],
  });
}
