import type { Price, Quote, Subscription } from '@billfold/contract';

/** A change that a customer has in mind, as the portal server tells your app of it. Nothing has been changed yet. */
export interface ProposedPlanChange {
  /** `reference` is your own id of the customer; null when the customer was made without one. */
  customer: { id: string; reference: string | null };
  /** As it is now. */
  subscription: Subscription;
  /** What it would be: product, price and quantity. */
  product: { id: string; name: string };
  price: Price;
  /** Seats where the price is per seat, else 1. */
  quantity: number;
  /** Compared by what a year costs, before discounts. */
  direction: Quote['direction'];
  /** `now`: with the confirmation. `period_end`: when the paid period ends. */
  timing: Quote['timing'];
}

/**
 * What your app says to it, in sentences of at most 500 characters that the customer reads. `blockers` must be dealt with
 * before the change can be made (`Remove 5 members first.`), `warnings` are only said. Nothing, or two empty lists: the
 * change is fine.
 */
export interface PlanCheck {
  blockers?: string[] | undefined;
  warnings?: string[] | undefined;
}
