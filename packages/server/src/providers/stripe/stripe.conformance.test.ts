import { expect, test, vi } from 'vitest';
import { describeProvider } from '@billfold/server/conformance';
import { RESTRICTED_KEY } from '../../../test/restrictedKey.js';
import { openStripeShop, type StripeShop } from '../../../test/stripeShop.js';

// Years of many customers over HTTP, on a machine that is busy.
vi.setConfig({ testTimeout: 60_000 });

const at = (country: string, region: string | null) => ({
  country,
  region,
  line1: null,
  line2: null,
  city: null,
  postalCode: null,
});

const START = '2025-01-31T09:00:00Z';
let shop: StripeShop;

describeProvider('[X285] Stripe’s double', async () => {
  shop = await openStripeShop();
  const { double, provider, offer, unit } = shop;
  return {
    provider,
    unit,
    projects: ['proj_first', 'proj_second'],
    createCustomer: (project) => shop.createCustomer(project, START),
    subscribe: async (customer) => {
      await shop.putOnFile(customer);
      await shop.subscribe(customer, { price: offer.seats, quantity: 3 });
      await shop.passTime(customer, new Date('2026-03-10T09:00:00Z'));
    },
    issueInvoice: async (customer) => {
      await shop.subscribe(customer, { price: offer.seats });
    },
    offer,
    addresses: { one: at('US', 'NY'), another: at('DE', null) },
    begin: (wanted) => shop.begin(wanted),
    decideNextCharge: async ({ providerCustomer }, outcome) =>
      double.controls.decideNextCharge(providerCustomer!, outcome),
    confirmPayment: async (_customer, clientSecret, outcome) =>
      double.controls.confirmPayment(clientSecret, outcome),
    confirmSetup: async (_customer, { clientSecret }, kind, said) => {
      double.controls.confirmSetup(clientSecret, kind, said);
      return true;
    },
    passTime: (customer, to) => shop.passTime(customer, to),
    close: async () => {},
  };
});

test('[X286] every request was as Stripe’s schema has it, named the pinned version, and said nothing that only a merchant may say', async () => {
  const { requests } = shop.double;
  expect(requests.length).toBeGreaterThan(1_000);
  expect(shop.double.complaints()).toEqual([]);
  expect(shop.double.defects).toEqual([]);
  expect(new Set(requests.map(({ headers }) => headers['stripe-version']))).toEqual(
    new Set(['2026-10-28.endive']),
  );
  // What was sent to set the tests up was sent with another key.
  const ours = requests.filter(({ headers }) => headers['authorization'] === `Bearer ${RESTRICTED_KEY}`);
  const texts = ours.map(({ params }) => JSON.stringify(params));
  const forbidden =
    /"(price_data|unit_amount\w*|amount|coupon_data|payment_method_types|payment_method_data|transfer_data|application_fee\w*|on_behalf_of|default_tax_rates|days_until_due|backdate_start_date)":/;
  expect(texts.filter((text) => forbidden.test(text))).toEqual([]);
  const trialEnds = texts.flatMap((text) => text.match(/"trial_end":"?[^",}]*/g) ?? []);
  expect(new Set(trialEnds)).toEqual(new Set(['"trial_end":"now']));
  await shop.close();
});
