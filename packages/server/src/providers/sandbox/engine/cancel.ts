import type { Account } from './account.js';
import type { Millis } from './periods.js';
import type { Step, StepOptions } from './step.js';

export interface EngineCancellation {
  at: 'now' | 'period_end';
  prorationBehavior: 'none' | 'create_prorations';
  now: Millis;
}

export interface CancelStep extends Step {
  /** What is added to the customer's credit. */
  credit: bigint;
  /** What stays owed. */
  outstanding: bigint;
  effectiveAt: Millis;
  stopsCollection: boolean;
}

export function cancelSubscription(
  account: Account,
  subscription: string,
  cancellation: EngineCancellation,
  options: StepOptions,
): CancelStep {
  throw new Error(`${[account, subscription, cancellation, options]}`);
}

export function keepSubscription(account: Account, subscription: string, now: Millis): Step {
  throw new Error(`${[account, subscription, now]}`);
}
