import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  errorAnswer,
  openLastingPortal,
  openPortal,
  renderWithPortal,
  SLOW,
  type PortalPage,
} from '../../../test/renderWithPortal.js';
import { InvoiceList } from './InvoiceList.js';

let page: PortalPage;
beforeAll(async () => {
  page = await openLastingPortal('active');
}, SLOW);
afterAll(() => page.portal.close());
beforeEach(() => {
  page.requests = [];
  page.fault = () => null;
  page.token = {};
});

const rows = () => screen.getAllByRole('rowheader');
const list = () => screen.getByRole('region', { name: 'Invoices' });

describe('over the real portal', () => {
  test('[U46] a few rows at first, more on demand, one page at a time', async () => {
    renderWithPortal(page, <InvoiceList />);
    expect(list()).toHaveAttribute('data-state', 'loading');
    await waitFor(() => expect(list()).toHaveAttribute('data-state', 'ready'));
    expect(rows()).toHaveLength(5);
    expect(page.requests.filter((request) => request.includes('/invoices'))).toEqual([
      'GET /portal/v1/invoices',
    ]);

    await userEvent.click(screen.getByRole('button', { name: 'Show 20 more' }));
    await waitFor(() => expect(rows().length).toBeGreaterThan(5));
    expect(rows().length).toBeLessThanOrEqual(25);
    expect(screen.getByText(`${rows().length - 5} more invoices, ${rows().length} shown`)).toBeVisible();
    const numbers = rows().map((row) => row.textContent);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  test('[U44] a next page that fails leaves what is there, and comes when it is tried again', async () => {
    renderWithPortal(page, <InvoiceList />);
    await waitFor(() => expect(list()).toHaveAttribute('data-state', 'ready'));
    page.fault = (path) => (path.endsWith('/invoices') ? errorAnswer('invalid_cursor') : null);
    await userEvent.click(screen.getByRole('button', { name: 'Show 20 more' }));
    await waitFor(() =>
      expect(screen.getByRole('alert')).toHaveTextContent('More invoices could not be loaded.'),
    );
    expect(list()).toHaveAttribute('data-state', 'ready');
    expect(rows()).toHaveLength(5);

    page.fault = () => null;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(rows().length).toBeGreaterThan(5));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('[U45] a year is asked of the server, and the choice stays while it is there', async () => {
    renderWithPortal(page, <InvoiceList />);
    await waitFor(() => expect(list()).toHaveAttribute('data-state', 'ready'));
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Show' }), '2025');
    await waitFor(() => expect(page.requests.at(-1)).toBe('GET /portal/v1/invoices?year=2025'));
    await waitFor(() => expect(list()).toHaveAttribute('data-state', 'ready'));
    expect(rows().length).toBeGreaterThan(0);
    for (const row of rows()) expect(row.parentElement).toHaveTextContent(/\w+ \d+, 2025/);
    expect(screen.getByRole('combobox', { name: 'Show' })).toHaveValue('2025');

    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Show' }), 'Uncollectible');
    await waitFor(() => expect(list()).toHaveAttribute('data-state', 'empty'));
    expect(screen.getByText('No invoices match.', { selector: 'p' })).toBeVisible();
    expect(screen.getByRole('status')).toHaveTextContent('No invoices match.');
  });

  test('[U43] a document is fetched with the credential, and its failure stays with its row', async () => {
    renderWithPortal(page, <InvoiceList />);
    await waitFor(() => expect(list()).toHaveAttribute('data-state', 'ready'));
    let answer = (_: Response) => {};
    page.fault = (path) => (path.endsWith('/pdf') ? new Promise((resolve) => (answer = resolve)) : null);

    const [first, second] = screen.getAllByRole('button', { name: /^PDF, invoice/ }) as [
      HTMLElement,
      HTMLElement,
    ];
    await userEvent.click(first);
    await waitFor(() => expect(first).toHaveAttribute('aria-busy', 'true'));
    expect(second).not.toHaveAttribute('aria-busy');
    await waitFor(() => expect(page.requests.at(-1)).toMatch(/\/pdf$/));
    answer(errorAnswer('provider_unavailable'));
    await waitFor(() =>
      expect(screen.getByRole('alert')).toHaveTextContent('was not downloaded. Billing is not available'),
    );
    expect(first).not.toHaveAttribute('aria-busy');
    expect(page.requests.filter((request) => request.endsWith('/pdf'))).toHaveLength(1);
  });

  test('[U34] a session that ended is said to have ended, and the host is told once', async () => {
    const onSessionExpired = vi.fn();
    const onSignIn = vi.fn();
    page.token = null;
    renderWithPortal(page, <InvoiceList onSignIn={onSignIn} />, { onSessionExpired });
    await waitFor(() => expect(list()).toHaveAttribute('data-state', 'expired'));
    await userEvent.click(screen.getByRole('button', { name: 'Sign in again' }));
    expect(onSignIn).toHaveBeenCalledOnce();
    expect(onSessionExpired).toHaveBeenCalledOnce();
  });

  test('[U35] a link that does not allow invoices shows none', async () => {
    page.token = { capabilities: ['subscriptions:read'] };
    renderWithPortal(page, <InvoiceList />);
    await waitFor(() => expect(list()).toHaveAttribute('data-state', 'forbidden'));
    expect(within(list()).getByText('Your link does not allow this.')).toBeVisible();
  });

  test('[U32] what failed is asked for again on demand', async () => {
    page.fault = (path) => (path.endsWith('/invoices') ? errorAnswer('invalid_request') : null);
    renderWithPortal(page, <InvoiceList />);
    await waitFor(() => expect(list()).toHaveAttribute('data-state', 'error'));
    page.fault = () => null;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(list()).toHaveAttribute('data-state', 'ready'));
  });

  test('[U33] without a connection it says so', async () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    page.fault = () => Promise.reject(new TypeError('Failed to fetch'));
    renderWithPortal(page, <InvoiceList />);
    await waitFor(() => expect(list()).toHaveAttribute('data-state', 'offline'));
    expect(list()).toHaveTextContent('You are offline.');
    expect(screen.queryByRole('alert')).toBeNull();
    vi.restoreAllMocks();
  });
});

test(
  '[U39] somebody who was never billed has an empty list, and no error',
  async () => {
    const free = await openPortal('free');
    renderWithPortal(free, <InvoiceList />);
    await waitFor(() => expect(list()).toHaveAttribute('data-state', 'empty'));
    expect(screen.getByText('No invoices yet.')).toBeVisible();
  },
  SLOW,
);

test(
  '[U46] a customer with ten thousand invoices opens like one with ten',
  async () => {
    const many = await openPortal('manyInvoices');
    const { container } = renderWithPortal(many, <InvoiceList />);
    await waitFor(() => expect(list()).toHaveAttribute('data-state', 'ready'));
    expect(container.querySelectorAll('*').length).toBeLessThanOrEqual(400);
    expect(rows()).toHaveLength(5);

    for (const shown of [25, 45, 65]) {
      await userEvent.click(screen.getByRole('button', { name: 'Show 20 more' }));
      await waitFor(() => expect(rows()).toHaveLength(shown));
    }
    expect(many.requests.filter((request) => request.includes('/invoices'))).toHaveLength(4);
    expect(new Set(rows().map((row) => row.textContent)).size).toBe(65);
  },
  SLOW,
);
