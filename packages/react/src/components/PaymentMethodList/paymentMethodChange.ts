import type { PaymentFailure, PaymentMethod, PaymentMethodName, SubscriptionName } from '@billfold/contract';
import type { Problem } from '../../problem.js';

/** What can be done with a payment method that is on file. */
export type PaymentMethodTask = 'makeDefault' | 'remove';

/** A task for one payment method: being asked about, under way, or failed. */
export interface PaymentMethodChange {
  /** `pm_…`. */
  paymentMethod: string;
  task: PaymentMethodTask;
  state: 'asking' | 'busy' | 'failed';
  /** Why it failed. */
  problem?: Problem | null;
}

/**
 * What was done last in this visit. Of a payment method that the customer has come back from their bank with: `finishing`,
 * `pending` when the bank has not said yet, `notAdded` when it has said no, `notFinished` when the portal has, `unknown`
 * when nobody has heard.
 */
export type PaymentMethodOutcome =
  | { what: 'added' | 'madeDefault'; method: PaymentMethodName; moved: readonly SubscriptionName[] }
  | { what: 'removed'; method: PaymentMethodName }
  | { what: 'finishing' | 'pending' | 'unknown' }
  | { what: 'notFinished'; problem: Problem | null }
  | { what: 'notAdded'; failure: PaymentFailure | null };

/**
 * What is going to be charged to a payment method once it is the default: everything that is charged to another one now,
 * and what has none.
 */
export function movedBy(
  { id, usedBy }: Pick<PaymentMethod, 'id' | 'usedBy'>,
  paymentMethods: readonly PaymentMethod[],
  subscriptions: readonly SubscriptionName[] = [],
): SubscriptionName[] {
  const stays = new Set(usedBy.map((it) => it.id));
  const others = paymentMethods.filter((it) => it.id !== id).flatMap((it) => it.usedBy);
  const all = new Map([...others, ...subscriptions].map((it) => [it.id, it]));
  return [...all.values()].filter((it) => !stays.has(it.id));
}

/** Subscriptions as they are named to people. */
export const planNames = (subscriptions: readonly SubscriptionName[]) =>
  subscriptions.map(({ product }) => product.name);
