import type Stripe from 'stripe';
import type { Call } from '../Handler.js';
import { booleanOf, metadataOf, numberOf, requiredText, textOf, type Params } from '../params.js';
import type { State } from '../State.js';
import { invalid } from '../StripeFault.js';
import { beginPeriods, beginTrial } from './applyTerms.js';
import { redeem, wantedDiscounts } from './discounts.js';
import { find } from './find.js';
import { clockOf } from './invoiceItems.js';
import { sum } from './money.js';
import { DAY } from './periods.js';
import { amountOf } from './priceAmount.js';
import { newItem, wantedItems } from './subscriptionItems.js';

/** A subscription as a request asks for it, which has not been invoiced yet. */
export function newSubscription({ state, params }: Call): Stripe.Subscription {
  const customer = find(state.customers, requiredText(params.customer, 'customer'), 'customer', 'customer');
  const now = state.timeOf(customer.id);
  const method = paymentMethodOf(state, customer.id, params.default_payment_method);
  const [first] = wantedItems(state, params.items, [], null);
  if (!first?.price)
    throw invalid('Missing required param: items.', { code: 'parameter_missing', param: 'items' });
  const currency =
    textOf(params.currency, 'currency')?.toLowerCase() ?? customer.currency ?? first.price.currency;
  const items = wantedItems(state, params.items, [], currency);
  const amount = sum(items.map(({ price, quantity }) => amountOf(price!, quantity ?? 1, currency)));
  const basket = { customer: customer.id, currency, amount };
  const discounts = wantedDiscounts(state, params.discounts, [], basket, now);
  const trialEnd = trialEndOf(params, now);

  const id = state.newId('sub');
  const subscription: Stripe.Subscription = {
    id,
    object: 'subscription',
    application: null,
    application_fee_percent: null,
    automatic_tax: automaticTaxOf(params),
    billing_cycle_anchor: now,
    billing_cycle_anchor_config: null,
    billing_mode: billingModeOf(params, now),
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: textOf(params.collection_method, 'collection_method') ?? 'charge_automatically',
    created: now,
    currency,
    customer: customer.id,
    customer_account: null,
    days_until_due: numberOf(params.days_until_due, 'days_until_due') ?? null,
    default_payment_method: method,
    default_source: null,
    default_tax_rates: [],
    description: textOf(params.description, 'description') ?? null,
    discounts: [],
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    items: { object: 'list', data: [], has_more: false, url: `/v1/subscription_items?subscription=${id}` },
    latest_invoice: null,
    livemode: false,
    managed_payments: null,
    metadata: metadataOf(params.metadata),
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: 'off',
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: now,
    status: 'active',
    test_clock: clockOf(state, customer.id),
    transfer_data: null,
    trial_end: null,
    trial_settings: { end_behavior: trialEndBehaviorOf(params) },
    trial_start: null,
  };
  const period = { start: now, end: now };
  subscription.items.data = items.map((item) => newItem(state, id, item, period, now));
  if (discounts)
    subscription.discounts = redeem(state, discounts, { customer: customer.id, subscription: id }, now);
  if (trialEnd !== null) beginTrial(subscription, trialEnd, now);
  else beginPeriods(subscription, now);
  state.subscriptions.set(id, subscription);
  return subscription;
}

/** A payment method of the customer's own, by its id; null: none is named. */
export function paymentMethodOf(
  state: State,
  customer: string,
  value: unknown,
  param = 'default_payment_method',
): string | null {
  const id = textOf(value, param);
  if (!id) return null;
  const method = find(state.paymentMethods, id, 'PaymentMethod', param);
  if (method.customer !== customer)
    throw invalid(
      `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`,
      { code: 'resource_missing', param },
    );
  return id;
}

function trialEndOf(params: Params, now: number): number | null {
  const days = numberOf(params.trial_period_days, 'trial_period_days') ?? 0;
  if (days > 0) return now + days * DAY;
  if (params.trial_end === undefined || params.trial_end === 'now') return null;
  const end = numberOf(params.trial_end, 'trial_end') ?? now;
  if (end <= now) throw invalid('The subscription trial end must be in the future.', { param: 'trial_end' });
  return end;
}

function automaticTaxOf(params: Params): Stripe.Subscription.AutomaticTax {
  const enabled =
    booleanOf((params.automatic_tax as Params | undefined)?.enabled, 'automatic_tax[enabled]') ?? false;
  return { disabled_reason: null, enabled, liability: enabled ? { type: 'self' } : null };
}

/** Flexible, unless somebody asks for what was before it. */
function billingModeOf(params: Params, now: number): Stripe.Subscription.BillingMode {
  const { type = 'flexible' } = (params.billing_mode as Params | undefined) ?? {};
  if (type === 'classic') return { flexible: null, type };
  return { flexible: { proration_discounts: 'included' }, type: 'flexible', updated_at: now };
}

function trialEndBehaviorOf(params: Params): Stripe.Subscription.TrialSettings.EndBehavior {
  const behavior = (params.trial_settings as Params | undefined)?.end_behavior as Params | undefined;
  return {
    billing_cycle_anchor: null,
    missing_payment_method: textOf(behavior?.missing_payment_method, 'trial_settings') ?? 'create_invoice',
  };
}
