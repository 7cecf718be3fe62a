import type {
  Discount,
  OverdueInvoice,
  PendingChange,
  PendingPayment,
  Subscription,
} from '@billfold/contract';
import {
  currentPeriod,
  nextRenewalAt,
  type DiscountState,
  type PriceTerms,
  type SubscriptionState,
} from '../engine/account.js';
import { isActive } from '../engine/discounts.js';
import { toMoney } from '../engine/money.js';
import { testMethods, type TestMethod } from '../engine/paymentMethods.js';
import { periodsBegun, type Millis } from '../engine/periods.js';
import { amountOf } from '../engine/price.js';
import { toCoupon } from './coupons.js';
import { atInstant, toInstant, toPeriod } from './instants.js';
import { toPrice } from './prices.js';
import { toSubscriptionState, type SubscriptionRow } from './subscriptionRows.js';

/** A subscription as the contract writes it. */
export function toSubscription(row: SubscriptionRow): Subscription {
  const { subscription, price, productName } = row;
  const { id, version, status, quantity, cancelAt, canceledAt, endedAt, trialEndAt, startedAt, managedBy } =
    subscription;
  const now = row.now.getTime();
  const state = managedBy ? goneOn(toSubscriptionState(row), now) : toSubscriptionState(row);
  const { pendingChange, pendingPayment, pause } = state;
  const renewsAt = nextRenewalAt(state);
  // Who bills it charges it, and we do not.
  const isCharged = managedBy === null && endedAt === null;
  const renews = isCharged && (cancelAt === null || renewsAt < cancelAt.getTime());
  return {
    id,
    version,
    status,
    product: { id: price.product, name: productName },
    price: toPrice(price),
    quantity,
    amount: toMoney(amountOf(state), price.currency),
    currentPeriod: toPeriod(currentPeriod(state)),
    renewsAt: renews ? atInstant(renewsAt) : null,
    cancelAt: toInstant(cancelAt),
    canceledAt: toInstant(canceledAt),
    endedAt: toInstant(endedAt),
    trialEndAt: toInstant(trialEndAt),
    startedAt: startedAt.toISOString(),
    paymentMethod: toMethodName(state.paymentMethod?.method ?? null),
    discounts: state.discounts.filter((discount) => isActive(discount, now)).map(toDiscount),
    pendingChange: pendingChange && toPendingChange(pendingChange),
    pendingPayment: pendingPayment && toPendingPayment(pendingPayment),
    pause: pause && { startsAt: atInstant(pause.startsAt), resumesAt: atInstant(pause.resumesAt) },
    overdueInvoice: row.overdue && toOverdueInvoice(row.overdue, price.currency),
    managedBy,
  };
}

/** What is billed elsewhere goes from one period to the next without us. */
function goneOn(state: SubscriptionState, now: Millis): SubscriptionState {
  return { ...state, periodsBilled: periodsBegun(state.anchorAt, state.price, now) };
}

/** A test method as it is named to people. */
export function toMethodName(method: TestMethod | null): Subscription['paymentMethod'] {
  return method && testMethods[method].name;
}

/** A discount as the contract writes it. */
export function toDiscount({ coupon, promotionCode, endsAt }: DiscountState): Discount {
  return { coupon: toCoupon(coupon), promotionCode, endsAt: endsAt === null ? null : atInstant(endsAt) };
}

function toPendingChange(pending: NonNullable<SubscriptionState['pendingChange']>): PendingChange {
  return { ...toPlan(pending), amount: amountOfPlan(pending), effectiveAt: atInstant(pending.at) };
}

function toPendingPayment(pending: NonNullable<SubscriptionState['pendingPayment']>): PendingPayment {
  const { status, clientSecret, change, amount, expiresAt } = pending;
  return {
    status,
    clientSecret,
    amount: toMoney(amount, change.price.currency),
    ...toPlan(change),
    expiresAt: atInstant(expiresAt),
  };
}

/** What somebody is going to have. */
function toPlan({ price, quantity }: { price: PriceTerms; quantity: number }) {
  return { product: { id: price.product, name: price.productName }, price: toPrice(price), quantity };
}

const amountOfPlan = (plan: { price: PriceTerms; quantity: number }) =>
  toMoney(amountOf(plan), plan.price.currency);

function toOverdueInvoice(
  overdue: NonNullable<SubscriptionRow['overdue']>,
  currency: string,
): OverdueInvoice {
  const { id, remaining, failure, method, attemptedAt, nextAction, nextActionAt } = overdue;
  return {
    id,
    amountRemaining: toMoney(remaining, currency),
    failure,
    method: toMethodName(method),
    attemptedAt: toInstant(attemptedAt),
    nextAttemptAt: nextAction === 'retry' ? toInstant(nextActionAt) : null,
  };
}
