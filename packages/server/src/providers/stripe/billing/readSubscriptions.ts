import type Stripe from 'stripe';
import { idOf, isId } from '../read/references.js';
import { orNull } from '../read/toBillfoldError.js';
import type { StripeContext } from '../StripeContext.js';
import { withCoupons } from './withCoupons.js';
import { PAGE, readAll } from './readAll.js';

/** What a subscription is read with: four levels are all that Stripe gives, and a list is one of them. */
const WITH = [
  'default_payment_method',
  'default_source',
  'discounts.source.coupon',
  'discounts.promotion_code',
  'latest_invoice',
  'schedule',
];

/** All subscriptions of the customer as Stripe has them, those that have ended too. */
export async function readSubscriptions(context: StripeContext): Promise<Stripe.Subscription[]> {
  const { stripe, customer, options } = context;
  if (customer.providerCustomer === null) return [];
  const found = await readAll(
    stripe.subscriptions.list(
      {
        customer: customer.providerCustomer,
        // Without it, those that have ended are left out.
        status: 'all',
        limit: PAGE,
        expand: WITH.map((path) => `data.${path}`),
      },
      options(),
    ),
  );
  return Promise.all(found.filter((one) => isOf(context, one)).map((one) => toWhole(context, one)));
}

/** One subscription as Stripe has it; null when it is not this customer's. */
export async function readSubscription(
  context: StripeContext,
  id: string,
): Promise<Stripe.Subscription | null> {
  const { stripe, customer, options } = context;
  if (customer.providerCustomer === null || !isId('sub', id)) return null;
  const found = await orNull(stripe.subscriptions.retrieve(id, { expand: WITH }, options()));
  return found && isOf(context, found) ? toWhole(context, found) : null;
}

/** What a list can not be asked for, or has cut: the same of one and of many. */
async function toWhole(context: StripeContext, found: Stripe.Subscription): Promise<Stripe.Subscription> {
  return withCoupons(context, await withAllItems(context, found));
}

/** Whether something is the customer's. Asked after every read, whatever was asked for. */
export function isOf(
  { customer: { providerCustomer } }: StripeContext,
  { customer }: { customer: string | { id: string } | null },
): boolean {
  return providerCustomer !== null && idOf(customer) === providerCustomer;
}

/** The same with all of its items: with itself Stripe gives the first ones only. */
export async function withAllItems(
  { stripe, options }: StripeContext,
  subscription: Stripe.Subscription,
): Promise<Stripe.Subscription> {
  const { id, items } = subscription;
  if (!items.has_more) return subscription;
  const data = await readAll(stripe.subscriptionItems.list({ subscription: id, limit: PAGE }, options()));
  return { ...subscription, items: { ...items, data, has_more: false } };
}
