import type Stripe from 'stripe';
import { BillfoldError } from '../../../errors.js';
import type { DefaultChoice, Moved } from '../../../provider/CustomerBilling.js';
import { defaultMethodOf, methodOf } from '../read/methodOf.js';
import { idOf, wholeOf } from '../read/references.js';
import type { StripeContext } from '../StripeContext.js';
import { toPhaseParams } from './schedules.js';
import { readAccount, toSubscriptions, type Account } from './readAccount.js';
import { intentOf, stripeCustomer } from './target.js';

/** What a subscription of its own is charged to from now on; `method` empty: to whatever the default is. */
interface Charge {
  subscription: string;
  schedule: string | null;
  /** The phases that are not over, where any of them brings a payment method of its own; null: none does. */
  phases: Stripe.SubscriptionScheduleUpdateParams.Phase[] | null;
  method: string;
}

/** What a new default changes: plain data, as a step keeps it. */
export interface NewDefault {
  isNew: boolean;
  paymentMethod: string;
  charges: Charge[];
}

/** The subscriptions of the customer that have not ended. */
export async function readLiving(context: StripeContext): Promise<Account> {
  const account = await readAccount(context, null);
  if (!account) throw new BillfoldError('not_found');
  return { ...account, subscriptions: account.subscriptions.filter(({ ended_at }) => ended_at === null) };
}

/** @throws BillfoldError `not_found` for a subscription that is somebody else's, or has ended. */
export function refuseUnlessLiving({ subscriptions }: Account, chosen: DefaultChoice['subscriptions']): void {
  if (chosen === 'all') return;
  const living = new Set(subscriptions.map(({ id }) => id));
  if (chosen.some((id) => !living.has(id))) throw new BillfoldError('not_found');
}

/**
 * What has to be said to Stripe so that `paymentMethod` is the default and only those subscriptions that were chosen follow. What a
 * subscription has of its own counts before the default: to go along it must be told so, and to stay behind it must be given what
 * the default was until now.
 */
export function planDefault(
  { customer, subscriptions, now }: Account,
  paymentMethod: string,
  chosen: DefaultChoice['subscriptions'],
): NewDefault {
  const usual = defaultMethodOf(customer)?.id ?? null;
  const charges = subscriptions.flatMap((subscription): Charge[] => {
    const { id, default_payment_method, default_source, collection_method } = subscription;
    if (collection_method === 'send_invoice') return [];
    const own = idOf(default_payment_method) ?? idOf(default_source);
    const goesAlong = chosen === 'all' || chosen.includes(id);
    const charged = methodOf(subscription, customer)?.id ?? null;
    if (goesAlong) {
      const charge = chargeOf(subscription, paymentMethod, now);
      const follows = (own === null || own === paymentMethod) && charge.phases === null;
      return follows ? [] : [charge];
    }
    const staysBehind = own === null && charged !== null && charged !== paymentMethod;
    return staysBehind ? [chargeOf(subscription, charged, now)] : [];
  });
  return { isNew: usual !== paymentMethod, paymentMethod, charges };
}

/** What has to be said to Stripe so that a subscription is charged to `method`, now and in all that is scheduled. */
export function chargeOf(subscription: Stripe.Subscription, method: string, now: Date): Charge {
  const whole = wholeOf(subscription.schedule);
  const schedule = whole?.status === 'active' ? whole : null;
  const phases = (schedule?.phases ?? []).filter(({ end_date }) => end_date * 1000 > now.getTime());
  const bringsAnother = phases.some((phase) => ![null, method].includes(idOf(phase.default_payment_method)));
  return {
    subscription: subscription.id,
    schedule: schedule && schedule.id,
    phases: bringsAnother ? phases.map((phase) => toPhaseParams(chargedTo(phase, method))) : null,
    method,
  };
}

/** Where a phase brings a payment method of its own it brings this one; what has none goes on without. */
function chargedTo(
  phase: Stripe.SubscriptionSchedule.Phase,
  method: string,
): Stripe.SubscriptionSchedule.Phase {
  if (phase.default_payment_method === null) return phase;
  return { ...phase, default_payment_method: isPaymentMethod(method) ? method : null };
}

/** Makes a payment method the default, as it was planned. */
export async function makeDefault(
  context: StripeContext,
  { isNew, paymentMethod, charges }: NewDefault,
): Promise<void> {
  // First those that stay behind: they must not be charged to the new one in between.
  for (const charge of charges) await chargeTo(context, charge);
  if (!isNew) return;
  const { stripe, options } = context;
  await intentOf(context).step('default', async (key) => {
    const settings = { invoice_settings: { default_payment_method: paymentMethod } };
    await stripe.customers.update(stripeCustomer(context), settings, options(key));
    return null;
  });
}

/** Charges a subscription to something else. A schedule brings its own with its next phase, as do its phases, and is told too. */
export async function chargeTo(
  context: StripeContext,
  { subscription, schedule, phases, method }: Charge,
): Promise<void> {
  const { stripe, options } = context;
  const intent = intentOf(context);
  await intent.step(`charge-${subscription}`, async (key) => {
    await stripe.subscriptions.update(subscription, toCharged(method), options(key));
    return null;
  });
  if (schedule === null || (!isPaymentMethod(method) && phases === null)) return;
  await intent.step(`charge-${schedule}`, async (key) => {
    const settings = {
      ...(isPaymentMethod(method) && { default_settings: { default_payment_method: method } }),
      ...(phases && { phases, proration_behavior: 'none' as const }),
    };
    await stripe.subscriptionSchedules.update(schedule, settings, options(key));
    return null;
  });
}

/** Cards of the older kind have a field of their own, which counts only where the other one is empty. */
function toCharged(method: string): Stripe.SubscriptionUpdateParams {
  if (method === '') return { default_payment_method: '', default_source: '' };
  return isPaymentMethod(method)
    ? { default_payment_method: method }
    : { default_payment_method: '', default_source: method };
}

const isPaymentMethod = (id: string) => id.startsWith('pm_');

/** The living subscriptions as they are shown, before something is changed: as a step keeps them. */
export async function shownBefore(context: StripeContext, account: Account): Promise<Moved['before'][]> {
  return toSubscriptions(context, account);
}

/** Those that are charged to something else now. A version counts what they are charged to, and not only how that is called. */
export async function movedSince(
  context: StripeContext,
  before: readonly Moved['before'][],
): Promise<Moved[]> {
  const after = await toSubscriptions(context, await readLiving(context));
  return before.flatMap((one) => {
    const now = after.find(({ id }) => id === one.id);
    return now && now.version !== one.version ? [{ before: one, after: now }] : [];
  });
}
