import type Stripe from 'stripe';
import { BillfoldError } from '../../../errors.js';
import type {
  Cancellation,
  ChangedSubscription,
  CustomerBilling,
  PricedCancellation,
  SubscriptionTarget,
} from '../../../provider/CustomerBilling.js';
import { methodOf } from '../read/methodOf.js';
import { idOf } from '../read/references.js';
import { answering, isFinal, isStripeError, orNull } from '../read/toBillfoldError.js';
import { toInstant } from '../read/toInstant.js';
import { subscriptionOf } from '../read/toInvoice.js';
import { toMoney } from '../read/toMoney.js';
import { isOfPendingUpdate } from '../read/toSubscription.js';
import type { StripeContext } from '../StripeContext.js';
import { dropPendingUpdate, pendingInvoiceOf, writtenInvoice } from './changeInvoice.js';
import { endBySchedule, keepBySchedule, tellSchedule } from './heldSchedules.js';
import { releaseSchedule, scheduleOf, wholeScheduleOf } from './schedules.js';
import { findSettled, findTarget, intentOf, readShown, type Target } from './target.js';

/** Ends of subscriptions, and second thoughts. */
export function cancellations(
  context: StripeContext,
): Pick<CustomerBilling, 'previewCancellation' | 'cancelSubscription' | 'keepSubscription'> {
  return {
    previewCancellation: (cancellation) => answering(() => preview(context, cancellation)),
    cancelSubscription: (cancellation) => answering(() => cancel(context, cancellation)),
    keepSubscription: (named) => answering(() => keep(context, named)),
  };
}

async function preview(context: StripeContext, cancellation: Cancellation): Promise<PricedCancellation> {
  const target = await findTarget(context, { ...cancellation, version: null });
  refuseUnlessCancelable(target, cancellation);
  const { shown, account, subscription } = target;
  const money = (amount: number) => toMoney(amount, subscription.currency);
  const open = openInvoicesOf(target);
  const owed = open.reduce((sum, { amount_remaining }) => sum + amount_remaining, 0);
  const outstanding = money(owed);
  if (waitsForEnd(target, cancellation)) {
    const dueAtEnd = money((await previewEnd(context, subscription))?.amount_due ?? 0);
    const effectiveAt = shown.currentPeriod.endAt;
    return { effectiveAt, stopsCollection: false, credit: money(0), dueAtEnd, outstanding };
  }
  const now = { cancel_now: true, proration_behavior: 'always_invoice' } as const;
  const last = givesBack(target, cancellation) ? await previewLast(context, subscription, now) : null;
  const due = last?.amount_due ?? 0;
  // Without anything that it could be charged to, it is only written.
  const isCharged = methodOf(subscription, account.customer) !== null;
  return {
    effectiveAt: toInstant(Math.floor(account.now.getTime() / 1000)),
    stopsCollection: open.some(({ next_payment_attempt }) => next_payment_attempt !== null),
    credit: money(Math.max(0, -(last?.total ?? 0))),
    dueAtEnd: money(isCharged ? due : 0),
    outstanding: isCharged ? outstanding : money(owed + due),
  };
}

/** The last invoice of an end with the period. Whatever Stripe has against telling it, such as an address, keeps nobody from leaving. */
async function previewEnd(context: StripeContext, subscription: Stripe.Subscription) {
  try {
    return await previewLast(context, subscription, withPeriod(hasOnePeriod(subscription)));
  } catch (error) {
    if (!isFinal(error)) throw error;
    return null;
  }
}

/**
 * The invoice that Stripe would write with an end, of what is given back and of all that no invoice has had: changes that wait for the
 * next one, and metered use. Null: there is nothing of either.
 */
async function previewLast(
  { stripe, options }: StripeContext,
  subscription: Stripe.Subscription,
  details: Stripe.InvoiceCreatePreviewParams.SubscriptionDetails,
): Promise<Stripe.Invoice | null> {
  try {
    return await stripe.invoices.createPreview(
      { subscription: subscription.id, subscription_details: details },
      options(),
    );
  } catch (error) {
    if (isStripeError(error) && error.code === 'invoice_upcoming_none') return null;
    throw error;
  }
}

async function cancel(
  context: StripeContext,
  cancellation: Cancellation & { version: number },
): Promise<ChangedSubscription> {
  const intent = intentOf(context);
  const checked = await intent.step('check', async () => {
    const target = await findSettled(context, cancellation);
    refuseUnlessCancelable(target, cancellation);
    const { subscription } = target;
    return {
      pendingInvoice: pendingInvoiceOf(subscription),
      schedule: scheduleOf(subscription),
      latestInvoice: idOf(subscription.latest_invoice),
      waits: waitsForEnd(target, cancellation),
      givesBack: givesBack(target, cancellation),
      hasOnePeriod: hasOnePeriod(subscription),
      bySchedule: waitsForEnd(target, cancellation) ? endBySchedule(target) : null,
    };
  });
  const { subscription: id } = cancellation;
  await dropPendingUpdate(context, checked.pendingInvoice);
  if (checked.bySchedule && (await tellSchedule(context, 'cancel-by-schedule', checked.bySchedule))) {
    await sayWhy(context, cancellation);
    return { subscription: await readShown(context, id), invoice: null };
  }
  await releaseSchedule(context, checked.schedule);
  if (!checked.waits) {
    await intent.step('cancel', () => cancelNow(context, cancellation, checked.givesBack));
    const invoice = await writtenInvoice(context, id, checked.latestInvoice);
    return { subscription: await readShown(context, id), invoice };
  }
  await intent.step('cancel', async (key) => {
    const { stripe, options } = context;
    const details = { cancellation_details: detailsOf(cancellation) };
    await stripe.subscriptions.update(id, { ...withPeriod(checked.hasOnePeriod), ...details }, options(key));
    return null;
  });
  return { subscription: await readShown(context, id), invoice: null };
}

/** The npm client sends no idempotency key with this one: what was done before is looked for and not done again. */
async function cancelNow(
  { stripe, options }: StripeContext,
  cancellation: Cancellation,
  prorate: boolean,
): Promise<null> {
  const { subscription: id } = cancellation;
  try {
    const details = { cancellation_details: detailsOf(cancellation) };
    // What waits for an invoice would be lost without one; where nothing is given back, that is what was asked for.
    await stripe.subscriptions.cancel(id, { prorate, invoice_now: prorate, ...details }, options());
  } catch (error) {
    if (!isStripeError(error) || error.type !== 'StripeInvalidRequestError') throw error;
    const found = await orNull(stripe.subscriptions.retrieve(id, {}, options()));
    // Of two words that Stripe has for it: one that was never paid for has expired.
    if (!found || found.ended_at === null) throw error;
  }
  return null;
}

/** A schedule takes no reasons; they are the subscription's. The end is made: that they are not taken is no failure of it. */
async function sayWhy(context: StripeContext, cancellation: Cancellation): Promise<void> {
  const { stripe, options } = context;
  const cancellation_details = detailsOf(cancellation);
  if (Object.keys(cancellation_details).length === 0) return;
  const said = intentOf(context).step('why', async (key) => {
    await stripe.subscriptions.update(cancellation.subscription, { cancellation_details }, options(key));
    return null;
  });
  await said.catch((error: unknown) => {
    if (!isFinal(error)) throw error;
  });
}

function detailsOf({ feedback, comment }: Cancellation): Stripe.SubscriptionUpdateParams.CancellationDetails {
  return { ...(feedback !== null && { feedback }), ...(comment !== null && { comment }) };
}

function refuseUnlessCancelable(target: Target, cancellation: Cancellation): void {
  const { endedAt, cancelAt, pendingPayment } = target.shown;
  const isSettled = endedAt === null && pendingPayment?.status !== 'processing';
  const isPlanned = waitsForEnd(target, cancellation) && cancelAt !== null;
  if (!isSettled || isPlanned) throw new BillfoldError('subscription_state');
}

/** What is not paid, or not charged, has no end to wait for. */
function waitsForEnd({ shown: { status } }: Target, { at }: Cancellation): boolean {
  return at === 'period_end' && (status === 'active' || status === 'trialing');
}

/** Time that was not paid for is nothing to give back. */
function givesBack(target: Target, { at, prorationBehavior }: Cancellation): boolean {
  if (at !== 'now' || prorationBehavior === 'none' || target.shown.status !== 'active') return false;
  return openInvoicesOf(target).every(({ amount_remaining }) => amount_remaining === 0);
}

/** What is owed of a subscription. An invoice that waits for a change is not. */
function openInvoicesOf({ account: { openInvoices }, subscription }: Target): Stripe.Invoice[] {
  return openInvoices
    .map(({ invoice }) => invoice)
    .filter((invoice) => subscriptionOf(invoice) === subscription.id)
    .filter((invoice) => !isOfPendingUpdate(invoice, subscription));
}

/** An end with the period, as Stripe is told it. Where items end at different times, it must be told which of them is meant. */
const withPeriod = (isOne: boolean) =>
  isOne ? { cancel_at_period_end: true } : { cancel_at: 'min_period_end' as const };

const hasOnePeriod = ({ items }: Stripe.Subscription) =>
  new Set(items.data.map(({ current_period_end }) => current_period_end)).size <= 1;

async function keep(context: StripeContext, named: SubscriptionTarget) {
  const { stripe, options } = context;
  const intent = intentOf(context);
  const checked = await intent.step('check', async () => {
    const target = await findSettled(context, named);
    const { subscription, shown, account } = target;
    if (shown.cancelAt === null || Date.parse(shown.cancelAt) <= account.now.getTime())
      throw new BillfoldError('subscription_state');
    const isBySchedule = wholeScheduleOf(subscription)?.end_behavior === 'cancel';
    return {
      pendingInvoice: pendingInvoiceOf(subscription),
      schedule: isBySchedule ? scheduleOf(subscription) : null,
      isAtPeriodEnd: subscription.cancel_at_period_end,
      isAtInstant: subscription.cancel_at !== null,
      bySchedule: keepBySchedule(target),
    };
  });
  const { isAtPeriodEnd, isAtInstant } = checked;
  await dropPendingUpdate(context, checked.pendingInvoice);
  if (checked.bySchedule && (await tellSchedule(context, 'keep-by-schedule', checked.bySchedule))) {
    return readShown(context, named.subscription);
  }
  await releaseSchedule(context, checked.schedule);
  if (isAtPeriodEnd || isAtInstant) {
    await intent.step('keep', async (key) => {
      // Not by `resume`, which is for pauses. The one way takes back what was said in the other, too.
      const when = isAtPeriodEnd ? { cancel_at_period_end: false } : { cancel_at: '' as const };
      await stripe.subscriptions.update(named.subscription, when, options(key));
      return null;
    });
  }
  return readShown(context, named.subscription);
}
