import type { Account } from './account.js';
import type { Millis } from './periods.js';
import type { Step, StepOptions } from './step.js';

export function pauseSubscription(
  account: Account,
  subscription: string,
  resumesAt: Millis,
  now: Millis,
): Step {
  throw new Error(`${[account, subscription, resumesAt, now]}`);
}

export function resumeSubscription(
  account: Account,
  subscription: string,
  now: Millis,
  options: StepOptions,
): Step {
  throw new Error(`${[account, subscription, now, options]}`);
}
