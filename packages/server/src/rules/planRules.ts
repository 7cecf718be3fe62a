import type { Plan, PlanPrice, PortalFeatures, Price, Quote, Subscription } from '@billfold/contract';
import { BillfoldError } from '../errors.js';
import { compareIntervals, compareYearly } from './cost.js';

type Rules = PortalFeatures['subscriptionUpdate'];
type Current = Pick<Subscription, 'product' | 'price' | 'quantity' | 'status' | 'trialEndAt'>;

/** Which price and how many of it. */
interface Selection {
  price: Price;
  quantity: number;
}

/**
 * How a change compares to what there is, by what a year costs. A change of the interval alone is neither up nor down:
 * whoever pays for a year at once gets the same for less.
 */
export function directionOf(current: Current, { price, quantity }: Selection): Quote['direction'] {
  const stays = price.product === current.product.id;
  // Of the same product it is the quantity that counts, at one price.
  const before: [Price, number] = [stays ? price : current.price, current.quantity];
  const difference = compareYearly([price, quantity], before);
  return difference > 0 ? 'upgrade' : difference < 0 ? 'downgrade' : 'lateral';
}

/** Whether a change waits until what is paid is used up. In a trial nothing is paid, so nothing waits. */
export function timingOf(rules: Rules, current: Current, selection: Selection): Quote['timing'] {
  if (current.status === 'trialing') return 'now';
  const waits = rules.scheduleAtPeriodEnd.some((condition) =>
    condition === 'decreasing_amount'
      ? directionOf(current, selection) === 'downgrade'
      : compareIntervals(selection.price, current.price) < 0,
  );
  return waits ? 'period_end' : 'now';
}

/** Why a price can not be chosen under these rules; null: it can. The current one can, for another quantity. */
export function unavailableReason(
  rules: Rules,
  current: Current | null,
  plan: Pick<Plan, 'archived'>,
  price: PlanPrice,
): PlanPrice['unavailable'] {
  if (price.unavailable) return price.unavailable;
  if (!rules.enabled || !offerOf(rules, price)) return 'not_offered';
  if (!current || price.current) return plan.archived && !price.current ? 'archived' : null;
  if (plan.archived) return 'archived';
  const { min, max } = quantityOf(rules, price);
  const quantity = Math.min(Math.max(current.quantity, min), max);
  const stays = price.product === current.product.id;
  const direction = directionOf(current, { price, quantity });
  if (compareIntervals(price, current.price) !== 0 && !rules.allow.includes('interval'))
    return 'interval_not_allowed';
  if (stays) return null;
  if (direction === 'downgrade' && !rules.allow.includes('downgrade')) return 'downgrade_not_allowed';
  if (direction !== 'downgrade' && !rules.allow.includes('upgrade')) return 'upgrade_not_allowed';
  return null;
}

/** Which quantities of a price can be chosen under these rules. */
export function quantityOf(rules: Rules, price: PlanPrice): PlanPrice['quantity'] {
  if (price.scheme === 'flat') return { adjustable: false, min: 1, max: 1 };
  const offer = offerOf(rules, price);
  const limits = {
    min: Math.max(price.quantity.min, offer?.quantity.min ?? 1),
    max: Math.min(price.quantity.max, offer?.quantity.max ?? price.quantity.max),
  };
  const adjustable =
    price.quantity.adjustable && (offer?.quantity.adjustable ?? true) && rules.allow.includes('quantity');
  return { adjustable, ...limits };
}

/**
 * Checks a selection against the rules, as they stand at this moment.
 * @throws BillfoldError `price_not_allowed`, `quantity_not_allowed`, or `no_change` where it is as it is.
 */
export function checkSelection(
  rules: Rules,
  current: Current,
  plan: Plan,
  { price, quantity, promotionCode }: { price: PlanPrice; quantity: number; promotionCode: string | null },
): void {
  if (unavailableReason(rules, current, plan, price) !== null) throw new BillfoldError('price_not_allowed');
  if (promotionCode !== null && !rules.allow.includes('promotion_code')) {
    throw new BillfoldError('promotion_code_invalid', {
      fields: [{ path: 'promotionCode', message: 'promotion codes are not accepted here' }],
    });
  }
  const isSame = price.current && quantity === current.quantity;
  if (isSame && promotionCode === null) throw new BillfoldError('no_change');
  const { adjustable, min, max } = quantityOf(rules, price);
  const stays = price.product === current.product.id;
  const changesSeats =
    quantity !== current.quantity && (stays || quantity !== Math.min(Math.max(current.quantity, min), max));
  if (quantity < min || quantity > max || (changesSeats && !adjustable)) {
    const message = changesSeats && !adjustable ? 'can not be changed here' : `must be ${min} to ${max}`;
    throw new BillfoldError('quantity_not_allowed', { fields: [{ path: 'quantity', message }] });
  }
}

/** The entry of the configuration that offers a price; everything is offered where none is written down. */
function offerOf(rules: Rules, price: Price) {
  if (rules.products === null) return { quantity: { adjustable: true, min: 1, max: 999_999 } };
  return rules.products.find(
    ({ product, prices }) => product === price.product && (prices === null || prices.includes(price.id)),
  );
}
