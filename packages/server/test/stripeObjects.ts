import type Stripe from 'stripe';

/** Objects of Stripe's, as far as the reads look at them. The double makes whole ones. */

/** 2026-11-20T12:00:00Z, in Stripe's seconds. */
export const noon = 1_795_176_000;
export const DAY = 86_400;

export function aProduct(fields: Partial<Stripe.Product> = {}): Stripe.Product {
  return {
    id: 'prod_pro',
    object: 'product',
    name: 'Pro',
    active: true,
    description: null,
    marketing_features: [],
    unit_label: null,
    ...fields,
  } as Stripe.Product;
}

export function aPrice(fields: Partial<Stripe.Price> = {}): Stripe.Price {
  return {
    id: 'price_month',
    object: 'price',
    active: true,
    billing_scheme: 'per_unit',
    currency: 'eur',
    custom_unit_amount: null,
    product: aProduct(),
    recurring: {
      interval: 'month',
      interval_count: 1,
      usage_type: 'licensed',
      meter: null,
      trial_period_days: null,
    },
    tax_behavior: 'exclusive',
    tiers_mode: null,
    transform_quantity: null,
    type: 'recurring',
    unit_amount: 1900,
    unit_amount_decimal: null,
    ...fields,
  } as Stripe.Price;
}

/** An amount in parts of a minor unit, which the npm package reads into an object of its own. */
export const decimal = (text: string) => ({ toString: () => text }) as Stripe.Decimal;

export function anItem(fields: Partial<Stripe.SubscriptionItem> = {}): Stripe.SubscriptionItem {
  return {
    id: 'si_1',
    object: 'subscription_item',
    price: aPrice(),
    quantity: 1,
    current_period_start: noon - 10 * DAY,
    current_period_end: noon + 20 * DAY,
    discounts: [],
    ...fields,
  } as Stripe.SubscriptionItem;
}

export function aSubscription(
  fields: Partial<Stripe.Subscription> = {},
  items: Stripe.SubscriptionItem[] = [anItem()],
): Stripe.Subscription {
  return {
    id: 'sub_1',
    object: 'subscription',
    billing_mode: { type: 'flexible', flexible: null },
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    collection_method: 'charge_automatically',
    created: noon - 40 * DAY,
    currency: 'eur',
    customer: 'cus_1',
    default_payment_method: null,
    default_source: null,
    discounts: [],
    ended_at: null,
    items: { object: 'list', data: items, has_more: false, url: '' },
    latest_invoice: null,
    metadata: {},
    pause_collection: null,
    pending_update: null,
    schedule: null,
    start_date: noon - 40 * DAY,
    status: 'active',
    trial_end: null,
    ...fields,
  } as Stripe.Subscription;
}

export function aSchedule(fields: Partial<Stripe.SubscriptionSchedule> = {}): Stripe.SubscriptionSchedule {
  return {
    id: 'sub_sched_1',
    object: 'subscription_schedule',
    status: 'active',
    end_behavior: 'release',
    pause_schedules: [],
    phases: [],
    ...fields,
  } as Stripe.SubscriptionSchedule;
}

export function aPhase(
  price: string,
  start_date: number,
  fields: Partial<Stripe.SubscriptionSchedule.Phase> = {},
): Stripe.SubscriptionSchedule.Phase {
  return { items: [{ price, quantity: 1 }], start_date, ...fields } as Stripe.SubscriptionSchedule.Phase;
}

export function aCustomer(fields: Partial<Stripe.Customer> = {}): Stripe.Customer {
  return {
    id: 'cus_1',
    object: 'customer',
    address: null,
    default_source: null,
    email: 'jane@example.com',
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    metadata: {},
    name: 'Example GmbH',
    phone: null,
    ...fields,
  } as Stripe.Customer;
}

export function aCard(id: string, last4: string): Stripe.PaymentMethod {
  return {
    id,
    object: 'payment_method',
    type: 'card',
    card: { brand: 'visa', last4, exp_month: 2, exp_year: 2030, wallet: null },
    billing_details: { name: 'Jane Example' },
    created: noon,
    customer: 'cus_1',
  } as Stripe.PaymentMethod;
}

export function anInvoice(fields: Partial<Stripe.Invoice> = {}): Stripe.Invoice {
  return {
    id: 'in_1',
    object: 'invoice',
    number: 'A-0001',
    status: 'open',
    billing_reason: 'subscription_cycle',
    collection_method: 'charge_automatically',
    attempted: true,
    created: noon - DAY,
    currency: 'eur',
    customer: 'cus_1',
    due_date: null,
    amount_due: 2261,
    amount_paid: 0,
    amount_remaining: 2261,
    subtotal: 1900,
    total: 2261,
    starting_balance: 0,
    ending_balance: 0,
    invoice_pdf: 'https://pay.stripe.com/invoice/acct_1/pdf',
    lines: { object: 'list', data: [], has_more: false, url: '' },
    next_payment_attempt: null,
    parent: {
      type: 'subscription_details',
      quote_details: null,
      subscription_details: { metadata: null, subscription: 'sub_1' },
    },
    period_start: noon - 31 * DAY,
    period_end: noon - DAY,
    status_transitions: {
      finalized_at: noon - DAY,
      marked_uncollectible_at: null,
      paid_at: null,
      voided_at: null,
    },
    total_discount_amounts: null,
    total_pretax_credit_amounts: null,
    total_taxes: [],
    ...fields,
  } as Stripe.Invoice;
}

export function anIntent(fields: Partial<Stripe.PaymentIntent> = {}): Stripe.PaymentIntent {
  return {
    id: 'pi_1',
    object: 'payment_intent',
    created: noon - DAY,
    last_payment_error: null,
    latest_charge: null,
    payment_method: null,
    status: 'requires_payment_method',
    ...fields,
  } as Stripe.PaymentIntent;
}
