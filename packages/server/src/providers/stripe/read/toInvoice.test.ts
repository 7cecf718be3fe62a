import type Stripe from 'stripe';
import * as v from 'valibot';
import { Invoice, InvoiceLine, InvoiceTax } from '@billfold/contract';
import { expect, test } from 'vitest';
import { aCard, anIntent, anInvoice, DAY, decimal, noon } from '../../../../test/stripeObjects.js';
import { toInvoice } from './toInvoice.js';
import { toInvoiceLine } from './toInvoiceLine.js';
import { toInvoicePayment } from './toInvoicePayment.js';
import { isShownTax, toInvoiceTax } from './toInvoiceTax.js';

const at = (seconds: number) => new Date(seconds * 1000).toISOString();
const eur = (amount: number) => ({ amount, currency: 'eur', exponent: 2 });

const line = {
  id: 'il_tmp_1a2b',
  object: 'line_item',
  amount: 1900,
  currency: 'eur',
  description: 'Pro',
  quantity: 1,
  period: { start: noon, end: noon + 30 * DAY },
  pricing: { type: 'price_details', unit_amount_decimal: decimal('1900') },
  parent: {
    type: 'subscription_item_details',
    subscription_item_details: { proration: false },
    invoice_item_details: null,
  },
} as unknown as Stripe.InvoiceLineItem;

const proration = {
  ...line,
  id: 'il_2',
  period: { start: noon - 9 * DAY, end: noon },
  parent: {
    type: 'invoice_item_details',
    subscription_item_details: null,
    invoice_item_details: { proration: true },
  },
} as unknown as Stripe.InvoiceLineItem;

const linesOf = (data: Stripe.InvoiceLineItem[]) => ({
  object: 'list' as const,
  data,
  has_more: false,
  url: '',
});

test('[X274] an invoice is a complete resource of the contract, with Stripe’s own amounts', () => {
  const tax = { amount: 361, tax_behavior: 'exclusive' } as Stripe.Invoice.TotalTax;
  const found = toInvoice(anInvoice({ total_taxes: [tax], lines: linesOf([line, proration]) }), []);
  expect(v.parse(Invoice, found)).toEqual(found);
  expect(found).toEqual({
    id: 'in_1',
    number: 'A-0001',
    subscription: 'sub_1',
    status: 'open',
    issuedAt: at(noon - DAY),
    dueAt: at(noon - DAY),
    paidAt: null,
    voidedAt: null,
    period: { startAt: at(noon), endAt: at(noon + 30 * DAY) },
    subtotal: eur(1900),
    discount: eur(0),
    tax: eur(361),
    total: eur(2261),
    balanceApplied: eur(0),
    amountPaid: eur(0),
    amountRemaining: eur(2261),
    amountRefunded: eur(0),
    payment: null,
    documents: { invoice: true, receipt: false },
  });
  expect(toInvoice(anInvoice({ lines: linesOf([proration]) }), []).period.startAt).toBe(at(noon - 9 * DAY));
  expect(toInvoice(anInvoice({ due_date: noon, parent: null }), [])).toMatchObject({
    subscription: null,
    dueAt: at(noon),
  });
});

test.each([
  ['credit that was used', { starting_balance: -1000, ending_balance: -400, total: 2261 }, 600],
  ['credit that was added', { starting_balance: 0, ending_balance: -500, total: -500 }, -500],
  ['a debt that was collected', { starting_balance: 300, ending_balance: 0, total: 2261 }, -300],
  [
    'a preview with credit',
    { starting_balance: -1000, ending_balance: null, total: 2261, amount_due: 1261 },
    1000,
  ],
  [
    'a preview that gives back',
    { starting_balance: 0, ending_balance: null, total: -500, amount_due: 0 },
    -500,
  ],
])('[X274] what is taken from the balance: %s', (_, fields, applied) => {
  expect(toInvoice(anInvoice(fields), []).balanceApplied).toEqual(eur(applied));
});

test('[X274] what is taken off is discounts and granted credit; what was given back is that of all charges', () => {
  const discounted = anInvoice({
    total_discount_amounts: [{ amount: 190, discount: 'di_1' }],
    total_pretax_credit_amounts: [
      { type: 'discount', amount: 190 },
      { type: 'credit_balance_transaction', amount: 50 },
    ],
  });
  expect(toInvoice(discounted, []).discount).toEqual(eur(240));
  const refunded = { id: 'ch_1', object: 'charge', amount_refunded: 700, created: noon } as Stripe.Charge;
  const paid = anIntent({ status: 'succeeded', latest_charge: refunded });
  expect(toInvoice(anInvoice({ status: 'paid' }), [paid]).amountRefunded).toEqual(eur(700));
});

test('[X274] nothing remains of what is paid, void or given up; a state that is not known is open', () => {
  for (const status of ['paid', 'void', 'uncollectible'] as const) {
    expect(toInvoice(anInvoice({ status }), [])).toMatchObject({ status, amountRemaining: { amount: 0 } });
  }
  expect(toInvoice(anInvoice({ status: 'of_tomorrow' }), [])).toMatchObject({ status: 'open' });
  expect(toInvoice(anInvoice({ invoice_pdf: null }), []).documents.invoice).toBe(false);
});

const refusedCharge = {
  id: 'ch_1',
  object: 'charge',
  created: noon,
  payment_method_details: { type: 'card', card: { brand: 'visa', last4: '0341' } },
} as Stripe.Charge;

test.each([
  ['succeeded', { latest_charge: refusedCharge }, { status: 'succeeded', failure: null }],
  ['processing', { payment_method: aCard('pm_1', '0341') }, { status: 'processing' }],
  ['requires_action', { payment_method: aCard('pm_1', '0341') }, { status: 'requires_action' }],
  ['requires_capture', { latest_charge: refusedCharge }, { status: 'processing' }],
  ['of_tomorrow', { latest_charge: refusedCharge }, { status: 'processing' }],
  [
    'requires_payment_method',
    {
      latest_charge: refusedCharge,
      last_payment_error: { type: 'card_error', decline_code: 'expired_card' },
    },
    { status: 'failed', failure: 'card_expired' },
  ],
] as [string, object, object][])(
  '[X275] the latest try to collect is told, whatever became of it: %s',
  (status, fields, told) => {
    const payment = toInvoicePayment(anInvoice(), [anIntent({ status: status as never, ...fields })]);
    expect(payment).toMatchObject({ method: { brand: 'visa', last4: '0341' }, ...told });
  },
);

test('[X275] what nobody has tried is no try, and what succeeded counts before what was tried besides', () => {
  expect(toInvoicePayment(anInvoice(), [])).toBeNull();
  expect(toInvoicePayment(anInvoice(), [anIntent()])).toBeNull();
  const paid = anIntent({
    id: 'pi_2',
    status: 'succeeded',
    latest_charge: refusedCharge,
    created: noon - DAY,
  });
  const later = anIntent({ status: 'processing', created: noon });
  expect(toInvoicePayment(anInvoice({ status: 'paid' }), [later, paid])).toMatchObject({
    status: 'succeeded',
    attemptedAt: at(noon),
    nextAttemptAt: null,
  });
});

test('[X275] an old invoice is collected by a charge alone', () => {
  const charge = {
    ...refusedCharge,
    status: 'failed',
    failure_code: 'card_declined',
    outcome: { reason: 'do_not_honor' },
  };
  expect(
    toInvoicePayment(anInvoice({ next_payment_attempt: noon + DAY }), [charge as Stripe.Charge]),
  ).toEqual({
    status: 'failed',
    method: { type: 'card', brand: 'visa', last4: '0341' },
    failure: 'contact_bank',
    attemptedAt: at(noon),
    nextAttemptAt: at(noon + DAY),
  });
});

test('[X276] a line says whether it settles a change, by either of its parents', () => {
  const found = toInvoiceLine(line);
  expect(v.parse(InvoiceLine, found)).toEqual(found);
  expect(found).toEqual({
    id: 'il_tmp1a2b',
    description: 'Pro',
    quantity: 1,
    unitAmount: eur(1900),
    amount: eur(1900),
    period: { startAt: at(noon), endAt: at(noon + 30 * DAY) },
    proration: false,
  });
  expect(toInvoiceLine(proration).proration).toBe(true);
  expect(toInvoiceLine({ ...line, parent: null }).proration).toBe(false);
  const tiny = {
    ...line,
    pricing: { ...line.pricing!, unit_amount_decimal: decimal('0.5') },
    quantity: null,
  };
  expect(toInvoiceLine({ ...tiny, description: null })).toMatchObject({
    unitAmount: null,
    quantity: 1,
    description: '',
  });
});

const vat = {
  amount: 361,
  taxable_amount: 1900,
  tax_behavior: 'exclusive',
  taxability_reason: 'standard_rated',
  tax_rate_details: { tax_rate: 'txr_1' },
} as Stripe.Invoice.TotalTax;

test('[X276] a tax is told by its rate, and without one by what the amounts say', () => {
  const rate = {
    display_name: 'VAT',
    country: 'DE',
    percentage: 19,
    effective_percentage: 19,
  } as Stripe.TaxRate;
  const found = toInvoiceTax(vat, rate, 'eur');
  expect(v.parse(InvoiceTax, found)).toEqual(found);
  expect(found).toEqual({
    name: 'VAT',
    country: 'DE',
    percent: '19',
    inclusive: false,
    reverseCharge: false,
    taxableAmount: eur(1900),
    amount: eur(361),
  });
  expect(toInvoiceTax(vat, null, 'eur')).toMatchObject({ name: 'Tax', country: null, percent: '19' });
  expect(toInvoiceTax({ ...vat, taxable_amount: null }, null, 'eur')).toMatchObject({ percent: '0' });
});

test('[X276] where nothing is collected no tax is shown; reverse charge is', () => {
  const none = { ...vat, amount: 0, taxability_reason: 'not_collecting' } as Stripe.Invoice.TotalTax;
  const reverse = { ...none, taxability_reason: 'reverse_charge' } as Stripe.Invoice.TotalTax;
  const unknown = { ...none, taxability_reason: 'of_tomorrow' } as Stripe.Invoice.TotalTax;
  expect([vat, none, reverse, unknown].map(isShownTax)).toEqual([true, false, true, false]);
  expect(toInvoiceTax(reverse, null, 'eur').reverseCharge).toBe(true);
});
