import type { Subscription } from '@billfold/contract';
import { answering } from '../read/toBillfoldError.js';
import type { StripeContext } from '../StripeContext.js';
import { readAccount, toSubscriptions } from './readAccount.js';

/** See `CustomerBilling.listSubscriptions`. */
export function listSubscriptions(context: StripeContext): Promise<Subscription[]> {
  return answering(async () => {
    const account = await readAccount(context, null);
    if (account === null) return [];
    // Stripe lists them newest first, and the order of each group is kept.
    const found = await toSubscriptions(context, account);
    return found.toSorted((one, other) => Number(one.endedAt !== null) - Number(other.endedAt !== null));
  });
}

/** See `CustomerBilling.getSubscription`. */
export function getSubscription(context: StripeContext, id: string): Promise<Subscription | null> {
  return answering(async () => {
    const account = await readAccount(context, id);
    return account && ((await toSubscriptions(context, account))[0] ?? null);
  });
}
