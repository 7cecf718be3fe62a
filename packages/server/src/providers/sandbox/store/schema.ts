import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
} from 'drizzle-orm/pg-core';
import {
  customerKinds,
  invoiceStatuses,
  nextCharges,
  paymentFailures,
  sandboxPaymentMethods as testMethods,
  subscriptionStatuses,
  type Address,
  type InvoiceLine,
  type InvoiceTax,
  type Subscription,
} from '@billfold/contract';
import type { BilledTo, PriceTerms, SubscriptionState } from '../engine/account.js';
import type { Millis } from '../engine/periods.js';
import type { TaxIdState } from '../engine/taxIds.js';
import { exactJson } from './exactJson.js';

/**
 * What the sandbox keeps. The catalogue and the clock belong to a project; everything else leads its keys with
 * (project, customer), so that it can be distributed by customer.
 */

const setupStatuses = ['requires_payment_method', 'requires_action', 'processing', 'succeeded'] as const;

/** Instants to the millisecond, as the API writes them. */
const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' });

/** Minor units of a currency. */
const amount = (name: string) => bigint(name, { mode: 'bigint' });

/** The time of each project. A project without a row goes by real time, until something is billed in it. */
export const sandboxClocks = pgTable('sandbox_clocks', {
  project: text('project_id').primaryKey(),
  now: instant('now').notNull(),
});

export const sandboxProducts = pgTable(
  'sandbox_products',
  {
    project: text('project_id').notNull(),
    id: text('id').notNull(),
    name: text('name').notNull(),
    description: text('description'),
    features: jsonb('features').$type<string[]>().notNull(),
    active: boolean('active').notNull(),
    /** Where it stands in the catalogue. */
    position: integer('position').notNull(),
  },
  (table) => [primaryKey({ columns: [table.project, table.id] })],
);

/** What a price asks for is never updated; only whether it is on offer, and where it stands. */
export const sandboxPrices = pgTable(
  'sandbox_prices',
  {
    project: text('project_id').notNull(),
    id: text('id').notNull(),
    product: text('product_id').notNull(),
    unitAmount: amount('unit_amount').notNull(),
    currency: text('currency').notNull(),
    scheme: text('scheme', { enum: ['flat', 'per_seat', 'graduated'] }).notNull(),
    /** The steps of a graduated price; null for the others. */
    tiers: exactJson<NonNullable<PriceTerms['tiers']>>('tiers'),
    interval: text('interval', { enum: ['day', 'week', 'month', 'year'] }).notNull(),
    intervalCount: integer('interval_count').notNull(),
    taxBehavior: text('tax_behavior', { enum: ['inclusive', 'exclusive'] }).notNull(),
    active: boolean('active').notNull(),
    position: integer('position').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.project, table.id] }),
    index('sandbox_prices_product').on(table.project, table.product),
  ],
);

/** What can be taken off prices. Subscriptions keep a copy of what they were given. */
export const sandboxCoupons = pgTable(
  'sandbox_coupons',
  {
    project: text('project_id').notNull(),
    id: text('id').notNull(),
    name: text('name').notNull(),
    percentOff: text('percent_off'),
    amountOff: amount('amount_off'),
    currency: text('currency'),
    duration: text('duration', { enum: ['once', 'repeating', 'forever'] }).notNull(),
    durationInMonths: integer('duration_in_months'),
    products: jsonb('products').$type<string[]>(),
    maxRedemptions: integer('max_redemptions'),
    /** How often it was had. Counted up in the transaction that gives it, which has the row to itself. */
    redemptions: integer('redemptions').notNull().default(0),
    active: boolean('active').notNull(),
    position: integer('position').notNull(),
  },
  (table) => [primaryKey({ columns: [table.project, table.id] })],
);

/** What customers enter to have a coupon. */
export const sandboxPromotionCodes = pgTable(
  'sandbox_promotion_codes',
  {
    project: text('project_id').notNull(),
    /** The code in small letters: it is entered in any. */
    key: text('key').notNull(),
    /** As the merchant writes it. */
    code: text('code').notNull(),
    coupon: text('coupon_id').notNull(),
    active: boolean('active').notNull(),
    expiresAt: instant('expires_at'),
    maxRedemptions: integer('max_redemptions'),
    redemptions: integer('redemptions').notNull().default(0),
    firstTimeTransaction: boolean('first_time_transaction').notNull(),
    minimumAmount: amount('minimum_amount'),
    minimumCurrency: text('minimum_currency'),
    position: integer('position').notNull(),
  },
  (table) => [primaryKey({ columns: [table.project, table.key] })],
);

/** The sandbox's own copy of a customer, and the row that is locked while something happens to them. */
export const sandboxCustomers = pgTable(
  'sandbox_customers',
  {
    project: text('project_id').notNull(),
    customer: text('customer_id').notNull(),
    reference: text('reference'),
    kind: text('kind', { enum: customerKinds }).notNull().default('individual'),
    name: text('name'),
    email: text('email'),
    invoiceEmails: jsonb('invoice_emails').$type<string[]>().notNull().default([]),
    phone: text('phone'),
    address: jsonb('address').$type<Address>(),
    purchaseOrder: text('purchase_order'),
    taxIds: jsonb('tax_ids').$type<TaxIdState[]>().notNull().default([]),
    /** Set by the first subscription; nobody is billed in two currencies. */
    currency: text('currency'),
    /** What the numbers of the customer's invoices begin with. */
    invoicePrefix: text('invoice_prefix').notNull(),
    /** The number of the last invoice. It is counted up in the transaction that writes the invoice: none is ever missing. */
    invoicesIssued: integer('invoices_issued').notNull().default(0),
    /** When something happens to this customer next; null when nothing will. */
    dueAt: instant('due_at'),
    /** Credit, in `currency`: what the customer's next invoices are paid from first. */
    balance: amount('balance').notNull().default(0n),
    /** How the next charge ends, whatever it is charged to. */
    nextCharge: text('next_charge', { enum: nextCharges }).notNull().default('usual'),
    /** What new subscriptions are charged to; null when nothing is on file, or it was removed. */
    defaultPaymentMethod: text('default_payment_method_id'),
  },
  (table) => [
    primaryKey({ columns: [table.project, table.customer] }),
    unique('sandbox_customers_prefix').on(table.project, table.invoicePrefix),
    index('sandbox_customers_reference').on(table.project, table.reference),
    index('sandbox_customers_due').on(table.project, table.dueAt),
  ],
);

/** Test payment methods, also those that were removed: invoices go on naming them. */
export const sandboxPaymentMethods = pgTable(
  'sandbox_payment_methods',
  {
    project: text('project_id').notNull(),
    customer: text('customer_id').notNull(),
    id: text('id').notNull(),
    method: text('method', { enum: testMethods }).notNull(),
    createdAt: instant('created_at').notNull(),
    /** Counted up: several can be put on file at one instant of the sandbox's time. */
    position: integer('position').notNull().default(0),
    holder: text('holder'),
    /** Of a card. */
    expMonth: integer('exp_month'),
    expYear: integer('exp_year'),
    /** Of a debit. */
    mandate: jsonb('mandate').$type<MandateRow>(),
    /** When it was taken off file. */
    removedAt: instant('removed_at'),
  },
  (table) => [primaryKey({ columns: [table.project, table.customer, table.id] })],
);

/** The agreement under which a debit is made. */
export interface MandateRow {
  reference: string;
  acceptedAt: Millis;
}

/** Payment methods that are to be put on file, and how far they are. */
export const sandboxSetupIntents = pgTable(
  'sandbox_setup_intents',
  {
    project: text('project_id').notNull(),
    customer: text('customer_id').notNull(),
    id: text('id').notNull(),
    clientSecret: text('client_secret').notNull(),
    status: text('status', { enum: setupStatuses }).notNull(),
    /** Why it was refused the last time. */
    failure: text('failure', { enum: paymentFailures }),
    /** What it was confirmed with. */
    method: text('method', { enum: testMethods }),
    expMonth: integer('exp_month'),
    expYear: integer('exp_year'),
    holder: text('holder'),
    /** When the bank has said yes; null where that takes no time. */
    settlesAt: instant('settles_at'),
    /** What is to be done as soon as it has; null where nobody has said yet. */
    choice: jsonb('choice').$type<SetupChoice>(),
    /** What was put on file. */
    paymentMethod: text('payment_method_id'),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.project, table.customer, table.id] })],
);

/** How a payment method is to be put on file. */
export interface SetupChoice {
  makeDefault: boolean;
  subscriptions: 'all' | readonly string[];
}

export const sandboxSubscriptions = pgTable(
  'sandbox_subscriptions',
  {
    project: text('project_id').notNull(),
    customer: text('customer_id').notNull(),
    id: text('id').notNull(),
    version: integer('version').notNull(),
    status: text('status', { enum: subscriptionStatuses }).notNull(),
    price: text('price_id').notNull(),
    quantity: integer('quantity').notNull(),
    paymentMethod: text('payment_method_id'),
    startedAt: instant('started_at').notNull(),
    trialEndAt: instant('trial_end_at'),
    periodsBilled: integer('periods_billed').notNull(),
    cancelAt: instant('cancel_at'),
    canceledAt: instant('canceled_at'),
    endedAt: instant('ended_at'),
    anchorAt: instant('anchor_at').notNull(),
    paid: amount('paid').notNull(),
    /** How `paid` was taxed; null for what was billed before this was kept. */
    taxTreatment: exactJson<NonNullable<SubscriptionState['taxTreatment']>>('tax_treatment'),
    discounts: exactJson<SubscriptionState['discounts']>('discounts').notNull(),
    prorations: exactJson<SubscriptionState['prorations']>('prorations').notNull(),
    pendingChange: exactJson<NonNullable<SubscriptionState['pendingChange']>>('pending_change'),
    pendingPayment: exactJson<NonNullable<SubscriptionState['pendingPayment']>>('pending_payment'),
    pause: exactJson<NonNullable<SubscriptionState['pause']>>('pause'),
    /** Who bills it instead. The engine never sees such a row: it is only shown. */
    managedBy: jsonb('managed_by').$type<NonNullable<Subscription['managedBy']>>(),
  },
  (table) => [primaryKey({ columns: [table.project, table.customer, table.id] })],
);

/** Which subscriptions had which coupon, and by which code: none has the same code twice. */
export const sandboxRedemptions = pgTable(
  'sandbox_redemptions',
  {
    project: text('project_id').notNull(),
    customer: text('customer_id').notNull(),
    subscription: text('subscription_id').notNull(),
    coupon: text('coupon_id').notNull(),
    /** Of the promotion code; empty where the merchant gave the coupon. */
    promotionKey: text('promotion_key').notNull(),
    redeemedAt: instant('redeemed_at').notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.project, table.customer, table.subscription, table.coupon, table.promotionKey],
    }),
  ],
);

export const sandboxInvoices = pgTable(
  'sandbox_invoices',
  {
    project: text('project_id').notNull(),
    customer: text('customer_id').notNull(),
    id: text('id').notNull(),
    number: text('number').notNull(),
    subscription: text('subscription_id').notNull(),
    status: text('status', { enum: invoiceStatuses }).notNull(),
    currency: text('currency').notNull(),
    issuedAt: instant('issued_at').notNull(),
    dueAt: instant('due_at').notNull(),
    paidAt: instant('paid_at'),
    periodStart: instant('period_start').notNull(),
    periodEnd: instant('period_end').notNull(),
    subtotal: amount('subtotal').notNull(),
    tax: amount('tax').notNull(),
    total: amount('total').notNull(),
    amountPaid: amount('amount_paid').notNull(),
    paymentStatus: text('payment_status', { enum: ['processing', 'requires_action', 'failed', 'succeeded'] }),
    paymentMethod: text('payment_method', { enum: testMethods }),
    /** Which one it was of those on file. */
    paymentMethodId: text('payment_method_id'),
    paymentFailure: text('payment_failure', { enum: paymentFailures }),
    attemptedAt: instant('attempted_at'),
    refusals: integer('refusals').notNull(),
    nextAction: text('next_action', { enum: ['settle', 'come_back', 'retry', 'fall_overdue'] }),
    nextActionAt: instant('next_action_at'),
    lines: jsonb('lines').$type<InvoiceLine[]>().notNull(),
    taxes: jsonb('taxes').$type<InvoiceTax[]>().notNull(),
    billedTo: jsonb('billed_to').$type<BilledTo>().notNull(),
    discount: amount('discount').notNull(),
    /** What of the total was taken from the customer's credit; negative where it was added to it. */
    balanceApplied: amount('balance_applied').notNull(),
    /** What a payment is confirmed with that waits for the customer's bank. */
    clientSecret: text('client_secret'),
  },
  (table) => [
    primaryKey({ columns: [table.project, table.customer, table.id] }),
    unique('sandbox_invoices_number').on(table.project, table.customer, table.number),
    index('sandbox_invoices_newest').on(
      table.project,
      table.customer,
      table.issuedAt.desc(),
      table.id.desc(),
    ),
    index('sandbox_invoices_by_status').on(
      table.project,
      table.customer,
      table.status,
      table.issuedAt.desc(),
      table.id.desc(),
    ),
  ],
);
