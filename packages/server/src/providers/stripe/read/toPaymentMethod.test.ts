import type Stripe from 'stripe';
import * as v from 'valibot';
import { PaymentMethod } from '@billfold/contract';
import { expect, test } from 'vitest';
import { aCard, noon } from '../../../../test/stripeObjects.js';
import { toPaymentMethod } from './toPaymentMethod.js';
import { toPaymentMethodName, toSourceName } from './toPaymentMethodName.js';

const file = { paymentMethods: [], subscriptions: [], openInvoices: [] };

test('[X263] a card is named by its brand and last digits, and runs out with the month that is printed', () => {
  const found = toPaymentMethod(aCard('pm_1', '4242'), { isDefault: true, mandate: null, file });
  expect(v.parse(PaymentMethod, found)).toEqual(found);
  expect(found).toMatchObject({
    type: 'card',
    brand: 'visa',
    last4: '4242',
    holder: 'Jane Example',
    expiry: { month: 2, year: 2030 },
    expiresAt: '2030-03-01T00:00:00.000Z',
    isDefault: true,
  });
});

test('[X263] a debit has the agreement under which it is made', () => {
  const debit = {
    ...aCard('pm_2', ''),
    type: 'sepa_debit',
    card: undefined,
    sepa_debit: { last4: '3000' },
  } as unknown as Stripe.PaymentMethod;
  const mandate = {
    customer_acceptance: { accepted_at: noon },
    payment_method_details: { sepa_debit: { reference: 'REF1' } },
  } as Stripe.Mandate;
  const found = toPaymentMethod(debit, { isDefault: false, mandate, file });
  expect(v.parse(PaymentMethod, found)).toEqual(found);
  expect(found).toMatchObject({
    type: 'sepa_debit',
    brand: null,
    last4: '3000',
    expiry: null,
    mandate: { reference: 'REF1', acceptedAt: '2026-11-20T12:00:00.000Z' },
  });
});

test.each([
  [
    { type: 'link', link: { email: 'jane@example.com' } },
    { type: 'other', brand: 'link', last4: null },
  ],
  [
    { type: 'us_bank_account', us_bank_account: { last4: '6789' } },
    { type: 'other', brand: 'us_bank_account', last4: '6789' },
  ],
  [{ type: 'of_tomorrow' }, { type: 'other', brand: 'of_tomorrow', last4: null }],
  [
    { type: 'card', card: { brand: 'of_tomorrow', last4: null } },
    { type: 'card', brand: 'of_tomorrow', last4: null },
  ],
  [
    { type: 'sepa_debit', sepa_debit: { last4: 'x' } },
    { type: 'sepa_debit', brand: null, last4: null },
  ],
])('[X263] every kind of payment method has a name, also one that is not known here: %j', (method, name) => {
  expect(toPaymentMethodName(method)).toEqual(name);
});

test('[X263] a card of the older kind is named like any other', () => {
  const card = { id: 'card_1', object: 'card', brand: 'Visa', last4: '4242' } as Stripe.Card;
  expect(toSourceName(card)).toEqual({ type: 'card', brand: 'visa', last4: '4242' });
  const bank = { id: 'ba_1', object: 'bank_account', last4: '6789' } as Stripe.BankAccount;
  expect(toSourceName(bank)).toEqual({ type: 'other', brand: 'bank_account', last4: '6789' });
});

test.each([
  ['American Express', 'amex'],
  ['Diners Club', 'diners'],
  ['MasterCard', 'mastercard'],
  ['UnionPay', 'unionpay'],
  ['Eftpos Australia', 'eftpos_au'],
  ['Brand of Tomorrow', 'brand of tomorrow'],
])('[X332] a card of the older kind by %s is called as today’s are: %s', (brand, today) => {
  const card = { id: 'card_1', object: 'card', brand, last4: '0005' } as Stripe.Card;
  expect(toSourceName(card)).toEqual({ type: 'card', brand: today, last4: '0005' });
});

test('[X332] a source is called by what it is, and not by its being one', () => {
  const source = { id: 'src_1', object: 'source' } as Stripe.Source;
  const card = {
    ...source,
    type: 'card',
    card: { brand: 'American Express', last4: '0005' },
  } as Stripe.Source;
  expect(toSourceName(card)).toEqual({ type: 'card', brand: 'amex', last4: '0005' });
  const debit = { ...source, type: 'sepa_debit', sepa_debit: { last4: '3000' } } as Stripe.Source;
  expect(toSourceName(debit)).toEqual({ type: 'sepa_debit', brand: null, last4: '3000' });
  const transfer = { ...source, type: 'ach_credit_transfer' } as Stripe.Source;
  expect(toSourceName(transfer)).toEqual({ type: 'other', brand: 'ach_credit_transfer', last4: null });
});

test('[X263] a card of which Stripe does not know when it runs out has no such date', () => {
  const card = aCard('pm_1', '4242');
  const unknown = { ...card, card: { ...card.card!, exp_month: 0, exp_year: 0 } };
  const found = toPaymentMethod(unknown, { isDefault: false, mandate: null, file });
  expect([found.expiry, found.expiresAt]).toEqual([null, null]);
});
