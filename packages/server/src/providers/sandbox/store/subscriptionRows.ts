import { and, eq } from 'drizzle-orm';
import type { Subscription } from '@billfold/contract';
import type { Database } from '../../../database/Database.js';
import { currentPeriod, nextRenewalAt, type SubscriptionState } from '../engine/account.js';
import { amountOf } from '../engine/invoice.js';
import { toMoney } from '../engine/money.js';
import { toDate, toInstant, toMillis } from './instants.js';
import { toPrice, toPriceTerms } from './prices.js';
import { sandboxPaymentMethods, sandboxPrices, sandboxProducts, sandboxSubscriptions } from './schema.js';

/** A subscription with all that it refers to, by one statement. */
export function selectSubscriptions(database: Database) {
  return database
    .select({
      subscription: sandboxSubscriptions,
      price: sandboxPrices,
      productName: sandboxProducts.name,
      method: sandboxPaymentMethods.method,
    })
    .from(sandboxSubscriptions)
    .innerJoin(
      sandboxPrices,
      and(
        eq(sandboxPrices.project, sandboxSubscriptions.project),
        eq(sandboxPrices.id, sandboxSubscriptions.price),
      ),
    )
    .innerJoin(
      sandboxProducts,
      and(eq(sandboxProducts.project, sandboxPrices.project), eq(sandboxProducts.id, sandboxPrices.product)),
    )
    .leftJoin(
      sandboxPaymentMethods,
      and(
        eq(sandboxPaymentMethods.project, sandboxSubscriptions.project),
        eq(sandboxPaymentMethods.customer, sandboxSubscriptions.customer),
        eq(sandboxPaymentMethods.id, sandboxSubscriptions.paymentMethod),
      ),
    )
    .$dynamic();
}

export type SubscriptionRow = Awaited<ReturnType<typeof selectSubscriptions>>[number];

/** As the engine goes by it. */
export function toSubscriptionState({
  subscription,
  price,
  productName,
  method,
}: SubscriptionRow): SubscriptionState {
  const { id, version, status, quantity, periodsBilled } = subscription;
  return {
    id,
    version,
    status,
    price: toPriceTerms(price, productName),
    quantity,
    paymentMethod: method,
    startedAt: subscription.startedAt.getTime(),
    trialEndAt: toMillis(subscription.trialEndAt),
    periodsBilled,
    cancelAt: toMillis(subscription.cancelAt),
    canceledAt: toMillis(subscription.canceledAt),
    endedAt: toMillis(subscription.endedAt),
  };
}

/** What time can change of a subscription. */
export function toSubscriptionChanges(state: SubscriptionState) {
  const { version, status, periodsBilled } = state;
  return {
    version,
    status,
    periodsBilled,
    canceledAt: toDate(state.canceledAt),
    endedAt: toDate(state.endedAt),
  };
}

/** As the contract writes it. */
export function toSubscription(row: SubscriptionRow): Subscription {
  const { subscription, price, productName } = row;
  const { id, version, status, quantity, cancelAt, canceledAt, endedAt, trialEndAt, startedAt } =
    subscription;
  const state = toSubscriptionState(row);
  const { startAt, endAt } = currentPeriod(state);
  const renewsAt = nextRenewalAt(state);
  const renews = endedAt === null && (cancelAt === null || renewsAt < cancelAt.getTime());
  return {
    id,
    version,
    status,
    product: { id: price.product, name: productName },
    price: toPrice(price),
    quantity,
    amount: toMoney(amountOf(state), price.currency),
    currentPeriod: { startAt: new Date(startAt).toISOString(), endAt: new Date(endAt).toISOString() },
    renewsAt: renews ? new Date(renewsAt).toISOString() : null,
    cancelAt: toInstant(cancelAt),
    canceledAt: toInstant(canceledAt),
    endedAt: toInstant(endedAt),
    trialEndAt: toInstant(trialEndAt),
    startedAt: startedAt.toISOString(),
  };
}
