import { expect, test } from 'vitest';
import { makeInvoice, makeOpenInvoice, makePayment, money, NOW } from '../../../test/builders.js';
import { english } from '../../words/english/index.js';
import { invoiceState, invoiceTones } from './invoiceState.js';

const later = '2026-11-28T00:00:00.000Z';
const before = '2026-11-01T00:00:00.000Z';

test.each([
  ['due', makeOpenInvoice({ dueAt: later })],
  ['pastDue', makeOpenInvoice({ dueAt: before })],
  ['partlyPaid', makeOpenInvoice({ amountPaid: money(100), dueAt: later })],
  ['pastDue', makeOpenInvoice({ amountPaid: money(100), dueAt: before })],
  ['processing', makeOpenInvoice({ payment: makePayment('processing'), dueAt: before })],
  ['actionNeeded', makeOpenInvoice({ payment: makePayment('requires_action'), dueAt: before })],
  ['paymentFailed', makeOpenInvoice({ payment: makePayment('failed'), dueAt: before })],
  ['paid', makeInvoice()],
  ['paid', makeInvoice({ payment: makePayment('succeeded') })],
  ['paid', makeInvoice({ total: money(0), amountPaid: money(0) })],
  ['refunded', makeInvoice({ amountRefunded: money(4800) })],
  ['partlyRefunded', makeInvoice({ amountRefunded: money(1) })],
  ['void', makeOpenInvoice({ status: 'void', dueAt: before })],
  ['uncollectible', makeOpenInvoice({ status: 'uncollectible', payment: makePayment('failed') })],
  [null, makeInvoice({ status: 'disputed' as never })],
] as const)('[U40] %s', (state, invoice) => {
  expect(invoiceState(invoice, NOW)).toBe(state);
});

test('[U40] an invoice is past due after its due date, not at it', () => {
  const invoice = makeOpenInvoice({ dueAt: NOW.toISOString() });
  expect(invoiceState(invoice, NOW)).toBe('due');
  expect(invoiceState(invoice, new Date(NOW.getTime() + 1))).toBe('pastDue');
});

test('[U40] every state has a name and a tone', () => {
  expect(Object.keys(invoiceTones).sort()).toEqual(Object.keys(english.invoiceStates).sort());
});
