import type Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import type { CustomerBilling, PlanChange } from '../src/provider/CustomerBilling.js';
import { billingOf } from '../src/provider/conformance/billingOf.js';
import type { WantedSubscription } from '../src/provider/conformance/ProviderUnderTest.js';
import type { BillingCustomer } from '../src/provider/Provider.js';
import { matcherOf } from './stripe-double/http/FaultPlan.js';
import type { Params } from './stripe-double/params.js';
import { openStripeShop, type StripeShop } from './stripeShop.js';

/** Somebody with a subscription, ten days into its period. */
export interface Subscriber {
  customer: BillingCustomer;
  /** Their id at Stripe. */
  stripeCustomer: string;
  id: string;
  billing: CustomerBilling;
  target(): Promise<{ subscription: string; version: number }>;
  /** What is to be changed, priced now. */
  change(wanted: Partial<PlanChange>): PlanChange;
  /** Previews a change and makes it. */
  make(wanted: Partial<PlanChange>): ReturnType<CustomerBilling['changeSubscription']>;
  /** As Stripe has it. */
  there(): Promise<Stripe.Subscription>;
  schedule(): Promise<Stripe.SubscriptionSchedule>;
}

/** The Stripe provider on the double, for the tests of one file. */
export interface StripeTest {
  shop: StripeShop;
  stripe: Stripe;
  portalOf(customer: BillingCustomer): CustomerBilling;
  begin(
    wanted?: Partial<WantedSubscription>,
    more?: Partial<Stripe.SubscriptionCreateParams>,
  ): Promise<Subscriber>;
  /** Charges the customer's next payment in this way. */
  decide(subscriber: Subscriber, outcome: 'fails' | 'requires_action'): void;
  /** What was sent in this test by requests like this, such as `POST /v1/subscriptions/*`. */
  sent(pattern: string): Params[];
}

/** Ten days into the first period of those whom `begin` makes. */
export const NOW = new Date('2026-03-20T09:30:00Z');

/** Starts it before the tests of a file. What was ever sent must be as Stripe's schema has it. */
export function openStripeTest(): StripeTest {
  const open = {} as StripeTest;
  let from = 0;
  beforeAll(async () => {
    open.shop = await openStripeShop();
    open.stripe = open.shop.stripe;
  }, 60_000);
  beforeEach(() => {
    from = open.shop.double.requests.length;
  });
  afterAll(async () => {
    const { double } = open.shop;
    const found = [double.complaints(), double.defects];
    await open.shop.close();
    expect(found).toEqual([[], []]);
  });

  open.portalOf = (customer) =>
    billingOf({ provider: open.shop.provider, unit: open.shop.unit } as never, customer);
  open.sent = (pattern) =>
    open.shop.double.requests
      .slice(from)
      .filter(matcherOf(pattern))
      .map(({ params }) => params);
  open.decide = ({ stripeCustomer }, outcome) =>
    open.shop.double.controls.decideNextCharge(stripeCustomer, outcome);

  open.begin = async (wanted, more) => {
    const { shop, stripe } = open;
    const price = shop.offer.basic.month;
    const { customer, subscription: id } = await shop.begin({ price, ...wanted }, more);
    await shop.passTime(customer, NOW);
    from = shop.double.requests.length;
    const billing = open.portalOf(customer);
    const it: Subscriber = {
      customer,
      stripeCustomer: customer.providerCustomer!,
      id,
      billing,
      target: async () => ({ subscription: id, version: (await billing.getSubscription(id))!.version }),
      change: (change) => ({
        subscription: id,
        price: shop.offer.pro.month,
        quantity: 1,
        promotionCode: null,
        timing: 'now',
        prorationBehavior: 'always_invoice',
        trialBehavior: 'continue_trial',
        pricedAt: NOW,
        ...change,
      }),
      make: async (wanted) => {
        const change = it.change(wanted);
        const expected = await billing.previewChange(change);
        return billing.changeSubscription({ ...change, ...(await it.target()), expected });
      },
      there: () =>
        stripe.subscriptions.retrieve(id, { expand: ['latest_invoice', 'discounts.source.coupon'] }),
      schedule: async () => {
        const { schedule } = await stripe.subscriptions.retrieve(id);
        return stripe.subscriptionSchedules.retrieve(schedule as string);
      },
    };
    return it;
  };
  return open;
}
