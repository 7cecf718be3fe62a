import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { makeInvoice } from '../../../test/builders.js';
import { enterPaymentMethod } from '../../../test/enterPaymentMethod.js';
import { press, pressable } from '../../../test/press.js';
import {
  errorAnswer,
  openPortal,
  renderWithPortal,
  SLOW,
  type PortalPage,
} from '../../../test/renderWithPortal.js';
import { turnControls } from '../../../test/turnControls.js';
import { typedFields } from '../../../test/typedFields.js';
import { sandboxAuthenticate } from '../../sandbox/index.js';
import { InvoiceList } from './InvoiceList.js';

let page: PortalPage;

const payments = () => page.requests.filter((request) => request.endsWith('/pay'));

test(
  '[U189, U192] declined: it stays, and another payment method is chosen',
  async () => {
    page = await openPortal('pastDue');
    await turnControls(page, { paymentMethod: 'visa' });
    renderWithPortal(page, <InvoiceList />);
    await press(/^Pay, invoice/);
    const select = await screen.findByRole('combobox', { name: 'Pay with' });
    // At first what its subscription is charged to.
    const [usual, declined] = Array.from(select.querySelectorAll('option'));
    expect(select).toHaveValue(usual!.value);
    expect(usual).toHaveTextContent('Visa ending 4242');
    await userEvent.selectOptions(select, declined!);
    await press(/^Pay .* now$/);
    expect(await screen.findByRole('alert')).toHaveTextContent('The payment did not go through.');
    await userEvent.selectOptions(select, usual!);
    await press(/^Pay .* now$/);
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(/^Invoice .* is paid\.$/));
    expect(payments()).toHaveLength(2);
  },
  SLOW,
);

test(
  '[U190, U194] a double press is one payment; its row says that it is paid, and has the focus',
  async () => {
    page = await openPortal('pastDue');
    await turnControls(page, { paymentMethod: 'visa' });
    renderWithPortal(page, <InvoiceList />);
    await press(/^Pay, invoice/);
    await userEvent.dblClick(await pressable(/^Pay .* now$/));
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(/^Invoice .* is paid\.$/));
    expect(payments()).toHaveLength(1);
    expect(screen.queryByRole('button', { name: /^Pay/ })).toBeNull();
    expect(document.activeElement).toHaveAttribute('role', 'rowheader');
  },
  SLOW,
);

test(
  '[U191] the bank asks below the row',
  async () => {
    page = await openPortal('requiresAction');
    const { container } = renderWithPortal(page, <InvoiceList />, { authenticate: sandboxAuthenticate });
    await press(/^Pay, invoice/);
    await press(/^Pay .* now$/);
    const confirm = await screen.findByRole('button', { name: /^Confirm/ });
    expect(container.querySelector('.bf-PayInvoice-bank')).toContainElement(confirm);
    await userEvent.click(confirm);
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(/is paid\.$/));
  },
  SLOW,
);

test(
  '[U193] a debit is under way, and not paid',
  async () => {
    page = await openPortal('pastDue');
    await turnControls(page, { paymentMethod: 'sepa_debit' });
    renderWithPortal(page, <InvoiceList />);
    await press(/^Pay, invoice/);
    await press(/^Pay .* now$/);
    expect(await screen.findByText(/The payment is under way\./, { selector: 'p' })).toBeVisible();
    expect(screen.getByText('Processing')).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Pay .* now$/ })).toBeNull();
  },
  SLOW,
);

test(
  '[U192] after one try too many it is said when it can be tried again',
  async () => {
    page = await openPortal('pastDue');
    renderWithPortal(page, <InvoiceList />);
    await press(/^Pay, invoice/);
    for (let attempt = 1; attempt <= 6; attempt += 1) {
      await press(/^Pay .* now$/);
      await waitFor(() => expect(payments()).toHaveLength(attempt));
      await screen.findByRole('alert');
    }
    await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent(/Try again in \d+ minutes\./));
  },
  SLOW,
);

test(
  '[U188, U189] who may pay but not see what is on file pays by it all the same; who may not pay can not',
  async () => {
    page = await openPortal('pastDue');
    await turnControls(page, { paymentMethod: 'visa' });
    page.token = { capabilities: ['invoices:read', 'invoices:pay'] };
    const { unmount } = renderWithPortal(page, <InvoiceList />);
    await press(/^Pay, invoice/);
    const pay = await screen.findByRole('button', { name: /^Pay .* now$/ });
    expect(screen.queryByText(/Visa/)).toBeNull();
    expect(page.requests.filter((request) => request.includes('payment-methods'))).toEqual([]);
    await userEvent.click(pay);
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(/is paid\.$/));
    unmount();
    page.token = { capabilities: ['invoices:read'] };
    renderWithPortal(page, <InvoiceList />);
    expect(await screen.findAllByRole('rowheader')).not.toHaveLength(0);
    expect(screen.queryByRole('button', { name: /^Pay/ })).toBeNull();
  },
  SLOW,
);

test(
  '[U253] what is on file can not be had: it is said that the usual one is charged, and it is',
  async () => {
    page = await openPortal('pastDue');
    await turnControls(page, { paymentMethod: 'visa' });
    page.fault = (path) => (path === '/portal/v1/payment-methods' ? errorAnswer('internal') : null);
    renderWithPortal(page, <InvoiceList />);
    await press(/^Pay, invoice/);
    expect(await screen.findByText('It is charged to your usual payment method.')).toBeVisible();
    await press(/^Pay .* now$/);
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(/is paid\.$/));
  },
  SLOW,
);

test(
  '[U254] nothing is on file: one is put there in the row, and then it is paid with it',
  async () => {
    page = await openPortal('pastDue');
    await turnControls(page, { paymentMethod: null });
    renderWithPortal(page, <InvoiceList />, { paymentFields: typedFields() });
    await press(/^Pay, invoice/);
    await press('Add a payment method');
    expect(await screen.findByRole('group', { name: 'Add a payment method' })).toHaveFocus();
    expect(screen.queryByRole('button', { name: /^Pay .* now$/ })).toBeNull();
    await press('Cancel');
    expect(screen.getByRole('button', { name: 'Add a payment method' })).toHaveFocus();

    await press('Add a payment method');
    await enterPaymentMethod('visa');
    const pay = await screen.findByRole('button', { name: /^Pay .* now$/ });
    expect(pay).toHaveFocus();
    expect(screen.getByText('It is charged to Visa ending 4242.')).toBeVisible();
    expect(payments()).toEqual([]);
    await userEvent.click(pay);
    await waitFor(() => expect(screen.getByText(/^Invoice .* is paid\.$/)).toBeInTheDocument());
    expect(payments()).toHaveLength(1);
  },
  SLOW,
);

test(
  '[U195] the table is asked for, and saved as a file',
  async () => {
    page = await openPortal('active');
    const saved = vi.fn();
    vi.stubGlobal(
      'URL',
      Object.assign(URL, { createObjectURL: saved.mockReturnValue('blob:x'), revokeObjectURL() {} }),
    );
    renderWithPortal(page, <InvoiceList />);
    await press('CSV, all invoices');
    await waitFor(() => expect(saved).toHaveBeenCalledOnce());
    expect(page.requests).toContain('GET /portal/v1/invoices/export');
    vi.unstubAllGlobals();
  },
  SLOW,
);

test(
  '[U263] the documents are asked for, and saved as an archive',
  async () => {
    page = await openPortal('active');
    const saved = vi.fn();
    vi.stubGlobal(
      'URL',
      Object.assign(URL, { createObjectURL: saved.mockReturnValue('blob:x'), revokeObjectURL() {} }),
    );
    renderWithPortal(page, <InvoiceList />);
    await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'Show' }), '2025');
    await press('PDFs, invoices of 2025');
    await waitFor(() => expect(saved).toHaveBeenCalledOnce());
    expect(page.requests).toContain('GET /portal/v1/invoices/documents?year=2025');
    expect((saved.mock.calls[0]![0] as Blob).type).toMatch(/^application\/zip/);
    vi.unstubAllGlobals();
  },
  SLOW,
);

test(
  '[U263, U264] too many documents: a year is asked for and can be chosen, and what was wrong is not said of it',
  async () => {
    page = await openPortal('free');
    page.fault = (path) => {
      if (path.endsWith('/documents')) return errorAnswer('too_many_documents');
      if (!path.endsWith('/invoices')) return null;
      const headers = { 'Billfold-Customer': page.customer };
      return Response.json({ data: [makeInvoice()], nextCursor: null }, { headers });
    };
    renderWithPortal(page, <InvoiceList />);
    await screen.findByRole('button', { name: 'PDFs, all invoices' });
    // One page only: there is nothing to choose, as long as nobody has to.
    expect(screen.queryByRole('combobox', { name: 'Show' })).toBeNull();
    await press('PDFs, all invoices');
    await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent('Choose a year.'));
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Show' }), '2026');
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    expect(screen.getByRole('combobox', { name: 'Show' })).toHaveValue('2026');
  },
  SLOW,
);
