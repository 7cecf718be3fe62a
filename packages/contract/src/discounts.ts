import * as v from 'valibot';
import { Money } from './money.js';
import { ProviderId } from './text.js';
import { Instant } from './time.js';

/** Something off the price. Exactly one of `percentOff` and `amountOff` is present. */
export const Coupon = v.object({
  id: ProviderId,
  name: v.string(),
  /** Percent, as a decimal string: `20`, `33.3333`. */
  percentOff: v.nullable(v.pipe(v.string(), v.regex(/^[0-9]+(?:\.[0-9]+)?$/))),
  amountOff: v.nullable(Money),
  /** `once`: from one invoice. `repeating`: for some months. `forever`: from every invoice. */
  duration: v.picklist(['once', 'repeating', 'forever']),
  /** Months of a `repeating` coupon; null for the others. */
  durationInMonths: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
});
export type Coupon = v.InferOutput<typeof Coupon>;

/** A coupon that a subscription has. */
export const Discount = v.object({
  coupon: Coupon,
  /** The code by which it was had, such as `WELCOME20`; null: the merchant gave it. */
  promotionCode: v.nullable(v.string()),
  /** From here on it is no longer taken off; null: no end is known. */
  endsAt: v.nullable(Instant),
});
export type Discount = v.InferOutput<typeof Discount>;
