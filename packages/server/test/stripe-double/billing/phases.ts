import type Stripe from 'stripe';
import { metadataOf, numberOf, textOf, type Params } from '../params.js';
import type { State } from '../State.js';
import { invalid } from '../StripeFault.js';
import { planOf } from './catalog.js';
import { find, idOf, listOf } from './find.js';
import { addIntervals } from './periods.js';

type Phase = Stripe.SubscriptionSchedule.Phase;

/** The phase that a schedule begins with: the subscription as it is, until its period ends or it does. */
export function phaseOf(subscription: Stripe.Subscription): Phase {
  const items = subscription.items.data;
  return {
    ...emptyPhase(subscription.currency),
    automatic_tax: { ...subscription.automatic_tax },
    discounts: subscription.discounts.map((discount) => ({
      coupon: null,
      discount: idOf(discount),
      promotion_code: null,
    })),
    end_date: subscription.cancel_at ?? Math.min(...items.map((item) => item.current_period_end)),
    items: items.map(({ price, quantity }) => phaseItem(price, quantity ?? 1)),
    metadata: { ...subscription.metadata },
    start_date: Math.max(...items.map((item) => item.current_period_start)),
    trial_end: subscription.status === 'trialing' ? subscription.trial_end : null,
  };
}

/** The phases that a request gives: they take the place of all that were, and the first of them is the one that runs. */
export function phasesFrom(
  state: State,
  value: unknown,
  running: { start_date: number; end_date: number },
  currency: string,
): Phase[] {
  const given = listOf(value, 'phases');
  if (given.length === 0) throw invalid('A schedule needs a phase at least.', { param: 'phases' });
  const phases: Phase[] = [];
  for (const [index, entry] of given.entries()) {
    const param = `phases[${index}]`;
    const previous = phases.at(-1);
    const start = startOf(entry, param) ?? previous?.end_date ?? running.start_date;
    if (!previous && start !== running.start_date)
      throw invalid('You can not modify the start date of a phase that has begun.', {
        param: `${param}[start_date]`,
      });
    if (previous && start !== previous.end_date)
      throw invalid('Phases must follow each other without a gap.', { param: `${param}[start_date]` });
    phases.push(phaseFrom(state, entry, start, currency, param));
  }
  return phases;
}

function startOf(entry: Params, param: string): number | undefined {
  if (entry.start_date === 'now')
    throw invalid('You can not pass `now` as the start of a phase of a schedule that runs.', {
      param: `${param}[start_date]`,
    });
  return numberOf(entry.start_date, `${param}[start_date]`);
}

function phaseFrom(state: State, entry: Params, start: number, currency: string, param: string): Phase {
  const items = listOf(entry.items, `${param}[items]`).map((item, index) => {
    const price = find(state.prices, item.price, 'price', `${param}[items][${index}][price]`);
    return phaseItem(price, numberOf(item.quantity, `${param}[items][${index}][quantity]`) ?? 1);
  });
  if (items.length === 0)
    throw invalid(`Missing required param: ${param}[items].`, { code: 'parameter_missing', param });
  return {
    ...emptyPhase(currency),
    ...(entry.automatic_tax && {
      automatic_tax: {
        disabled_reason: null,
        enabled: entry.automatic_tax.enabled === 'true',
        liability: { type: 'self' },
      },
    }),
    default_payment_method: textOf(entry.default_payment_method, `${param}[default_payment_method]`) ?? null,
    discounts: discountsFrom(state, entry.discounts, param),
    end_date: endOf(entry, start, param),
    items,
    metadata: metadataOf(entry.metadata),
    proration_behavior: textOf(entry.proration_behavior, param) ?? 'create_prorations',
    start_date: start,
    trial_end: numberOf(entry.trial_end, `${param}[trial_end]`) ?? null,
  };
}

function endOf(entry: Params, start: number, param: string): number {
  const end = numberOf(entry.end_date, `${param}[end_date]`);
  if (end !== undefined && entry.duration)
    throw invalid('You may only specify one of these parameters: duration, end_date.', { param });
  if (end !== undefined) return end;
  if (!entry.duration)
    throw invalid('A phase needs an `end_date` or a `duration`.', { code: 'parameter_missing', param });
  const { interval, interval_count } = entry.duration as Params;
  return addIntervals(start, { interval, interval_count: numberOf(interval_count, param) ?? 1 });
}

function discountsFrom(
  state: State,
  value: unknown,
  param: string,
): Stripe.SubscriptionSchedule.Phase.Discount[] {
  return listOf(value, `${param}[discounts]`).map(({ coupon, discount, promotion_code }) => {
    if (coupon) find(state.coupons, coupon, 'coupon', param);
    if (discount) find(state.discounts, discount, 'discount', param);
    if (promotion_code) find(state.promotionCodes, promotion_code, 'promotion code', param);
    return { coupon: coupon ?? null, discount: discount ?? null, promotion_code: promotion_code ?? null };
  });
}

function phaseItem(price: Stripe.Price, quantity: number): Stripe.SubscriptionSchedule.Phase.Item {
  return {
    billing_thresholds: null,
    discounts: [],
    metadata: {},
    plan: planOf(price).id,
    price: price.id,
    quantity,
    tax_rates: [],
  };
}

function emptyPhase(currency: string): Phase {
  return {
    add_invoice_items: [],
    application_fee_percent: null,
    billing_cycle_anchor: null,
    billing_thresholds: null,
    collection_method: null,
    currency,
    default_payment_method: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    end_date: 0,
    invoice_settings: null,
    items: [],
    metadata: {},
    on_behalf_of: null,
    proration_behavior: 'create_prorations',
    start_date: 0,
    transfer_data: null,
    trial_end: null,
  };
}
