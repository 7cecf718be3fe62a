import type { Subscription } from '@billfold/contract';
import type Stripe from 'stripe';
import { BillfoldError } from '../../../errors.js';
import type { Intent } from '../../../provider/Provider.js';
import { answering } from '../read/toBillfoldError.js';
import type { StripeContext } from '../StripeContext.js';
import { readAccount, toSubscriptions, type Account } from './readAccount.js';

/** A subscription that something is asked about or done to: as Stripe has it, and as it is shown. */
export interface Target {
  subscription: Stripe.Subscription;
  shown: Subscription;
  account: Account;
}

/**
 * Reads a subscription that something is asked about.
 *
 * @param named.version that was seen; null: it is only looked at.
 * @throws BillfoldError `not_found`, `version_stale`.
 */
export async function findTarget(
  context: StripeContext,
  named: { subscription: string; version: number | null },
): Promise<Target> {
  const account = await readAccount(context, named.subscription);
  if (!account) throw new BillfoldError('not_found');
  const [shown] = await toSubscriptions(context, account);
  if (named.version !== null && named.version !== shown!.version) throw new BillfoldError('version_stale');
  return { subscription: account.subscriptions[0]!, shown: shown!, account };
}

/**
 * The same of one that is going to be changed.
 *
 * @throws BillfoldError `subscription_state` when it has ended, or a payment of a change is under way whose outcome nobody knows.
 */
export async function findSettled(
  context: StripeContext,
  named: { subscription: string; version: number | null },
): Promise<Target> {
  const target = await findTarget(context, named);
  const { endedAt, pendingPayment } = target.shown;
  if (endedAt !== null || pendingPayment?.status === 'processing')
    throw new BillfoldError('subscription_state');
  return target;
}

/** A subscription after it was changed: read anew, and not what a call has answered. */
export async function readShown(context: StripeContext, subscription: string): Promise<Subscription> {
  return (await findTarget(context, { subscription, version: null })).shown;
}

/** The intent that a change is made under. The core gives one to every change. */
export function intentOf({ unit }: StripeContext): Intent {
  const { intent } = unit;
  if (!intent) throw new Error('A change at Stripe was asked for without an intent.');
  // The intent tells by our errors what is certain: what was refused, what was never sent, and what is remembered.
  return { ...intent, step: (name, work) => intent.step(name, (key) => answering(() => work(key))) };
}

/** The customer's id at Stripe. The core has told Stripe of a customer before it asks for a change. */
export function stripeCustomer({ customer }: StripeContext): string {
  if (customer.providerCustomer === null) throw new BillfoldError('not_found');
  return customer.providerCustomer;
}
