import type { Account } from './account.js';
import type { Millis } from './periods.js';
import type { PayOptions, Step } from './step.js';

/** Charges what remains of an open invoice. */
export function payInvoice(account: Account, invoice: string, now: Millis, options: PayOptions): Step {
  throw new Error(`${[account, invoice, now, options]}`);
}
