import type { Subscription } from '@billfold/contract';
import type Stripe from 'stripe';
import { methodOf } from '../read/methodOf.js';
import { idOf, wholeOf } from '../read/references.js';
import { toSubscription, type FactsOfCustomer, type OpenInvoice } from '../read/toSubscription.js';
import { versionsOf } from '../store/versions.js';
import type { StripeContext } from '../StripeContext.js';
import { readCustomer, timeOf } from './readCustomer.js';
import { readOpenInvoices } from './readOpenInvoices.js';
import { readPrices } from './readPrices.js';
import { readSubscription, readSubscriptions } from './readSubscriptions.js';

/** Subscriptions as Stripe has them, and all that is needed to say what they are. */
export interface Account extends FactsOfCustomer {
  subscriptions: Stripe.Subscription[];
}

/**
 * What a customer has.
 *
 * @param only one subscription; null: all of them.
 * @returns null when there is no such customer, or no such subscription of theirs.
 */
export async function readAccount(context: StripeContext, only: string | null): Promise<Account | null> {
  const [customer, found] = await Promise.all([
    readCustomer(context),
    only === null
      ? readSubscriptions(context)
      : readSubscription(context, only).then((one) => (one ? [one] : null)),
  ]);
  if (customer === null || found === null) return null;
  // Of one without items there is nothing to say, and nothing that could be charged.
  const subscriptions = found.filter(({ items }) => items.data.length > 0);
  const [prices, openInvoices] = await Promise.all([
    readPrices(context, subscriptions.flatMap(pricesIn)),
    openInvoicesOf(context, subscriptions, only),
  ]);
  return { customer, subscriptions, prices, openInvoices, now: timeOf(customer, context) };
}

async function openInvoicesOf(
  context: StripeContext,
  subscriptions: readonly Stripe.Subscription[],
  only: string | null,
): Promise<OpenInvoice[]> {
  return subscriptions.length === 0 ? [] : readOpenInvoices(context, only);
}

/** Prices that are named by a subscription: of what there is, of what is scheduled, and of what waits for its payment. */
function pricesIn(subscription: Stripe.Subscription): { id: string; currency: string }[] {
  const { items, pending_update, schedule, currency } = subscription;
  const phases = wholeOf(schedule)?.phases ?? [];
  const ids = [
    ...items.data.map(({ price }) => price.id),
    ...(pending_update?.subscription_items ?? []).map(({ price }) => price.id),
    ...phases.flatMap((phase) => phase.items.map(({ price }) => idOf(price))),
  ];
  return ids.filter((id) => id !== null).map((id) => ({ id, currency }));
}

/** The subscriptions of an account as the contract writes them, in the same order. */
export async function toSubscriptions(
  { customer: { project }, unit }: StripeContext,
  account: Account,
): Promise<Subscription[]> {
  const resources = account.subscriptions.map((subscription) => {
    const resource = toSubscription(subscription, account);
    return { resource, facts: factsOf(subscription, resource, account) };
  });
  const versions = await versionsOf(
    { project, unit },
    resources.map(({ resource: { id }, facts }) => ({ id, facts })),
  );
  return resources.map(({ resource: { id, ...rest } }) => ({ id, version: versions.get(id)!, ...rest }));
}

/** By what one version differs from another: what is shown, and what it refers to. */
function factsOf(subscription: Stripe.Subscription, resource: object, { customer }: Account): object {
  return {
    resource,
    paymentMethod: methodOf(subscription, customer)?.id ?? null,
    items: subscription.items.data.map(({ id }) => id),
    discounts: subscription.discounts.map((discount) => idOf(discount)),
  };
}
