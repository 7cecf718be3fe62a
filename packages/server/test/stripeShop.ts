import type Stripe from 'stripe';
import { createClient } from '../src/providers/stripe/client/createClient.js';
import { createStripe } from '../src/providers/stripe/index.js';
import { createIntent } from '../src/provider/conformance/billingOf.js';
import type { Offer, WantedSubscription } from '../src/provider/conformance/ProviderUnderTest.js';
import type { BillingCustomer, Provider, UnitOfWork } from '../src/provider/Provider.js';
import { openTestDatabase } from '../src/testing/openTestDatabase.js';
import { documentedRequests, RESTRICTED_KEY } from './restrictedKey.js';
import { startStripeDouble, type StripeDouble } from './stripe-double/index.js';

/**
 * The Stripe provider with something to sell, on the double. All of it is set up by Stripe's own API, with test clocks and test
 * payment methods, so that a test account of Stripe's could stand in the double's place.
 */
export interface StripeShop {
  provider: Provider;
  double: StripeDouble;
  /** The npm client, for what merchants and tests do at Stripe. */
  stripe: Stripe;
  offer: Offer;
  unit(): UnitOfWork;
  /** A customer with a clock of their own, whom the provider was told of. */
  createCustomer(project?: string, from?: string): Promise<BillingCustomer>;
  /** Puts one of Stripe's test payment methods on file, as the default. @returns its id. */
  putOnFile(customer: BillingCustomer, method?: string): Promise<string>;
  /** Starts a subscription of somebody who is on file, now. */
  subscribe(
    customer: BillingCustomer,
    wanted: WantedSubscription,
    more?: Partial<Stripe.SubscriptionCreateParams>,
  ): Promise<Stripe.Subscription>;
  /** The same of somebody new, who has a card. */
  begin(
    wanted: WantedSubscription,
    more?: Partial<Stripe.SubscriptionCreateParams>,
  ): Promise<{ customer: BillingCustomer; subscription: string }>;
  passTime(customer: BillingCustomer, to: Date): Promise<void>;
  close(): Promise<void>;
}

const SECRET_KEY = 'sk_test_anything';

export async function openStripeShop(): Promise<StripeShop> {
  const keys = { [SECRET_KEY]: ['*'], [RESTRICTED_KEY]: documentedRequests() };
  const double = await startStripeDouble({ keys });
  const { database, close } = await openTestDatabase();
  const options = { secretKey: SECRET_KEY, apiUrl: double.url };
  // It may do what the page about going live says, and nothing else.
  const provider = createStripe({ ...options, secretKey: RESTRICTED_KEY });
  const stripe = createClient(options);
  const unit = () => ({ database, now: new Date() });
  let customers = 0;

  const shop: StripeShop = {
    provider,
    double,
    stripe,
    unit,
    offer: await openOffer(stripe),

    async createCustomer(project = 'proj_first', from = '2026-03-10T09:30:00Z') {
      customers += 1;
      const clock = await stripe.testHelpers.testClocks.create({ frozen_time: Date.parse(from) / 1000 });
      const created = await stripe.customers.create({
        test_clock: clock.id,
        name: 'Jane Example',
        email: `jane${customers}@example.com`,
        address: { country: 'US', state: 'NY' },
      });
      const customer: BillingCustomer = {
        project,
        id: `cus_Portal${customers}`,
        reference: null,
        providerCustomer: created.id,
        kind: 'individual',
        name: 'Jane Example',
        email: `jane${customers}@example.com`,
        invoiceEmails: [],
        phone: null,
        address: { country: 'US', line1: null, line2: null, city: null, region: 'NY', postalCode: null },
        purchaseOrder: null,
        taxIds: [],
        createdAt: new Date(from),
      };
      await provider.saveCustomer(customer, { ...unit(), intent: createIntent() });
      return customer;
    },

    async putOnFile({ providerCustomer: customer }, method = 'pm_card_visa') {
      const { id } = await stripe.paymentMethods.attach(method, { customer: customer! });
      await stripe.customers.update(customer!, { invoice_settings: { default_payment_method: id } });
      return id;
    },

    subscribe: ({ providerCustomer: customer }, { price, quantity = 1, trialDays = 0 }, more) =>
      stripe.subscriptions.create({
        customer: customer!,
        items: [{ price, quantity }],
        automatic_tax: { enabled: true },
        ...(trialDays > 0 && { trial_period_days: trialDays }),
        ...more,
      }),

    async begin(wanted, more) {
      const customer = await shop.createCustomer();
      await shop.putOnFile(customer);
      const { id } = await shop.subscribe(customer, wanted, more);
      return { customer, subscription: id };
    },

    async passTime({ providerCustomer }, to) {
      const { testClocks } = stripe.testHelpers;
      const customer = await stripe.customers.retrieve(providerCustomer!, { expand: ['test_clock'] });
      const clock = (customer as Stripe.Customer).test_clock as Stripe.TestHelpers.TestClock;
      const until = Math.floor(to.getTime() / 1000);
      // Stripe lets a clock go on by two periods at most at a time.
      for (let at = clock.frozen_time; at < until;) {
        at = Math.min(until, at + MONTH);
        await testClocks.advance(clock.id, { frozen_time: at });
        while ((await testClocks.retrieve(clock.id)).status === 'advancing')
          await new Promise((resolve) => setTimeout(resolve, 500));
      }
    },

    async close() {
      await double.close();
      await close();
    },
  };
  return shop;
}

const MONTH = 30 * 86_400;

async function openOffer(stripe: Stripe): Promise<Offer> {
  const sell = async (name: string, cents: number, interval: 'month' | 'year', product: string) => {
    const price = await stripe.prices.create({
      product,
      currency: 'eur',
      unit_amount: cents,
      recurring: { interval },
      tax_behavior: 'exclusive',
      nickname: name,
    });
    return price.id;
  };
  const basic = await stripe.products.create({ name: 'Basic' });
  const pro = await stripe.products.create({ name: 'Pro' });
  const team = await stripe.products.create({ name: 'Team', unit_label: 'seat' });
  const coupon = await stripe.coupons.create({
    percent_off: 20,
    duration: 'repeating',
    duration_in_months: 3,
  });
  const welcome = await stripe.coupons.create({
    percent_off: 25,
    duration: 'repeating',
    duration_in_months: 6,
  });
  const partner = await stripe.coupons.create({ percent_off: 10, duration: 'forever' });
  const openTo = async (code: string, coupon: string) => {
    await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon }, code });
    return code;
  };
  return {
    basic: {
      month: await sell('basic by the month', 900, 'month', basic.id),
      year: await sell('basic by the year', 9_000, 'year', basic.id),
    },
    pro: {
      month: await sell('pro by the month', 2_900, 'month', pro.id),
      year: await sell('pro by the year', 29_000, 'year', pro.id),
    },
    seats: await sell('a seat by the month', 1_200, 'month', team.id),
    promotionCode: await openTo('WELCOME25', welcome.id),
    otherPromotionCode: await openTo('PARTNER10', partner.id),
    coupon: coupon.id,
  };
}
