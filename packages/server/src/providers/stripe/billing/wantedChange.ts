import type { Price } from '@billfold/contract';
import type Stripe from 'stripe';
import { BillfoldError } from '../../../errors.js';
import type { PlanChange } from '../../../provider/CustomerBilling.js';
import { hidesPhases } from '../read/hidesPhases.js';
import { isChangeable, mainOf } from '../read/itemsOf.js';
import { idOf, wholeOf } from '../read/references.js';
import { toSeconds } from '../read/toInstant.js';
import { amountOf, isOfferable, toPrice } from '../read/toPrice.js';
import type { StripeContext } from '../StripeContext.js';
import { existingDiscounts } from './discounts.js';
import { quantityOf } from './listPlans.js';
import { findPromotionCode, type FoundCode } from './promotionCodes.js';
import { readPrice } from './readPrices.js';
import type { Target } from './target.js';

/** A change with everything that it names looked up, and what it means for Stripe. */
export interface WantedChange {
  change: PlanChange;
  price: Stripe.Price;
  /** The item that is changed. Without its id Stripe would add a second one. */
  item: string;
  code: FoundCode | null;
  /** Seconds: to this instant time is divided, in the preview and in the change. */
  pricedAt: number;
  /** Seconds: where the period that runs ends. */
  periodEnd: number;
  /** Whether it is another plan, or another number of it. */
  isOther: boolean;
  /** Whether the trial goes on as it was. */
  staysTrial: boolean;
  /** Whether the trial ends with the change. */
  endsTrial: boolean;
  /** Whether a new period begins now, which Stripe invoices at once. */
  beginsPeriod: boolean;
  /** Whether the change is invoiced at once. */
  isInvoicedNow: boolean;
}

/**
 * Looks up what a change names.
 *
 * @throws BillfoldError `price_not_allowed`, `quantity_not_allowed`, `promotion_code_invalid`, `subscription_state`; `quote_stale`
 * when it was priced in another period than the present one.
 */
export async function findWanted(
  context: StripeContext,
  target: Target,
  change: PlanChange,
): Promise<WantedChange> {
  const { subscription, shown, account } = target;
  const { currency } = subscription;
  const item = mainOf(subscription.items.data);
  if (!item || !isChangeable(subscription, account.prices) || hidesPhases(subscription))
    throw new BillfoldError('subscription_state');
  const price = await findPrice(context, target, change.price, item.price.id);
  const had = item.price.id === price.id ? (item.quantity ?? 1) : 1;
  refuseQuantity(toPrice(price, currency, had), change.quantity);
  const wanted = { price, quantity: change.quantity, pricedAt: change.pricedAt };
  const { promotionCode } = change;
  const code =
    promotionCode === null ? null : await findPromotionCode(context, target, wanted, promotionCode);

  const pricedAt = toSeconds(change.pricedAt);
  const { current_period_start: start, current_period_end: end } = item;
  const isNow = change.timing === 'now';
  if (isNow && (pricedAt < start || pricedAt > end)) throw new BillfoldError('quote_stale');
  const isOther = item.price.id !== price.id || (item.quantity ?? 1) !== change.quantity;
  const isTrial = shown.status === 'trialing';
  const staysTrial = isTrial && (change.trialBehavior === 'continue_trial' || !isOther);
  const beginsPeriod =
    isNow && isOther && !staysTrial && (isTrial || startsCycle(item, wanted, shown.amount.amount, currency));
  const prorates = isNow && isOther && !isTrial && change.prorationBehavior === 'always_invoice';
  return {
    change,
    price,
    item: item.id,
    code,
    pricedAt,
    periodEnd: end,
    isOther,
    staysTrial,
    endsTrial: isTrial && beginsPeriod,
    beginsPeriod,
    isInvoicedNow: beginsPeriod || prorates,
  };
}

async function findPrice(
  context: StripeContext,
  { subscription: { currency } }: Target,
  id: string,
  current: string,
): Promise<Stripe.Price> {
  const price = /^\w{1,255}$/.test(id) ? await readPrice(context, id, currency) : null;
  // Who has a price keeps it when it is archived, also for another number of seats.
  const isSold = price?.active === true && wholeOf(price.product)?.active === true;
  if (!price || !isOfferable(price, currency) || !(isSold || price.id === current))
    throw new BillfoldError('price_not_allowed');
  return price;
}

function refuseQuantity(price: Price, quantity: number): void {
  const { min, max } = quantityOf(price);
  if (Number.isInteger(quantity) && quantity >= min && quantity <= max) return;
  const message = min === max ? `must be 1: ${price.id} is not per seat` : `must be from ${min} to ${max}`;
  throw new BillfoldError('quantity_not_allowed', { fields: [{ path: 'quantity', message }] });
}

/** By Stripe's rules: another interval, or the first price that costs something. */
function startsCycle(
  item: Stripe.SubscriptionItem,
  { price, quantity }: { price: Stripe.Price; quantity: number },
  before: number,
  currency: string,
): boolean {
  const cycleOf = ({ recurring }: Stripe.Price) => `${recurring?.interval_count} ${recurring?.interval}`;
  const costs = amountOf(price, currency, quantity).amount > 0;
  return cycleOf(item.price) !== cycleOf(price) || (before === 0 && costs);
}

/** How a change is said to Stripe, in a preview as when it is made. */
export function termsOf(wanted: WantedChange) {
  const { item, price, change, pricedAt, staysTrial, endsTrial } = wanted;
  const behavior = prorationOf(wanted);
  return {
    items: [{ id: item, price: price.id, quantity: change.quantity }],
    proration_behavior: behavior,
    // Stripe takes no date where nothing is divided.
    ...(behavior !== 'none' && !staysTrial && { proration_date: pricedAt }),
    ...(endsTrial && { trial_end: 'now' as const }),
  };
}

function prorationOf({ change, staysTrial, beginsPeriod, isOther }: WantedChange) {
  const { prorationBehavior, timing } = change;
  if (staysTrial || !isOther || timing === 'period_end' || prorationBehavior === 'none') return 'none';
  return beginsPeriod ? 'always_invoice' : prorationBehavior;
}

/**
 * The discounts of a subscription that stay beside a code. It takes the place of the code before it, as everywhere in the portal, and
 * of what was given by the same coupon, which would be taken off twice.
 */
export function discountsBeside(
  { discounts }: Pick<Stripe.Subscription, 'discounts'>,
  { coupon }: FoundCode,
): (string | Stripe.Discount)[] {
  return discounts.filter((discount) => {
    if (typeof discount === 'string') return true;
    return idOf(discount.promotion_code) === null && idOf(discount.source.coupon) !== coupon.id;
  });
}

/** The discounts of a subscription after a change; the list takes the place of the one that was. Absent: as they are. */
export function discountsWith(
  subscription: Stripe.Subscription,
  code: FoundCode | null,
): { discounts?: ({ discount: string } | { promotion_code: string })[] } {
  if (code === null) return {};
  const stay = existingDiscounts({ discounts: discountsBeside(subscription, code) });
  return { discounts: [...stay, { promotion_code: code.id }] };
}
