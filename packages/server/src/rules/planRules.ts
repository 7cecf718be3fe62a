import type { Plan, PlanPrice, PortalFeatures, Price, Quote, Subscription } from '@billfold/contract';
import { BillfoldError } from '../errors.js';
import { compareIntervals, compareYearly, costOf } from './cost.js';

type Rules = PortalFeatures['subscriptionUpdate'];
type Current = Pick<Subscription, 'product' | 'price' | 'quantity' | 'status' | 'trialEndAt'>;

/** Which price and how many of it. */
interface Selection {
  price: Price;
  quantity: number;
}

/**
 * How a change compares to what there is, by what a year costs. Of a product by another interval only the quantity
 * counts: whoever pays for a year at once gets the same for less, and has not gone down.
 */
export function directionOf(current: Current, { price, quantity }: Selection): Quote['direction'] {
  const isOtherInterval = compareIntervals(price, current.price) !== 0;
  const isSameForLonger = price.product === current.product.id && isOtherInterval;
  const before: [Price, number] = [isSameForLonger ? price : current.price, current.quantity];
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
  const direction = directionOf(current, { price, quantity: quantityFor(rules, current, price) });
  const isOtherInterval = compareIntervals(price, current.price) !== 0;
  if (isOtherInterval && !rules.allow.includes('interval')) return 'interval_not_allowed';
  if (isOtherInterval && price.product === current.product.id) return null;
  if (direction === 'downgrade' && !rules.allow.includes('downgrade')) return 'downgrade_not_allowed';
  if (direction !== 'downgrade' && !rules.allow.includes('upgrade')) return 'upgrade_not_allowed';
  return null;
}

/** How many of a price somebody gets who does not say: as many as they have, as far as that can be had. */
export function quantityFor(rules: Rules, current: Pick<Current, 'quantity'>, price: PlanPrice): number {
  const { min, max } = quantityOf(rules, price);
  return price.current ? current.quantity : Math.min(Math.max(current.quantity, min), max);
}

/** Which quantities of a price can be chosen under these rules. */
export function quantityOf(rules: Rules, price: PlanPrice): PlanPrice['quantity'] {
  if (price.scheme === 'flat') return { adjustable: false, min: 1, max: 1 };
  const offer = offerOf(rules, price);
  const limits = {
    min: Math.max(price.quantity.min, offer?.quantity.min ?? 1),
    max: Math.min(price.quantity.max, offer?.quantity.max ?? price.quantity.max, mostOf(price)),
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
  const isChosen = quantity !== quantityFor(rules, current, price);
  if (isChosen && !adjustable) refuseQuantity('can not be changed here');
  if (isChosen && (quantity < min || quantity > max)) refuseQuantity(`must be ${min} to ${max}`);
  if (costOf(price, quantity) > MOST_CHARGED) refuseQuantity('would cost more than can be charged at once');
}

function refuseQuantity(message: string): never {
  throw new BillfoldError('quantity_not_allowed', { fields: [{ path: 'quantity', message }] });
}

/** What billing companies charge at once at most, in minor units. */
const MOST_CHARGED = 99_999_999n;

/** How many of a price can be charged at once. Of steps it is found out when they are chosen. */
function mostOf({ scheme, unitAmount }: Price): number {
  if (scheme !== 'per_seat' || unitAmount.amount === 0) return 999_999;
  return Math.max(1, Number(MOST_CHARGED / BigInt(unitAmount.amount)));
}

/** The entry of the configuration that offers a price; everything is offered where none is written down. */
function offerOf(rules: Rules, price: Price) {
  if (rules.products === null) return { quantity: { adjustable: true, min: 1, max: 999_999 } };
  return rules.products.find(
    ({ product, prices }) => product === price.product && (prices === null || prices.includes(price.id)),
  );
}
