import type { Account } from './account.js';
import type { Millis } from './periods.js';
import type { Step, StepOptions } from './step.js';

/** What the bank says to a payment that waits to be confirmed; null when none waits with this secret. */
export function confirmPayment(
  account: Account,
  clientSecret: string,
  outcome: 'authenticated' | 'refused',
  at: Millis,
  options: StepOptions,
): Step | null {
  throw new Error(`${[account, clientSecret, outcome, at, options]}`);
}
