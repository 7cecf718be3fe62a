import * as v from 'valibot';
import { Customer } from './customers.js';
import { Price } from './plans.js';
import { Subscription } from './subscriptions.js';
import { Currency } from './money.js';
import { Id, Line } from './text.js';
import { Instant } from './time.js';

/** States of a customer that tests, stories and demos ask for by name. */
export const scenarios = ['active', 'manyInvoices', 'free', 'pastDue', 'jpy'] as const;
export type Scenario = (typeof scenarios)[number];

/** The sandbox's time. It moves only when it is advanced, and never back. */
export const SandboxClock = v.object({ now: Instant });

export const getSandboxClockSchema = { input: v.strictObject({}), output: SandboxClock };

export const advanceSandboxClockSchema = {
  input: v.strictObject({ advanceTo: Instant }),
  output: SandboxClock,
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

const PriceInput = v.strictObject({
  id: Id('price'),
  /** Minor units, for one interval and one seat. */
  unitAmount: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(99_999_999)),
  currency: ExistingCurrency,
  scheme: v.optional(Price.entries.scheme, 'flat'),
  interval: Price.entries.interval,
  intervalCount: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(36)), 1),
  taxBehavior: v.optional(Price.entries.taxBehavior, 'exclusive'),
  active: v.optional(v.boolean(), true),
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
});
export type SandboxCatalogInput = v.InferInput<typeof SandboxCatalogInput>;

export const getSandboxCatalogSchema = { input: v.strictObject({}), output: SandboxCatalog };

export const updateSandboxCatalogSchema = { input: SandboxCatalogInput, output: SandboxCatalog };

/** Published test payment methods: `visa` pays, the others fail or wait as their names say. */
export const sandboxPaymentMethods = [
  'visa',
  'mastercard',
  'sepa_debit',
  'card_declined',
  'insufficient_funds',
  'card_expired',
  'authentication_required',
] as const;

export const createSandboxSubscriptionSchema = {
  input: v.strictObject({
    customer: Id('cus'),
    price: Id('price'),
    quantity: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999_999)), 1),
    /** When it started; at most the sandbox's time, from which on it is billed. Default: now. */
    startAt: v.optional(Instant),
    /** What it is paid by. `null`: nothing is on file, and invoices stay open. */
    paymentMethod: v.optional(v.nullable(v.picklist(sandboxPaymentMethods)), 'visa'),
  }),
  output: Subscription,
};

export const createSandboxScenarioSchema = {
  input: v.strictObject({ scenario: v.picklist(scenarios), reference: v.optional(Line(200)) }),
  output: Customer,
};
