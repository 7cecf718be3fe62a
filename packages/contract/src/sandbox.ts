import * as v from 'valibot';
import { Customer } from './customers.js';
import { Coupon } from './discounts.js';
import { Price } from './plans.js';
import { Subscription } from './subscriptions.js';
import { Currency, Money } from './money.js';
import { Id, Line } from './text.js';
import { Instant } from './time.js';

/** Id of a coupon of the sandbox, as the merchant has chosen it: `save20`. */
export const CouponId = v.pipe(
  v.string(),
  v.regex(/^[0-9A-Za-z_-]{1,64}$/, 'must be 1 to 64 letters, digits, - or _'),
);

/** States of a customer that tests, stories and demos ask for by name. */
export const scenarios = [
  'active',
  'trialing',
  'pastDue',
  'canceling',
  'scheduledDowngrade',
  'paused',
  'noPaymentMethod',
  'expiringCard',
  'requiresAction',
  'free',
  'yearly',
  'seats',
  'multiSubscription',
  'twoSubscriptions',
  'managedExternally',
  'discounted',
  'manyInvoices',
  'jpy',
  'vat',
] as const;
export type Scenario = (typeof scenarios)[number];

/** The sandbox's time. It moves only when it is advanced, and never back. */
export const SandboxClock = v.object({ now: Instant });

export const getSandboxClockSchema = { input: v.strictObject({}), output: SandboxClock };

export const advanceSandboxClockSchema = {
  input: v.strictObject({ advanceTo: Instant }),
  output: SandboxClock,
};

const couponLimits = {
  /** Products that it is good for; null: all. */
  products: v.nullable(v.array(Id('prod'))),
  /** How many subscriptions may have it; null: any number. */
  maxRedemptions: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
};

/** What is sold. Prices are kept when a product leaves the catalogue, for those who are on them. */
export const SandboxCatalog = v.object({
  products: v.array(
    v.object({
      id: Id('prod'),
      name: v.string(),
      description: v.nullable(v.string()),
      features: v.array(v.string()),
      active: v.boolean(),
      prices: v.array(v.object({ ...Price.entries, active: v.boolean() })),
    }),
  ),
  coupons: v.array(v.object({ ...Coupon.entries, ...couponLimits })),
  promotionCodes: v.array(
    v.object({
      code: v.string(),
      coupon: CouponId,
      active: v.boolean(),
      /** From here on it is no longer accepted; null: always. */
      expiresAt: v.nullable(Instant),
      /** How many subscriptions may have it; null: any number. */
      maxRedemptions: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
      /** Whether only somebody who has never paid an invoice may use it. */
      firstTimeTransaction: v.boolean(),
      /** What a whole period must cost at least, before discounts; null: anything. */
      minimumAmount: v.nullable(Money),
    }),
  ),
});
export type SandboxCatalog = v.InferOutput<typeof SandboxCatalog>;

/** A currency that exists: a price in one that is misspelt would be charged for ever. */
const ExistingCurrency = v.pipe(
  Currency,
  v.check(
    (code) => Intl.supportedValuesOf('currency').includes(code.toUpperCase()),
    'must be the code of a currency, such as usd',
  ),
);

const Amount = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(99_999_999));
const Count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999_999));

const TierInput = v.strictObject({
  upTo: v.nullable(Count),
  unitAmount: Amount,
  flatAmount: v.optional(Amount, 0),
});

const PriceInput = v.strictObject({
  id: Id('price'),
  /** Minor units, for one interval and one seat. */
  unitAmount: Amount,
  currency: ExistingCurrency,
  scheme: v.optional(Price.entries.scheme, 'flat'),
  /** The steps of a `graduated` price, in order, the last one without an end; `unitAmount` is the first step's. */
  tiers: v.optional(v.nullable(v.pipe(v.array(TierInput), v.minLength(1), v.maxLength(20))), null),
  interval: Price.entries.interval,
  intervalCount: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(36)), 1),
  taxBehavior: v.optional(Price.entries.taxBehavior, 'exclusive'),
  active: v.optional(v.boolean(), true),
});

const CouponInput = v.pipe(
  v.strictObject({
    id: CouponId,
    name: Line(200),
    /** Percent, as a decimal string of at most four decimals. Exactly one of `percentOff` and `amountOff`. */
    percentOff: v.optional(
      v.nullable(
        v.pipe(
          v.string(),
          v.regex(
            /^(?:100|[1-9]?[0-9](?:\.[0-9]{1,4})?)$/,
            'must be a decimal number from 0 to 100, such as "20" or "12.5"',
          ),
        ),
      ),
      null,
    ),
    /** Minor units of `currency`. */
    amountOff: v.optional(v.nullable(Amount), null),
    currency: v.optional(v.nullable(ExistingCurrency), null),
    duration: v.optional(Coupon.entries.duration, 'once'),
    durationInMonths: v.optional(v.nullable(v.pipe(Count, v.maxValue(120))), null),
    products: v.optional(v.nullable(v.array(Id('prod'))), null),
    maxRedemptions: v.optional(v.nullable(Count), null),
  }),
  v.check(
    ({ percentOff, amountOff, currency }) =>
      (percentOff === null) !== (amountOff === null) && (amountOff === null) === (currency === null),
    'give either percentOff, or amountOff and currency',
  ),
  v.check(
    ({ duration, durationInMonths }) => (duration === 'repeating') === (durationInMonths !== null),
    'give durationInMonths for a repeating coupon and for no other',
  ),
);

const PromotionCodeInput = v.strictObject({
  /** As it is entered; capitals and small letters are the same. */
  code: v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,64}$/, 'must be 1 to 64 letters, digits, - or _')),
  coupon: CouponId,
  active: v.optional(v.boolean(), true),
  expiresAt: v.optional(v.nullable(Instant), null),
  maxRedemptions: v.optional(v.nullable(Count), null),
  firstTimeTransaction: v.optional(v.boolean(), false),
  /** What a whole period must cost at least, in minor units; codes with one are good in its currency only. */
  minimumAmount: v.optional(v.nullable(v.strictObject({ amount: Amount, currency: ExistingCurrency })), null),
});

/** A catalogue as a person writes it. Products and prices that it leaves out are archived, never deleted. */
export const SandboxCatalogInput = v.strictObject({
  products: v.pipe(
    v.array(
      v.strictObject({
        id: Id('prod'),
        name: Line(200),
        description: v.optional(v.nullable(Line(500)), null),
        features: v.optional(v.pipe(v.array(Line(200)), v.maxLength(50)), []),
        active: v.optional(v.boolean(), true),
        prices: v.pipe(v.array(PriceInput), v.maxLength(50)),
      }),
    ),
    v.maxLength(100),
  ),
  coupons: v.optional(v.pipe(v.array(CouponInput), v.maxLength(100)), []),
  promotionCodes: v.optional(v.pipe(v.array(PromotionCodeInput), v.maxLength(100)), []),
});
export type SandboxCatalogInput = v.InferInput<typeof SandboxCatalogInput>;

export const getSandboxCatalogSchema = { input: v.strictObject({}), output: SandboxCatalog };

export const updateSandboxCatalogSchema = { input: SandboxCatalogInput, output: SandboxCatalog };

/**
 * Test payment methods, by what they do. `visa`, `mastercard` and `amex` pay, `sepa_debit` pays after some days. Of the
 * others, some are refused when they are to be put on file (`declined_at_setup`, `authentication_fails`,
 * `insufficient_funds`, `card_expired`), and some when they are charged.
 */
export const sandboxPaymentMethods = [
  'visa',
  'mastercard',
  'amex',
  'sepa_debit',
  /** The bank takes minutes to confirm the mandate. */
  'sepa_debit_slow',
  /** A debit that comes back after some days. */
  'sepa_debit_fails',
  'card_declined',
  'insufficient_funds',
  'card_expired',
  'declined_at_setup',
  /** The bank asks when it is put on file, and not again. */
  'authentication_at_setup',
  /** The bank asks every time. */
  'authentication_required',
  /** The bank asks when it is put on file, and then refuses. */
  'authentication_fails',
] as const;
export const SandboxPaymentMethod = v.picklist(sandboxPaymentMethods);
export type SandboxPaymentMethod = (typeof sandboxPaymentMethods)[number];

export const createSandboxSubscriptionSchema = {
  input: v.strictObject({
    customer: Id('cus'),
    price: Id('price'),
    quantity: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999_999)), 1),
    /** When it started; at most the sandbox's time, from which on it is billed. Default: now. */
    startAt: v.optional(Instant),
    /** What it is paid by. `null`: nothing is on file, and invoices stay open. */
    paymentMethod: v.optional(v.nullable(SandboxPaymentMethod), 'visa'),
  }),
  output: Subscription,
};

export const createSandboxScenarioSchema = {
  input: v.strictObject({ scenario: v.picklist(scenarios), reference: v.optional(Line(200)) }),
  output: Customer,
};
