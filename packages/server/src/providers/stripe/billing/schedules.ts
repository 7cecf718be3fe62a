import type Stripe from 'stripe';
import { BillfoldError } from '../../../errors.js';
import { idOf, wholeOf } from '../read/references.js';
import { isStripeError } from '../read/toBillfoldError.js';
import type { StripeContext } from '../StripeContext.js';
import { intentOf } from './target.js';

/** The schedule that a subscription goes by; null: it goes by itself. */
export const scheduleOf = ({ schedule }: Stripe.Subscription): string | null => idOf(schedule);

/**
 * Lets a subscription go by itself again: what its schedule was to do is not done. While it has one, Stripe refuses nearly every
 * other change of it.
 */
export async function releaseSchedule(
  context: StripeContext,
  schedule: string | null,
  step = 'release',
): Promise<void> {
  if (schedule === null) return;
  const { stripe, options } = context;
  await intentOf(context).step(step, async (key) => {
    try {
      await stripe.subscriptionSchedules.release(schedule, {}, options(key));
    } catch (error) {
      if (!isStripeError(error) || error.type !== 'StripeInvalidRequestError') throw error;
      // It may have come to its end meanwhile, or somebody else has released it.
      const { status } = await stripe.subscriptionSchedules.retrieve(schedule, {}, options());
      if (status !== 'released' && status !== 'completed') throw error;
    }
    return null;
  });
}

/**
 * Puts a subscription under a schedule that goes on as it is. Stripe takes nothing about phases with this call, so that another one
 * must follow. One that was left behind between the two is found and used.
 *
 * @returns its id.
 * @throws BillfoldError `version_stale` where somebody else has made one meanwhile, that means something else.
 */
export function createSchedule(
  context: StripeContext,
  step: string,
  params: Stripe.SubscriptionScheduleCreateParams & { from_subscription: string },
): Promise<string> {
  const { stripe, options } = context;
  return intentOf(context).step(step, async (key) => {
    try {
      return (await stripe.subscriptionSchedules.create(params, options(key))).id;
    } catch (error) {
      if (!isStripeError(error) || error.type !== 'StripeInvalidRequestError') throw error;
      const expand = ['schedule'];
      const found = await stripe.subscriptions.retrieve(params.from_subscription, { expand }, options());
      const left = wholeScheduleOf(found);
      if (left === null) throw error;
      if (!isLeftOf(left, params)) throw new BillfoldError('version_stale');
      return left.id;
    }
  });
}

/** The one phase of a schedule that was made from a subscription: what runs, as it goes on. */
export async function readRunningPhase(
  { stripe, options }: StripeContext,
  schedule: string,
): Promise<Stripe.SubscriptionSchedule.Phase> {
  const { phases } = await stripe.subscriptionSchedules.retrieve(schedule, {}, options());
  const [running] = phases;
  if (!running) throw new Error('A schedule was made from a subscription, and has no phase.');
  return running;
}

/** Whether a schedule is one that a call has made whose answer was lost: a pause, or nothing but what runs. */
function isLeftOf(
  { phases, pause_schedules }: Stripe.SubscriptionSchedule,
  params: Stripe.SubscriptionScheduleCreateParams,
): boolean {
  return params.pause_schedules ? pause_schedules.length > 0 : phases.length === 1;
}

/** A phase as it is sent. Of one that there is it is known when it begins and ends. */
export type PhaseParams = Stripe.SubscriptionScheduleUpdateParams.Phase & {
  start_date: number;
  end_date: number;
};

/**
 * A phase as it is to be sent again. Phases are replaced whole: what is not said again is deleted, be it a discount, a tax rate or
 * metadata.
 */
export function toPhaseParams(phase: Stripe.SubscriptionSchedule.Phase): PhaseParams {
  const { add_invoice_items, automatic_tax, default_tax_rates, discounts, items, transfer_data } = phase;
  const { application_fee_percent, collection_method, currency, description, invoice_settings } = phase;
  const method = idOf(phase.default_payment_method);
  const onBehalfOf = idOf(phase.on_behalf_of);
  return {
    start_date: phase.start_date,
    end_date: phase.end_date,
    items: items.map(toItemParams),
    proration_behavior: phase.proration_behavior,
    ...(phase.billing_cycle_anchor && { billing_cycle_anchor: phase.billing_cycle_anchor }),
    ...(add_invoice_items.length > 0 && { add_invoice_items: add_invoice_items.map(toInvoiceItemParams) }),
    ...(application_fee_percent !== null && { application_fee_percent }),
    ...(automatic_tax && {
      automatic_tax: {
        enabled: automatic_tax.enabled,
        ...(automatic_tax.liability && { liability: toAccountParams(automatic_tax.liability) }),
      },
    }),
    ...(phase.billing_thresholds && { billing_thresholds: withoutNulls(phase.billing_thresholds) }),
    ...(collection_method && { collection_method }),
    ...(currency && { currency }),
    ...(method !== null && { default_payment_method: method }),
    ...(default_tax_rates && default_tax_rates.length > 0 && { default_tax_rates: idsOf(default_tax_rates) }),
    ...(description !== null && { description }),
    ...(discounts.length > 0 && { discounts: discounts.map(toDiscountParams) }),
    ...(invoice_settings && { invoice_settings: toInvoiceSettings(invoice_settings) }),
    ...(phase.metadata && Object.keys(phase.metadata).length > 0 && { metadata: phase.metadata }),
    ...(onBehalfOf !== null && { on_behalf_of: onBehalfOf }),
    ...(transfer_data && {
      transfer_data: {
        destination: idOf(transfer_data.destination)!,
        ...(transfer_data.amount_percent !== null && { amount_percent: transfer_data.amount_percent }),
      },
    }),
    ...(phase.trial_end !== null && phase.trial_end !== undefined && { trial_end: phase.trial_end }),
  };
}

type PhaseItem = Stripe.SubscriptionScheduleUpdateParams.Phase.Item;

function toItemParams({
  price,
  quantity,
  discounts,
  metadata,
  tax_rates,
  billing_thresholds,
}: Stripe.SubscriptionSchedule.Phase.Item): PhaseItem {
  return {
    price: idOf(price)!,
    ...(quantity !== undefined && { quantity }),
    ...(discounts.length > 0 && { discounts: discounts.map(toDiscountParams) }),
    ...(metadata && Object.keys(metadata).length > 0 && { metadata }),
    ...(tax_rates && tax_rates.length > 0 && { tax_rates: idsOf(tax_rates) }),
    ...(billing_thresholds?.usage_gte && { billing_thresholds: { usage_gte: billing_thresholds.usage_gte } }),
  };
}

function toInvoiceItemParams({
  discountable,
  period,
  price,
  quantity,
  discounts,
  metadata,
  tax_rates,
}: Stripe.SubscriptionSchedule.Phase.AddInvoiceItem): Stripe.SubscriptionScheduleUpdateParams.Phase.AddInvoiceItem {
  return {
    price: idOf(price)!,
    period,
    ...(discountable !== null && { discountable }),
    ...(quantity !== null && { quantity }),
    ...(discounts.length > 0 && { discounts: discounts.map(toDiscountParams) }),
    ...(metadata && Object.keys(metadata).length > 0 && { metadata }),
    ...(tax_rates && tax_rates.length > 0 && { tax_rates: idsOf(tax_rates) }),
  };
}

/** A discount that there is goes on; one that is only planned is named by what it is to be made of. */
export function toDiscountParams({
  coupon,
  discount,
  promotion_code,
}: Stripe.SubscriptionSchedule.Phase.Discount): Stripe.SubscriptionScheduleUpdateParams.Phase.Discount {
  const existing = idOf(discount);
  if (existing !== null) return { discount: existing };
  const code = idOf(promotion_code);
  return code !== null ? { promotion_code: code } : { coupon: idOf(coupon)! };
}

function toInvoiceSettings({
  account_tax_ids,
  custom_fields,
  days_until_due,
  description,
  footer,
  issuer,
}: Stripe.SubscriptionSchedule.Phase.InvoiceSettings): Stripe.SubscriptionScheduleUpdateParams.Phase.InvoiceSettings {
  return {
    ...(account_tax_ids && account_tax_ids.length > 0 && { account_tax_ids: idsOf(account_tax_ids) }),
    ...(custom_fields && custom_fields.length > 0 && { custom_fields }),
    ...(days_until_due !== null && { days_until_due }),
    ...(description !== null && { description }),
    ...(footer !== null && { footer }),
    ...(issuer && { issuer: toAccountParams(issuer) }),
  };
}

function toAccountParams({ type, account }: { type: string; account?: string | Stripe.Account }) {
  const id = idOf(account);
  return { type, ...(id !== null && { account: id }) };
}

const idsOf = (references: readonly (string | { id: string })[]) =>
  references.map((reference) => idOf(reference)!);

function withoutNulls<Thing extends object>(thing: Thing) {
  return Object.fromEntries(Object.entries(thing).filter(([, value]) => value !== null)) as {
    [Field in keyof Thing]: NonNullable<Thing[Field]>;
  };
}

/** The schedule of a subscription, whole, where it has one. It must have been asked for. */
export const wholeScheduleOf = ({ schedule }: Stripe.Subscription) => wholeOf(schedule);
