import type { Account, DiscountState } from './account.js';
import type { Millis } from './periods.js';
import type { Step } from './step.js';

export function applyDiscount(
  account: Account,
  subscription: string,
  discount: DiscountState,
  now: Millis,
): Step {
  throw new Error(`${[account, subscription, discount, now]}`);
}

export function deletePendingChange(account: Account, subscription: string, now: Millis): Step {
  throw new Error(`${[account, subscription, now]}`);
}
