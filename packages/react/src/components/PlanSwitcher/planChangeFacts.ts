import type { PaymentFailure, Quote } from '@billfold/contract';
import type { Problem } from '../../problem.js';

/** What is chosen: a price, how many seats, and a code. */
export interface PlanSelection {
  price: string;
  quantity: number;
  promotionCode: string | null;
}

/** Why a change, or its price, could not be had. An error of the hooks is one. */
export interface PlanChangeProblem extends Problem {
  /** Why the bank refused, where it was asked. */
  payment?: { failure: PaymentFailure } | null;
}

/**
 * As much of a change as is shown; the state of `usePlanChange` is one. `choosing`: nothing is chosen that is not so
 * already. `authenticating`: the customer is with their bank. `settling`: it is paid, or will be, and nobody knows yet.
 */
export interface PlanChangeFacts {
  phase:
    'choosing' | 'previewing' | 'ready' | 'confirming' | 'authenticating' | 'settling' | 'changed' | 'failed';
  /** Null: what one has already. */
  selection: PlanSelection | null;
  quote: Quote | null;
  /** Whether the quote is of this very selection, and still good. */
  isQuoteFresh: boolean;
  problem: PlanChangeProblem | null;
}
