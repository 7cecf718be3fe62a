import * as v from 'valibot';
import { Money } from './money.js';
import { Id } from './text.js';

/** What a product costs, how often, and whether once or per seat. */
export const Price = v.object({
  id: Id('price'),
  product: Id('prod'),
  /** For one interval, and for one seat where `scheme` is `per_seat`. */
  unitAmount: Money,
  scheme: v.picklist(['flat', 'per_seat']),
  interval: v.picklist(['day', 'week', 'month', 'year']),
  /** Every how many intervals it is charged: 1, or for example 3 for quarterly. */
  intervalCount: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Whether tax is part of the amount or is added to it. */
  taxBehavior: v.picklist(['inclusive', 'exclusive']),
});
export type Price = v.InferOutput<typeof Price>;

/** A product that is on offer, with its prices. Called a plan, because that is what customers call it. */
export const Plan = v.object({
  /** The product's id. */
  id: Id('prod'),
  name: v.string(),
  description: v.nullable(v.string()),
  /** What is in it, a short line each, in the merchant's words. */
  features: v.array(v.string()),
  prices: v.array(
    v.object({
      ...Price.entries,
      /** Whether one of the customer's subscriptions is on this price. */ current: v.boolean(),
    }),
  ),
  /** Whether one of the customer's subscriptions is on this product. */
  current: v.boolean(),
});
export type Plan = v.InferOutput<typeof Plan>;

export const listPlansSchema = {
  input: v.strictObject({}),
  output: v.object({ data: v.array(Plan) }),
};
