import * as v from 'valibot';
import { Money } from './money.js';
import { Id, ProviderId } from './text.js';

/** Up to which quantity a step of a graduated price goes, and what each seat and the step itself cost there. */
export const PriceTier = v.object({
  /** The last seat of the step; null for the step without an end. */
  upTo: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
  unitAmount: Money,
  /** Charged once as soon as the step is reached. */
  flatAmount: Money,
});
export type PriceTier = v.InferOutput<typeof PriceTier>;

/** What a product costs, how often, and whether once or per seat. */
export const Price = v.object({
  id: ProviderId,
  product: ProviderId,
  /** For one interval; for one seat where `scheme` is `per_seat`, and for one seat of the first step where it is `graduated`. */
  unitAmount: Money,
  /** `flat`: once. `per_seat`: for each seat the same. `graduated`: each seat by the step it falls into. */
  scheme: v.picklist(['flat', 'per_seat', 'graduated']),
  /** The steps of a graduated price, in order; null for the others. */
  tiers: v.nullable(v.array(PriceTier)),
  interval: v.picklist(['day', 'week', 'month', 'year']),
  /** Every how many intervals it is charged: 1, or for example 3 for quarterly. */
  intervalCount: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Whether tax is part of the amount or is added to it. */
  taxBehavior: v.picklist(['inclusive', 'exclusive']),
});
export type Price = v.InferOutput<typeof Price>;

/** Why a price can not be chosen, where the reason is not the customer's to change. */
export const unavailableReasons = [
  'archived',
  'not_offered',
  'upgrade_not_allowed',
  'downgrade_not_allowed',
  'interval_not_allowed',
] as const;

/** A price as the customer can, or can not, choose it. */
export const PlanPrice = v.object({
  ...Price.entries,
  /** Whether the subscription that was asked about (or any, when none was) is on this price. */
  current: v.boolean(),
  /** Null: it can be chosen. The current price can be, for another quantity. */
  unavailable: v.nullable(v.picklist(unavailableReasons)),
  /** Which quantities can be chosen. `min` and `max` are 1 where nothing can be chosen. */
  quantity: v.object({
    adjustable: v.boolean(),
    min: v.pipe(v.number(), v.integer(), v.minValue(1)),
    max: v.pipe(v.number(), v.integer(), v.minValue(1)),
  }),
  /** What a longer interval saves over the product's shortest one, in one interval and for one seat; null where it saves nothing. */
  saving: v.nullable(
    v.object({
      comparedTo: ProviderId,
      amount: Money,
      /** Of what the same time costs on the shorter interval, rounded down. */
      percent: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)),
      /** How many of the shorter intervals that pays for, where it is a whole number: 2 for two months free. */
      freeIntervals: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
    }),
  ),
});
export type PlanPrice = v.InferOutput<typeof PlanPrice>;

/** A product that is on offer, with its prices. Called a plan, because that is what customers call it. */
export const Plan = v.object({
  /** The product's id. */
  id: ProviderId,
  name: v.string(),
  description: v.nullable(v.string()),
  /** What is in it, a short line each, in the merchant's words. */
  features: v.array(v.string()),
  prices: v.array(PlanPrice),
  /** Whether the subscription that was asked about (or any, when none was) is on this product. */
  current: v.boolean(),
  /** Whether it is no longer sold: those who have it can keep it. */
  archived: v.boolean(),
});
export type Plan = v.InferOutput<typeof Plan>;

export const listPlansSchema = {
  input: v.strictObject({
    /** For which subscription; what is current and what can be chosen is told for this one. */
    subscription: v.optional(Id('sub')),
  }),
  output: v.object({ data: v.array(Plan) }),
};
