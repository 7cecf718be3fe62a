import type { Quote, Subscription, SubscriptionResult } from '@billfold/contract';
import type { BillfoldError } from '../BillfoldError.js';

/**
 * - `choosing`: nothing is chosen but what there is.
 * - `previewing`: what is chosen is being priced; the quote before stays on the screen.
 * - `ready`: the quote is of what is chosen, and can be confirmed unless something blocks it.
 * - `confirming`: it is confirmed and not answered yet.
 * - `authenticating`: the customer is with their bank.
 * - `settling`: the billing company does not know yet what became of the payment.
 * - `changed`: it is done, now or for the date that the quote names.
 * - `failed`: it could not be priced, or not be made; `failedAt` tells which. What was chosen is still chosen.
 */
export type PlanChangePhase =
  'choosing' | 'previewing' | 'ready' | 'confirming' | 'authenticating' | 'settling' | 'changed' | 'failed';

/** What a customer wants to have. */
export interface PlanSelection {
  /** `price_…` */
  price: string;
  /** Seats where the price is per seat, else 1. */
  quantity: number;
  /** As it was entered; null: none. */
  promotionCode: string | null;
}

export interface PlanChangeState {
  phase: PlanChangePhase;
  /** `sub_…`: what all the rest is about. Null: nothing is chosen, paid or done. */
  subscription: string | null;
  /** Null: what there is already. */
  selection: PlanSelection | null;
  /** The latest quote, also while the next one is on its way; only a fresh one can be confirmed. */
  quote: Quote | null;
  /** Whether `quote` prices this very selection, as things are now. */
  isQuoteFresh: boolean;
  /** What was shown for this selection before, where it said another amount; null: nothing has changed under the eyes. */
  replacedQuote: Quote | null;
  /** What went wrong last. It stays until something else is chosen or confirmed, so show it whenever it is there. */
  problem: BillfoldError | null;
  /** Null unless there is a `problem`. */
  failedAt: 'preview' | 'confirmation' | null;
  /** What the bank must confirm, while `authenticating`. */
  clientSecret: string | null;
  /** The subscription as it is after the change. */
  result: Subscription | null;
  /** The version of the subscription that has made a quote worthless last; 0: none has. */
  outdatedBy: number;
  /** Number of the latest question for a price. Answers to older ones are dropped. */
  question: number;
}

export type PlanChangeAction =
  /** Something was chosen; null: what there is. */
  | { type: 'selected'; subscription: string; selection: PlanSelection | null }
  /** A question for a price was answered. */
  | { type: 'priced'; question: number; quote: Quote }
  | { type: 'notPriced'; question: number; problem: BillfoldError }
  /** The quote is about to run out, or what it was made of has changed: price the same again. */
  | { type: 'outdated' }
  /** The connection is back. */
  | { type: 'reconnected' }
  /** The subscription as the page knows it now, from wherever it has heard of it. */
  | { type: 'seen'; subscription: Subscription }
  | { type: 'confirmed' }
  | { type: 'answered'; answer: SubscriptionResult }
  | { type: 'refused'; problem: BillfoldError }
  /** The customer takes up a confirmation that they had left. */
  | { type: 'continued'; subscription: string; clientSecret: string }
  /** The customer has come back to the page from their bank. */
  | { type: 'returned'; subscription: string }
  /** What the bank's step and the portal have shown since. */
  | { type: 'settling' }
  | { type: 'settled'; subscription: Subscription | null }
  | { type: 'notSettled'; problem: BillfoldError }
  | { type: 'reset' };

export const initialPlanChange: PlanChangeState = {
  phase: 'choosing',
  subscription: null,
  selection: null,
  quote: null,
  isQuoteFresh: false,
  replacedQuote: null,
  problem: null,
  failedAt: null,
  clientSecret: null,
  result: null,
  outdatedBy: 0,
  question: 0,
};
