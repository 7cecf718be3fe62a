import type { PaymentFailure } from '@billfold/contract';
import type { IssuedInvoice } from './account.js';
import type { Progress } from './draft.js';
import type { PaymentMethodState } from './paymentMethods.js';
import type { Millis } from './periods.js';
import type { BillingTerms } from './terms.js';

/** What somebody has done to an account, and what became of the payment for it. */
export interface Step {
  /** As of `advance`: all that there is to store, also where the payment failed. */
  progress: Progress;
  outcome: StepOutcome;
  /** The invoice that was issued. While a payment is to be confirmed, or was refused: the one that would have been. */
  invoice: IssuedInvoice | null;
}

export type StepOutcome =
  | { status: 'succeeded' }
  /** Nothing has changed yet but `pendingPayment`, or the payment of the invoice. */
  | { status: 'requires_action'; clientSecret: string }
  | { status: 'pending' }
  /** Nothing has changed but `nextCharge`. */
  | { status: 'failed'; failure: PaymentFailure };

/** What a step can not know by itself. */
export interface StepOptions {
  terms: BillingTerms;
  /** Makes what a payment is confirmed with: the engine draws no lots. */
  makeSecret: () => string;
}

export interface ChangeOptions extends StepOptions {
  /** When it is done; what is invoiced is issued then. Default: when it was priced. */
  now?: Millis;
  /**
   * Only the price is asked for: nobody is charged, and what must be done before the change can be made does not matter.
   * What comes back is thrown away.
   */
  preview?: boolean;
}

export interface PayOptions extends StepOptions {
  /** What is charged this once. Default: what the subscription is charged to, where it has not ended. */
  paymentMethod?: PaymentMethodState | null;
}
