import type { Coupon, Subscription } from '@billfold/contract';
import type Stripe from 'stripe';
import { BillfoldError } from '../../../errors.js';
import type {
  CustomerBilling,
  PricedDiscount,
  SubscriptionTarget,
} from '../../../provider/CustomerBilling.js';
import { mainOf } from '../read/itemsOf.js';
import { idOf, wholeOf } from '../read/references.js';
import { answering, isStripeError } from '../read/toBillfoldError.js';
import { toCoupon } from '../read/toCoupon.js';
import { toInstant } from '../read/toInstant.js';
import { toMoney } from '../read/toMoney.js';
import type { StripeContext } from '../StripeContext.js';
import { dropPendingUpdate, pendingInvoiceOf } from './changeInvoice.js';
import { issuedAtOf } from './getUpcomingInvoice.js';
import { isGoodFor, isUsedUp, readCoupon } from './promotionCodes.js';
import { toDiscountParams, toPhaseParams, wholeScheduleOf } from './schedules.js';
import { findSettled, intentOf, readShown, type Target } from './target.js';

/** Coupons that the merchant gives. */
export function discounts(
  context: StripeContext,
): Pick<CustomerBilling, 'previewDiscount' | 'applyDiscount'> {
  return {
    previewDiscount: (subscription, coupon) => answering(() => preview(context, subscription, coupon)),
    applyDiscount: (named) => answering(() => apply(context, named)),
  };
}

async function preview(
  context: StripeContext,
  subscription: string,
  coupon: string,
): Promise<PricedDiscount | null> {
  try {
    const target = await findSettled(context, { subscription, version: null });
    return await findDiscount(context, target, coupon);
  } catch (error) {
    const isRefused = error instanceof BillfoldError && refusals.has(error.code);
    if (isRefused) return null;
    throw error;
  }
}

/** What says that there is nothing to be had, and not that something went wrong. */
const refusals: ReadonlySet<BillfoldError['code']> = new Set(['not_found', 'subscription_state']);

async function apply(
  context: StripeContext,
  named: SubscriptionTarget & { coupon: string },
): Promise<Subscription> {
  const { stripe, options } = context;
  const { subscription: id, coupon } = named;
  const intent = intentOf(context);
  const checked = await intent.step('check', async () => {
    const target = await findSettled(context, named);
    if (!(await findDiscount(context, target, coupon))) throw new BillfoldError('offer_not_available');
    const { subscription, account } = target;
    const schedule = runningSchedule(subscription);
    return {
      pendingInvoice: pendingInvoiceOf(subscription),
      had: existingDiscounts(subscription),
      schedule: schedule && schedule.id,
      phases: schedule ? discountedPhases(schedule, coupon, account) : [],
    };
  });
  await dropPendingUpdate(context, checked.pendingInvoice);
  const { schedule, phases } = checked;
  // The phases of a schedule bring their own discounts, and those of the subscription would not outlast the one that runs.
  if (schedule !== null) {
    await intent.step('schedule', async (key) => {
      await stripe.subscriptionSchedules.update(
        schedule,
        { phases, proration_behavior: 'none' },
        options(key),
      );
      return null;
    });
  } else {
    await intent.step('discount', async (key) => {
      // The list takes the place of the one that was: what stays is named, too.
      await stripe.subscriptions.update(id, { discounts: [...checked.had, { coupon }] }, options(key));
      return null;
    });
  }
  return readShown(context, id);
}

/** The discounts that a subscription has, as they are named to keep them. */
export function existingDiscounts({
  discounts,
}: Pick<Stripe.Subscription, 'discounts'>): { discount: string }[] {
  return discounts.map((discount) => ({ discount: idOf(discount)! }));
}

function runningSchedule(subscription: Stripe.Subscription): Stripe.SubscriptionSchedule | null {
  const schedule = wholeScheduleOf(subscription);
  return schedule?.status === 'active' ? schedule : null;
}

/** The phases that are not over, each with one coupon more. */
function discountedPhases(
  { phases }: Stripe.SubscriptionSchedule,
  coupon: string,
  { now }: Pick<Target['account'], 'now'>,
): Stripe.SubscriptionScheduleUpdateParams.Phase[] {
  return phases
    .filter(({ end_date }) => end_date * 1000 > now.getTime())
    .map((phase) => ({
      ...toPhaseParams(phase),
      discounts: [...phase.discounts.map(toDiscountParams), { coupon }],
    }));
}

/** What a coupon takes off a subscription; null when it can not be had, or takes nothing off the next invoice. */
async function findDiscount(
  context: StripeContext,
  { subscription, account }: Target,
  id: string,
): Promise<PricedDiscount | null> {
  const coupon = await readCoupon(context, id);
  const { currency } = subscription;
  const product = idOf(mainOf(subscription.items.data)?.price.product);
  const has = subscription.discounts.some((discount) => couponOf(discount) === id);
  if (!coupon?.valid || isUsedUp(coupon) || has || product === null) return null;
  if (!isGoodFor(coupon, product, currency)) return null;
  const schedule = runningSchedule(subscription);
  const [without, withIt] = await Promise.all([
    previewNext(context, { subscription: subscription.id }),
    previewNext(
      context,
      schedule
        ? {
            schedule: schedule.id,
            schedule_details: {
              phases: discountedPhases(schedule, id, account),
              proration_behavior: 'none',
            },
          }
        : {
            subscription: subscription.id,
            discounts: [...existingDiscounts(subscription), { coupon: id }],
          },
    ),
  ]);
  // An offer that is over before it helps is none.
  if (!without || !withIt || withIt.total >= without.total) return null;
  const shown: Coupon = toCoupon(coupon, currency);
  const nextInvoice = { issuedAt: toInstant(issuedAtOf(withIt)), total: toMoney(withIt.total, currency) };
  return { coupon: shown, nextInvoice };
}

const couponOf = (discount: string | Stripe.Discount) =>
  typeof discount === 'string' ? null : idOf(wholeOf(discount)?.source.coupon);

async function previewNext(
  { stripe, options }: StripeContext,
  params: Stripe.InvoiceCreatePreviewParams,
): Promise<Stripe.Invoice | null> {
  try {
    return await stripe.invoices.createPreview(params, options());
  } catch (error) {
    if (isStripeError(error) && ['invoice_upcoming_none', 'coupon_expired'].includes(error.code ?? ''))
      return null;
    throw error;
  }
}
