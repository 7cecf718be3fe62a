import type Stripe from 'stripe';
import type { State } from '../State.js';
import { activeDiscounts, couponOf, takeOff } from './discounts.js';
import { idOf, known } from './find.js';
import { clockOf, pendingItems } from './invoiceItems.js';
import { lineOfInvoiceItem, lineOfPeriod, type LineDraft } from './invoiceLines.js';
import { sum } from './money.js';
import { settingsOf } from './settings.js';
import { taxesOn, taxPlaceOf, totalTaxes, type LineTax } from './taxes.js';

export interface InvoiceTerms {
  customer: Stripe.Customer;
  subscription: Stripe.Subscription | null;
  /** Items that a whole period is charged for, from where their period begins. */
  periodsOf: readonly Stripe.SubscriptionItem[];
  reason: Stripe.Invoice.BillingReason;
  now: number;
  /** Beside what waits for an invoice, which is always on it. */
  withPending?: boolean;
}

/** Writes a draft: the periods that begin and what waits, with discounts and taxes as they are now. */
export function createInvoice(state: State, terms: InvoiceTerms): Stripe.Invoice {
  const { customer, subscription, now } = terms;
  const id = state.newId('in');
  const waiting =
    terms.withPending === false ? [] : pendingItems(state, customer.id, subscription?.id ?? null);
  const drafts = [
    ...waiting.map((item) => lineOfInvoiceItem(state, item)),
    ...terms.periodsOf.map((item) => lineOfPeriod(state, subscription!, item)),
  ];
  const discounts = subscription ? activeDiscounts(state, discountsOf(subscription, customer), now) : [];
  const currency = subscription?.currency ?? waiting[0]?.currency ?? customer.currency ?? 'usd';
  const lines = linesOf(state, id, drafts, discounts, { currency, customer, subscription });
  const invoice = invoiceOf(state, id, lines, currency, terms);
  for (const item of waiting) item.invoice = id;
  if (subscription) {
    spendDiscounts(state, subscription, lines, now);
    subscription.latest_invoice = id;
  }
  customer.currency ??= currency;
  state.invoices.set(id, invoice);
  state.emit('invoice.created', invoice);
  return invoice;
}

/** What the customer has off everything is taken off where the subscription has nothing of its own. */
const discountsOf = ({ discounts }: Stripe.Subscription, { discount }: Stripe.Customer) =>
  discounts.length > 0 || !discount ? discounts : [discount];

interface Surroundings {
  currency: string;
  customer: Stripe.Customer;
  subscription: Stripe.Subscription | null;
}

function linesOf(
  state: State,
  invoice: string,
  drafts: readonly LineDraft[],
  discounts: readonly string[],
  { currency, customer, subscription }: Surroundings,
): Stripe.InvoiceLineItem[] {
  const off = takeOff(
    state,
    discounts,
    drafts.map(({ amount, discountable, price }) => ({
      amount: discountable ? amount : 0,
      product: price ? String(price.product) : '',
    })),
  );
  const place = taxPlaceOf(state, customer);
  const isTaxed = subscription?.automatic_tax.enabled ?? false;
  return drafts.map((draft, index) => {
    const taken = off[index]!;
    const net = draft.amount - sum(taken.map(({ amount }) => amount));
    return {
      id: state.newId('il'),
      object: 'line_item',
      amount: draft.amount,
      currency,
      description: draft.description,
      discount_amounts: taken,
      discountable: draft.discountable,
      discounts: taken.map(({ discount }) => discount),
      invoice,
      livemode: false,
      metadata: {},
      parent: draft.parent,
      period: draft.period,
      pretax_credit_amounts: taken.map((it) => ({ ...it, type: 'discount' })),
      pricing: draft.pricing,
      quantity: draft.quantity,
      quantity_decimal: null,
      subscription: subscription?.id ?? null,
      subtotal: draft.amount,
      taxes: isTaxed ? taxesOn(net, draft.price?.tax_behavior ?? null, place) : [],
    };
  });
}

/** A discount for one invoice has been had with the first that charges something. */
function spendDiscounts(
  state: State,
  subscription: Stripe.Subscription,
  lines: readonly Stripe.InvoiceLineItem[],
  now: number,
): void {
  const charges = lines.some(({ amount }) => amount > 0);
  subscription.discounts = subscription.discounts.filter((entry) => {
    const discount = known(state.discounts, idOf(entry));
    const isUsed = charges && couponOf(state, discount.id).duration === 'once';
    const isOver = discount.end !== null && discount.end <= now;
    if (isUsed || isOver) state.emit('customer.discount.deleted', discount);
    return !isUsed && !isOver;
  });
}

function invoiceOf(
  state: State,
  id: string,
  lines: Stripe.InvoiceLineItem[],
  currency: string,
  { customer, subscription, reason, now }: InvoiceTerms,
): Stripe.Invoice {
  const subtotal = sum(lines.map(({ amount }) => amount));
  const discountAmounts = addUpDiscounts(lines);
  const off = sum(discountAmounts.map(({ amount }) => amount));
  const taxes = totalTaxes(lines.flatMap((line): LineTax[] => line.taxes ?? []));
  const added = sum(taxes.filter((it) => it.tax_behavior === 'exclusive').map(({ amount }) => amount));
  const included = sum(taxes.filter((it) => it.tax_behavior === 'inclusive').map(({ amount }) => amount));
  const total = subtotal - off + added;
  const isTaxed = subscription?.automatic_tax.enabled ?? false;
  const hasPlace = !isTaxed || (customer.address?.country ?? null) !== null;
  const due = total < 0 ? 0 : Math.max(total + customer.balance, 0);
  return {
    id,
    object: 'invoice',
    account_country: 'DE',
    account_name: 'Example',
    account_tax_ids: null,
    amount_due: due,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: due,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    auto_advance: true,
    automatic_tax: {
      disabled_reason: isTaxed && !hasPlace ? 'finalization_requires_location_inputs' : null,
      enabled: isTaxed && hasPlace,
      liability: isTaxed ? { type: 'self' } : null,
      provider: isTaxed ? 'stripe' : null,
      status: isTaxed ? (hasPlace ? 'complete' : 'requires_location_inputs') : null,
    },
    automatically_finalizes_at: now + settingsOf(state).finalizesAfter,
    billing_reason: reason,
    collection_method: subscription?.collection_method ?? 'charge_automatically',
    created: now,
    currency,
    custom_fields: null,
    customer: customer.id,
    customer_account: null,
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    customer_shipping: null,
    customer_tax_exempt: customer.tax_exempt ?? 'none',
    customer_tax_ids: [...state.taxIds.values()]
      .filter((taxId) => taxId.customer === customer.id)
      .map(({ type, value }) => ({ type, value })),
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: discountAmounts.map(({ discount }) => discount),
    due_date: null,
    effective_at: null,
    ending_balance: null,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    lines: { object: 'list', data: lines, has_more: false, url: `/v1/invoices/${id}/lines` },
    livemode: false,
    metadata: {},
    next_payment_attempt: null,
    number: null,
    on_behalf_of: null,
    parent: subscription && {
      quote_details: null,
      subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
      type: 'subscription_details',
    },
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: now,
    period_start: subscription?.items.data[0]?.current_period_start ?? now,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: customer.balance,
    statement_descriptor: null,
    status: 'draft',
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    subtotal,
    subtotal_excluding_tax: subtotal - included,
    test_clock: clockOf(state, customer.id),
    total,
    total_discount_amounts: discountAmounts,
    total_excluding_tax: total - added - included,
    total_pretax_credit_amounts: discountAmounts.map((it) => ({ ...it, type: 'discount' })),
    total_taxes: taxes,
    webhooks_delivered_at: now,
  };
}

function addUpDiscounts(lines: readonly Stripe.InvoiceLineItem[]): { discount: string; amount: number }[] {
  const totals = new Map<string, number>();
  for (const { discount, amount } of lines.flatMap((line) => line.discount_amounts ?? [])) {
    const id = idOf(discount)!;
    totals.set(id, (totals.get(id) ?? 0) + amount);
  }
  return [...totals].map(([discount, amount]) => ({ discount, amount }));
}
