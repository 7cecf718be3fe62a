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
  /** What the same choice cost a moment ago, where that was something else. */
  replacedQuote: Quote | null;
  /** What went wrong last; it stays until something else is chosen or confirmed. */
  problem: PlanChangeProblem | null;
  /** What `problem` is about: the price, or the change itself. */
  failedAt: 'preview' | 'confirmation' | null;
}

/** Whether what it costs is neither charged nor credited now: then it waits for the next invoice. */
export const isOnNextInvoice = ({ lines, total, balanceApplied, creditAdded, dueNow }: Quote) =>
  lines.length > 0 &&
  total.amount !== 0 &&
  [balanceApplied, creditAdded, dueNow].every(({ amount }) => amount === 0);

/** Whether money may be on its way: nothing else can be chosen until that is clear. */
export const isUnderWay = ({ phase }: PlanChangeFacts) =>
  phase === 'confirming' || phase === 'authenticating' || phase === 'settling';
