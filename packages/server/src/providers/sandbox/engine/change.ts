import type { Account, DiscountState, EngineChange, IssuedLine } from './account.js';
import type { ChangeOptions, Step } from './step.js';
import type { Millis } from './periods.js';
import type { TaxAmount } from './tax.js';

/** What a change costs. See `Quote` of the contract for what the amounts mean. */
export interface PricedTerms {
  effectiveAt: Millis;
  currency: string;
  /** What is invoiced now or, where nothing is, waits for the next invoice. */
  lines: IssuedLine[];
  taxes: TaxAmount[];
  subtotal: bigint;
  discount: bigint;
  tax: bigint;
  total: bigint;
  balanceApplied: bigint;
  creditAdded: bigint;
  dueNow: bigint;
  /** What every whole period costs from then on, with discounts and tax as they are now, and whose discount is in it. */
  recurring: { total: bigint; discounts: DiscountState[] };
  nextInvoice: { issuedAt: Millis; total: bigint } | null;
  /** Null: there is no trial any more. */
  trialEndAt: Millis | null;
}

export type ChangeStep = Step & { priced: PricedTerms };

/** Makes a change, or as far as its payment goes. A preview is this very function, thrown away. */
export function changeSubscription(
  account: Account,
  subscription: string,
  change: EngineChange,
  options: ChangeOptions,
): ChangeStep {
  throw new Error(`${[account, subscription, change, options]}`);
}
