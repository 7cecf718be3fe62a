import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { makeInvoice, makeOpenInvoice, makePayment, money, NOW } from '../../../test/builders.js';
import { makePaymentMethod, makeSpareCard } from '../../../test/paymentMethodBuilders.js';
import { invoiceListView } from '../../../test/states.js';
import type { PaymentMethodChoice } from '../../primitives/PayWith.js';
import { isPayable } from './invoiceState.js';
import { PayInvoiceView, type PayInvoiceViewProps } from './PayInvoiceView.js';
import { payInvoiceWords } from './payInvoiceWords.js';

const owed = makeOpenInvoice({ id: 'in_7', number: 'INV-7', payment: makePayment('failed') });
const button = (name: string) => screen.getByRole('button', { name });
const several: PaymentMethodChoice = {
  paymentMethods: [makePaymentMethod(), makeSpareCard({ expiresAt: '2026-02-01T00:00:00.000Z' })],
  chosen: 'pm_1',
  onChoose: () => {},
};

const view = (props: Partial<PayInvoiceViewProps> = {}) => (
  <PayInvoiceView
    invoice={owed}
    phase="idle"
    choice={several}
    now={NOW}
    words={payInvoiceWords}
    onPay={() => {}}
    onClose={() => {}}
    {...props}
  />
);

test.each([
  [true, makeOpenInvoice()],
  [true, owed],
  [true, makeOpenInvoice({ payment: makePayment('requires_action') })],
  [false, makeOpenInvoice({ payment: makePayment('processing') })],
  [false, makeOpenInvoice({ amountRemaining: money(0) })],
  [false, makeInvoice()],
  [false, makeOpenInvoice({ status: 'void' })],
  [false, makeOpenInvoice({ status: 'uncollectible' })],
])('[U188] payable %s', (payable, invoice) => {
  expect(isPayable(invoice)).toBe(payable);
  const { container } = render(invoiceListView({ invoices: [invoice] }));
  expect(container.querySelectorAll('[data-pay]')).toHaveLength(payable ? 1 : 0);
});

test('[U188] the payment stands below its row, and is opened and closed by its button', async () => {
  const onPay = vi.fn();
  const invoices = [owed, makeInvoice()];
  const { rerender } = render(invoiceListView({ invoices, onPay }));
  await userEvent.click(button('Pay, invoice INV-7'));
  expect(onPay).toHaveBeenCalledExactlyOnceWith('in_7');
  rerender(invoiceListView({ invoices, onPay, payment: { invoice: 'in_7', content: null } }));
  expect(button('Pay, invoice INV-7')).toHaveAttribute('aria-busy', 'true');
  rerender(invoiceListView({ invoices, onPay, payment: { invoice: 'in_7', content: 'The payment' } }));
  const row = screen.getByText('The payment').closest('tr')!;
  expect(row.previousElementSibling).toHaveAttribute('data-invoice', 'in_7');
  expect(button('Pay, invoice INV-7')).toHaveAttribute('aria-expanded', 'true');
  await userEvent.click(button('Pay, invoice INV-7'));
  expect(onPay).toHaveBeenLastCalledWith(null);
});

test('[U188] who may not pay has no such button, nor has who must sign in again', () => {
  const { rerender } = render(invoiceListView({ invoices: [owed], onPay: undefined }));
  expect(screen.queryByRole('button', { name: /^Pay/ })).toBeNull();
  rerender(invoiceListView({ invoices: [owed], state: 'expired' }));
  expect(screen.queryByRole('button', { name: /^Pay/ })).toBeNull();
});

test('[U194] paid: said politely, and the focus is on the row', () => {
  const payment = { invoice: 'in_7', content: 'The payment' };
  const { rerender } = render(invoiceListView({ invoices: [owed], payment }));
  const paid = makeInvoice({ id: 'in_7', number: 'INV-7' });
  rerender(invoiceListView({ invoices: [paid], paid: 'INV-7' }));
  expect(screen.getByRole('status')).toHaveTextContent('Invoice INV-7 is paid.');
  expect(screen.getByRole('rowheader', { name: 'INV-7' })).toHaveFocus();
});

test('[U194] left: the focus is back on the button', () => {
  const { rerender } = render(
    invoiceListView({ invoices: [owed], payment: { invoice: 'in_7', content: '…' } }),
  );
  rerender(invoiceListView({ invoices: [owed] }));
  expect(button('Pay, invoice INV-7')).toHaveFocus();
});

test('[U189] one of several is chosen; one that has run out says so', async () => {
  const onChoose = vi.fn();
  render(view({ choice: { ...several, onChoose } }));
  const select = screen.getByRole('combobox', { name: 'Pay with' });
  expect(select).toHaveValue('pm_1');
  expect(
    within(select)
      .getAllByRole('option')
      .map(({ textContent }) => textContent),
  ).toEqual(['Visa ending 4242', 'Mastercard ending 4444 (expired)']);
  await userEvent.selectOptions(select, 'pm_2');
  expect(onChoose).toHaveBeenCalledExactlyOnceWith('pm_2');
});

test('[U189] the only one is said; where nobody may see it, nothing is', () => {
  const { rerender, container } = render(
    view({ choice: { ...several, paymentMethods: [makePaymentMethod()] } }),
  );
  expect(container).toHaveTextContent('It is charged to Visa ending 4242.');
  expect(screen.queryByRole('combobox')).toBeNull();
  rerender(view({ choice: { paymentMethods: [], chosen: null } }));
  expect(container).not.toHaveTextContent(/charged to/);
  expect(button('Pay $48.00 now')).toBeEnabled();
});

test('[U190] the amount is on the button, which does nothing while it is paid', async () => {
  const onPay = vi.fn();
  const { rerender } = render(view({ onPay }));
  expect(screen.getByText('Pay invoice INV-7')).toHaveFocus();
  await userEvent.click(button('Pay $48.00 now'));
  rerender(view({ onPay, phase: 'sending' }));
  await userEvent.click(button('Pay $48.00 now'));
  expect(onPay).toHaveBeenCalledOnce();
  expect(screen.getByRole('combobox')).toBeDisabled();
});

test('[U190] offline nothing is paid', () => {
  render(view({ isOnline: false }));
  expect(button('Pay $48.00 now')).toBeDisabled();
  expect(screen.getByText(/You are offline/)).toBeVisible();
});

test('[U191] the bank has its place before it asks, and is announced', () => {
  const bankRef = vi.fn();
  const { rerender } = render(view({ bankRef }));
  expect(screen.getByRole('group')).toContainElement(bankRef.mock.calls[0]?.[0]);
  rerender(view({ bankRef, phase: 'authenticating' }));
  expect(screen.getByText('Confirm the payment with your bank.')).toBeVisible();
});

test.each([
  [{ code: 'payment_failed', requestId: null, failure: 'card_expired' }, 'The card has expired.'],
  [
    { code: 'payment_failed', requestId: null, failure: 'of_tomorrow' as never },
    'Use another payment method.',
  ],
  [{ code: 'too_many_attempts', requestId: null, retryAfter: 61 }, 'Try again in 2 minutes.'],
  [{ code: 'too_many_attempts', requestId: null, retryAfter: 5 }, 'Try again in 1 minute.'],
  [{ code: 'network', requestId: null, isUnknown: true }, 'We do not know whether this arrived.'],
] as const)('[U192] %j', (problem, text) => {
  render(view({ phase: 'failed', problem }));
  expect(screen.getByRole('alert')).toHaveTextContent(text);
  expect(screen.getByRole('combobox')).toBeEnabled();
  expect(button('Pay $48.00 now')).toBeEnabled();
});

test('[U193] a debit that is under way is told as that, and not to be paid again', () => {
  const processing = makeOpenInvoice({ payment: makePayment('processing') });
  render(view({ phase: 'settling', invoice: processing }));
  expect(screen.getByRole('group')).toHaveTextContent('The payment is under way.');
  expect(screen.queryByRole('button', { name: /^Pay/ })).toBeNull();
  expect(button('Close')).toBeEnabled();
});

test('[U193] what is not known yet is waited for', () => {
  render(view({ phase: 'settling' }));
  expect(screen.getByRole('group')).toHaveTextContent('You do not need to pay again.');
  expect(button('Pay $48.00 now')).toHaveAttribute('aria-busy', 'true');
});

test('[U195] the table is downloaded, of all or of the chosen year', async () => {
  const onExport = vi.fn();
  const { rerender } = render(invoiceListView({ onExport }));
  await userEvent.click(button('CSV, all invoices'));
  expect(onExport).toHaveBeenCalledOnce();
  rerender(invoiceListView({ onExport, filter: { year: 2025 } }));
  expect(button('CSV, invoices of 2025')).toBeEnabled();
  rerender(invoiceListView({ onExport, exported: 'busy' }));
  expect(button('Downloading: CSV, all invoices')).toHaveAttribute('aria-busy', 'true');
  rerender(invoiceListView({ onExport, exported: { code: 'network', requestId: null } }));
  expect(screen.getByRole('alert')).toHaveTextContent('The table was not downloaded.');
  rerender(invoiceListView({ onExport, invoices: [], state: 'empty' }));
  expect(screen.queryByRole('button', { name: /^CSV/ })).toBeNull();
});

test('[U244] nothing is charged before it is known, and shown, what is', async () => {
  const onPay = vi.fn();
  render(view({ choice: { paymentMethods: [], chosen: null, isPending: true }, onPay }));
  await userEvent.click(button('Pay $48.00 now'));
  expect(onPay).not.toHaveBeenCalled();
});

test('[U241] a payment that is open stays when the session ends; only what opens one is gone', () => {
  const bank = <input aria-label="The bank asks" defaultValue="123456" />;
  const payment = { invoice: 'in_7', content: bank };
  const { rerender } = render(invoiceListView({ invoices: [owed], payment }));
  const asked = screen.getByLabelText('The bank asks');
  rerender(invoiceListView({ invoices: [owed], payment, state: 'expired' }));
  expect(screen.getByLabelText('The bank asks')).toBe(asked);
  expect(screen.queryByRole('button', { name: 'Pay, invoice INV-7' })).toBeNull();
  rerender(invoiceListView({ invoices: [owed], payment }));
  expect(screen.getByLabelText('The bank asks')).toBe(asked);
});

test('[U253] billing’s usual one is said only where what is on file could not be had', () => {
  const choice = { paymentMethods: [], chosen: null };
  const { container, rerender } = render(view({ choice: { ...choice, isUnknown: true } }));
  expect(container).toHaveTextContent('It is charged to your usual payment method.');
  rerender(view({ choice }));
  expect(container).not.toHaveTextContent('usual payment method');
});

test('[U254] without a form for one, what is missing is left to billing to say', () => {
  const missing = { paymentMethods: [], chosen: null, isMissing: true };
  const { rerender } = render(view({ choice: missing }));
  expect(button('Pay $48.00 now')).toBeEnabled();
  rerender(view({ choice: missing, addPaymentMethod: () => 'The form' }));
  expect(screen.queryByRole('button', { name: /^Pay/ })).toBeNull();
  expect(button('Add a payment method')).toHaveAttribute('aria-expanded', 'false');
});
