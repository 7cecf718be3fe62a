import type { Discount } from '@billfold/contract';
import type Stripe from 'stripe';
import { addMonths } from '../../../calendar.js';
import { BillfoldError } from '../../../errors.js';
import { idOf, wholeOf } from '../read/references.js';
import { isStripeError, orNull } from '../read/toBillfoldError.js';
import { toCoupon } from '../read/toCoupon.js';
import { amountOf } from '../read/toPrice.js';
import type { StripeContext } from '../StripeContext.js';
import { PAGE, readAll } from './readAll.js';
import type { Target } from './target.js';

/** What somebody would have, and when it was priced. */
export interface WantedPlan {
  price: Stripe.Price;
  quantity: number;
  pricedAt: Date;
}

/** A code that can be had. */
export interface FoundCode {
  id: string;
  /** As the merchant has spelled it. */
  code: string;
  coupon: Stripe.Coupon;
}

/**
 * What a code that was entered stands for. Stripe would refuse what can not be had when the change is made; what is wrong with it is
 * found out before, so that it can be said.
 *
 * @throws BillfoldError `promotion_code_invalid`, naming the field and why.
 */
export async function findPromotionCode(
  context: StripeContext,
  target: Target,
  plan: WantedPlan,
  entered: string,
): Promise<FoundCode> {
  const found = await lookUp(context, entered);
  if (!found) throw refused('is not a code that can be used');
  const coupon = await readCoupon(context, idOf(found.promotion.coupon) ?? '');
  if (!coupon) throw refused('is not a code that can be used');
  const { expires_at, max_redemptions, times_redeemed } = found;
  const now = plan.pricedAt.getTime() / 1000;
  if (expires_at !== null && expires_at <= now) throw refused('has expired');
  if (max_redemptions !== null && times_redeemed >= max_redemptions) throw refused('has been used up');
  if (isUsedUp(coupon)) throw refused('has been used up');
  if (!found.active || !coupon.valid) throw refused('is not a code that can be used');
  const has = target.subscription.discounts.some(
    (discount) => typeof discount !== 'string' && idOf(discount.promotion_code) === found.id,
  );
  if (has) throw refused('was used for this subscription already');
  refuseForPlan(found, coupon, plan, target.subscription.currency);
  if (found.restrictions.first_time_transaction && (await hasPaid(context)))
    throw refused('is for first orders only');
  return { id: found.id, code: found.code, coupon };
}

/** The code of this spelling that the customer can use; else one that says why not. Codes of others do not exist. */
async function lookUp(context: StripeContext, code: string): Promise<Stripe.PromotionCode | null> {
  const { stripe, customer, options } = context;
  const list = (active: boolean) =>
    readAll(stripe.promotionCodes.list({ code, active, limit: PAGE }, options()));
  const ofTheirs = (codes: Stripe.PromotionCode[]) => {
    const open = codes.filter((one) => [null, customer.providerCustomer].includes(idOf(one.customer)));
    return open.find((one) => one.customer !== null) ?? open[0] ?? null;
  };
  return ofTheirs(await list(true)) ?? ofTheirs(await list(false));
}

/** A coupon with what it is for; null when there is none. */
export async function readCoupon(
  { stripe, options }: StripeContext,
  id: string,
): Promise<Stripe.Coupon | null> {
  // An empty id would ask for the list.
  if (id === '' || !/^[\w-]{1,200}$/.test(id)) return null;
  const expand = ['applies_to', 'currency_options'];
  return wholeOf(await orNull(stripe.coupons.retrieve(id, { expand }, options())));
}

export const isUsedUp = ({ max_redemptions, times_redeemed }: Stripe.Coupon) =>
  max_redemptions !== null && times_redeemed >= max_redemptions;

/** Whether a coupon takes something off a product, in a currency. */
export function isGoodFor(coupon: Stripe.Coupon, product: string, currency: string): boolean {
  const { applies_to, amount_off, currency_options } = coupon;
  const isOfCurrency =
    amount_off === null || coupon.currency === currency || currency_options?.[currency] !== undefined;
  return isOfCurrency && (applies_to?.products.includes(product) ?? true);
}

function refuseForPlan(
  { restrictions }: Stripe.PromotionCode,
  coupon: Stripe.Coupon,
  { price, quantity }: WantedPlan,
  currency: string,
): void {
  if (!isGoodFor(coupon, idOf(price.product)!, currency)) throw refused('is not for this plan');
  const option = restrictions.currency_options?.[currency];
  const minimum = option?.minimum_amount ?? restrictions.minimum_amount;
  if (minimum === null) return;
  if (!option && restrictions.minimum_amount_currency !== currency) throw refused('is not for this currency');
  if (amountOf(price, currency, quantity).amount < minimum) throw refused('is for larger plans only');
}

/** Whether the customer has paid anything, ever. */
async function hasPaid({ stripe, customer, options }: StripeContext): Promise<boolean> {
  const paid = stripe.invoices.list(
    { customer: customer.providerCustomer!, status: 'paid', limit: PAGE },
    options(),
  );
  for await (const { amount_paid } of paid) if (amount_paid > 0) return true;
  return false;
}

/** The discount that a code is going to be. */
export function toFutureDiscount({ code, coupon }: FoundCode, pricedAt: Date, currency: string): Discount {
  const { duration, duration_in_months } = coupon;
  const lasts = duration === 'repeating' ? duration_in_months : null;
  const endsAt =
    lasts === null ? null : new Date(addMonths(Math.floor(pricedAt.getTime() / 1000) * 1000, lasts));
  return {
    coupon: toCoupon(coupon, currency),
    promotionCode: code,
    endsAt: endsAt && endsAt.toISOString(),
  };
}

/** What was said of a request with a code, where it was that code that Stripe refused: it has reasons that can not be read. */
export function asCodeRefusal(error: unknown): unknown {
  if (!isStripeError(error) || error.type !== 'StripeInvalidRequestError') return error;
  const isOfCode = error.code === 'coupon_expired' || /\bdiscounts\b|promotion_code/.test(error.param ?? '');
  return isOfCode ? refused('can not be used for this') : error;
}

function refused(message: string): BillfoldError {
  return new BillfoldError('promotion_code_invalid', { fields: [{ path: 'promotionCode', message }] });
}
