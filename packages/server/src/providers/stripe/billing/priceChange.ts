import type { Discount } from '@billfold/contract';
import type Stripe from 'stripe';
import type { PricedChange } from '../../../provider/CustomerBilling.js';
import { methodOf } from '../read/methodOf.js';
import { idOf, wholeOf } from '../read/references.js';
import { isStripeError } from '../read/toBillfoldError.js';
import { toDiscount } from '../read/toCoupon.js';
import { toInstant } from '../read/toInstant.js';
import { balanceAppliedOf, discountOf, subtotalOf, taxOf } from '../read/toInvoice.js';
import { isProration, toInvoiceLine } from '../read/toInvoiceLine.js';
import { toMoney } from '../read/toMoney.js';
import { toPrice } from '../read/toPrice.js';
import type { StripeContext } from '../StripeContext.js';
import { readLines, readTaxes } from './getInvoice.js';
import { issuedAtOf } from './getUpcomingInvoice.js';
import { asCodeRefusal, isGoodFor, toFutureDiscount } from './promotionCodes.js';
import type { Target } from './target.js';
import { discountsBeside, discountsWith, termsOf, type WantedChange } from './wantedChange.js';
import { toWaiting } from './waitingLines.js';

/** A discount as it would be, and how it is said to Stripe. */
interface Wanted {
  discount: Discount;
  params: { discount: string } | { promotion_code: string };
}

/**
 * Prices a change by Stripe's own previews, and computes nothing of it: of what is invoiced at once, of what it costs for good, and
 * of the invoice after.
 */
export async function priceChange(
  context: StripeContext,
  target: Target,
  wanted: WantedChange,
): Promise<PricedChange> {
  const { subscription, shown, account } = target;
  const { currency } = subscription;
  const money = (amount: number) => toMoney(amount, currency);
  const { change, price } = wanted;
  const isLater = change.timing === 'period_end';
  const discounts = discountsAt(target, wanted);
  const [made, lasting, whole] = await Promise.all([
    isLater ? null : previewChange(context, target, wanted),
    previewWhole(context, target, wanted, 'recurring', discounts.filter(isForGood)),
    // What is invoiced now takes all along that waits; what comes later finds it on its first invoice.
    previewWhole(
      context,
      target,
      wanted,
      isLater ? 'next' : 'recurring',
      discounts.filter(isNotSpentBy(wanted)),
    ),
  ]);

  const isInvoiced = made !== null && wanted.isInvoicedNow && !isOfNextPeriod(made, wanted);
  const now = isInvoiced ? await toInvoiced(context, made) : toWaiting(wanted, made);
  const amounts = isInvoiced
    ? amountsOf(made)
    : { ...now.amounts, balanceApplied: 0, creditAdded: 0, dueNow: 0 };
  const { interval, intervalCount } = toPrice(price, currency);
  return {
    promotionCode: wanted.code?.code ?? null,
    effectiveAt: isLater ? shown.currentPeriod.endAt : toInstant(wanted.pricedAt),
    lines: now.lines,
    taxes: now.taxes,
    subtotal: money(amounts.subtotal),
    discount: money(amounts.discount),
    tax: money(amounts.tax),
    total: money(amounts.total),
    balanceApplied: money(amounts.balanceApplied),
    creditAdded: money(amounts.creditAdded),
    dueNow: money(amounts.dueNow),
    recurring: {
      total: money(lasting?.total ?? 0),
      interval,
      intervalCount,
      discounts: discounts.map(({ discount }) => discount),
    },
    nextInvoice: nextInvoiceOf(
      { made: isInvoiced ? null : made, whole, at: nextPeriodAt(target, made, isInvoiced) },
      currency,
    ),
    trialEndAt: wanted.staysTrial ? shown.trialEndAt : null,
    paymentMethod: methodOf(subscription, account.customer)?.name ?? null,
  };
}

/** What is invoiced with a change, verbatim. */
async function toInvoiced(context: StripeContext, preview: Stripe.Invoice) {
  const taxes = await readTaxes(context, preview);
  return { lines: preview.lines.data.map(toInvoiceLine), taxes, amounts: amountsOf(preview) };
}

/** What an invoice that is previewed comes to. */
export function amountsOf(preview: Stripe.Invoice) {
  const { total, amount_due } = preview;
  const balance = balanceAppliedOf(preview);
  return {
    subtotal: subtotalOf(preview),
    discount: discountOf(preview),
    tax: taxOf(preview),
    total,
    // What the customer owes from before is charged with it: credit is added only where there is more of it than of charges.
    balanceApplied: total < 0 ? 0 : balance,
    creditAdded: total < 0 ? -balance : 0,
    dueNow: amount_due,
  };
}

/** The invoice that Stripe would write for a change now or, where there is none, the next one; with all of its lines. */
async function previewChange(
  context: StripeContext,
  { subscription }: Target,
  wanted: WantedChange,
): Promise<Stripe.Invoice | null> {
  const found = await preview(context, {
    customer: idOf(subscription.customer)!,
    subscription: subscription.id,
    subscription_details: termsOf(wanted),
    ...discountsWith(subscription, wanted.code),
  });
  if (!found?.lines.has_more) return found;
  return { ...found, lines: { ...found.lines, data: await readLines(context, found), has_more: false } };
}

/** One whole period of what is wanted, with these discounts; `recurring`: with nothing that is for once. */
function previewWhole(
  context: StripeContext,
  { subscription }: Target,
  { item, price, change }: WantedChange,
  mode: 'recurring' | 'next',
  discounts: readonly Wanted[],
): Promise<Stripe.Invoice | null> {
  const params = discounts.map(({ params }) => params);
  return preview(context, {
    customer: idOf(subscription.customer)!,
    subscription: subscription.id,
    preview_mode: mode,
    subscription_details: {
      items: [{ id: item, price: price.id, quantity: change.quantity }],
      proration_behavior: 'none',
    },
    // Where nothing is said, everything is taken off that there is, for whatever time.
    discounts: params.length > 0 ? params : '',
  });
}

async function preview(
  { stripe, options }: StripeContext,
  params: Stripe.InvoiceCreatePreviewParams,
): Promise<Stripe.Invoice | null> {
  try {
    return await stripe.invoices.createPreview(params, options());
  } catch (error) {
    if (isStripeError(error) && error.code === 'invoice_upcoming_none') return null;
    const hasCode = Array.isArray(params.discounts) && params.discounts.some((one) => one.promotion_code);
    throw hasCode ? asCodeRefusal(error) : error;
  }
}

/**
 * Whether a preview is not of the change but of the next invoice: where a change writes none, Stripe previews that one. It stands for
 * a whole period from the end of the present one on, and is previewed as of then, so that its own time tells nothing.
 */
function isOfNextPeriod(preview: Stripe.Invoice, { periodEnd }: WantedChange): boolean {
  return preview.lines.data.some((line) => isOfPeriod(line) && line.period.start >= periodEnd);
}

/** Whether a line charges a whole period of the plan, and is not something besides. */
function isOfPeriod(line: Stripe.InvoiceLineItem): boolean {
  return Boolean(line.parent?.subscription_item_details) && !isProration(line);
}

/** The discounts that are taken off the first whole period after the change. */
function discountsAt({ subscription, shown, account }: Target, wanted: WantedChange): Wanted[] {
  const { currency } = subscription;
  const renewsAt = shown.currentPeriod.endAt;
  const { code, change } = wanted;
  const own = code === null ? subscription.discounts : discountsBeside(subscription, code);
  // What the customer has off everything counts only where the subscription has nothing of its own.
  const taken = own.length > 0 || code !== null ? own : [account.customer.discount ?? []].flat();
  const had = taken.flatMap((discount): Wanted[] => {
    const one = toDiscount(discount, currency);
    const coupon = typeof discount === 'string' ? null : wholeOf(discount.source.coupon);
    const isActive = one !== null && (one.endsAt === null || one.endsAt > renewsAt);
    const isGood = coupon !== null && isGoodFor(coupon, idOf(wanted.price.product)!, currency);
    return isActive && isGood ? [{ discount: one, params: { discount: idOf(discount)! } }] : [];
  });
  if (code === null) return had;
  const future = toFutureDiscount(code, change.pricedAt, currency);
  return [...had, { discount: future, params: { promotion_code: code.id } }];
}

/** Whoever agrees to it agrees for as long as they stay: what is cheaper for some months is not what it costs. */
const isForGood = ({ discount: { coupon } }: Wanted) => coupon.duration === 'forever';

/** What is for one invoice is spent by the one of the change. */
const isNotSpentBy =
  ({ isInvoicedNow }: WantedChange) =>
  ({ discount: { coupon } }: Wanted) =>
    !(isInvoicedNow && coupon.duration === 'once');

/** When the invoice after the change is written. */
function nextPeriodAt({ shown }: Target, made: Stripe.Invoice | null, isInvoiced: boolean): string {
  const line = isInvoiced ? made?.lines.data.find(isOfPeriod) : undefined;
  return line ? toInstant(line.period.end) : shown.currentPeriod.endAt;
}

/** The invoice after: the previewed one where nothing is invoiced now, else one whole period. */
function nextInvoiceOf(
  { made, whole, at }: { made: Stripe.Invoice | null; whole: Stripe.Invoice | null; at: string },
  currency: string,
): PricedChange['nextInvoice'] {
  if (made) return { issuedAt: toInstant(issuedAtOf(made)), total: toMoney(made.total, currency) };
  return whole && { issuedAt: at, total: toMoney(whole.total, currency) };
}
