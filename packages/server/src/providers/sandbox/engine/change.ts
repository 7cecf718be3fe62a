import { BillfoldError } from '../../../errors.js';
import type { Account, EngineChange, SubscriptionState } from './account.js';
import { keepIfPaid } from './charged.js';
import { draftOf, isPaying, livingSubscription } from './draft.js';
import { makeChange } from './madeChange.js';
import { priceChange, type PricedTerms } from './priced.js';
import type { ChangeOptions, Step } from './step.js';

export type { PricedTerms } from './priced.js';

/** What a change has come to, and what it costs. */
export type ChangeStep = Step & { priced: PricedTerms };

/**
 * Makes a change of plan, or as much of it as its payment allows: a payment that is refused leaves everything as it
 * was, and one that is not known yet leaves a `pendingPayment`. A preview is this very function, thrown away.
 *
 * @throws BillfoldError `subscription_state`; `quote_stale` when it was priced in another period than the present one;
 * `payment_method_required`.
 */
export function changeSubscription(
  given: Account,
  id: string,
  change: EngineChange,
  options: ChangeOptions,
): ChangeStep {
  const draft = draftOf(given);
  const subscription = livingSubscription(draft, id);
  if (options.preview !== true) refuseUnlessChangeable(subscription);
  const now = options.now ?? change.pricedAt;
  const { invoice, waiting } = makeChange(draft, subscription, change, now);
  const priced = priceChange(draft, subscription, change, { invoice, waiting }, now, options.terms);
  return { ...keepIfPaid(draft, subscription, change, invoice, now, options), priced };
}

/** What must be done first is said by the portal's blockers; whoever does not ask is refused here. */
function refuseUnlessChangeable(subscription: SubscriptionState): void {
  const { status, cancelAt, pause } = subscription;
  const isInOrder = status === 'active' || status === 'trialing';
  if (!isInOrder || cancelAt !== null || pause || isPaying(subscription)) {
    throw new BillfoldError('subscription_state');
  }
}
