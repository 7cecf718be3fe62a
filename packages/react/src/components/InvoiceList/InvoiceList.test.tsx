import { fireEvent, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import { makeInvoice, makeOpenInvoice, makePayment, money, NOW } from '../../../test/builders.js';
import { invoiceListView } from '../../../test/states.js';
import { BillfoldDisplay } from '../../BillfoldDisplay.js';
import type { InvoiceListViewProps } from './InvoiceListView.js';

const invoices = [
  makeOpenInvoice({ number: 'INV-0002', payment: makePayment('failed') }),
  makeInvoice({ number: 'INV-0001', issuedAt: '2026-10-14T00:00:00.000Z' }),
];
const paid = invoices[1]!;

const view = (props: Partial<InvoiceListViewProps> = {}) => invoiceListView({ invoices, ...props });

describe('the table', () => {
  test('[U41] is a table with a caption, column headers and a header for each row', () => {
    render(view());
    const table = screen.getByRole('table', { name: 'Invoices, newest first' });
    expect(within(table).getAllByRole('columnheader')).toHaveLength(5);
    const row = within(table).getByRole('row', { name: /INV-0001/ });
    expect(within(row).getByRole('rowheader')).toHaveTextContent('INV-0001');
    expect(within(row).getByText('Oct 14, 2026')).toHaveAttribute('datetime', paid.issuedAt);
    expect(within(row).getByText('Paid')).toBeVisible();
    expect(within(row).getByText('$48.00').tagName).toBe('BDI');
  });

  test('[U42] what is still to be paid is told where it is not the whole amount', () => {
    render(
      view({
        invoices: [
          makeOpenInvoice(),
          makeOpenInvoice({ amountPaid: money(2000), amountRemaining: money(2800) }),
        ],
      }),
    );
    expect(screen.getAllByText(/left$/)).toHaveLength(1);
    expect(screen.getByText(/left$/)).toHaveTextContent('$28.00 left');
  });

  test('[U42] what was given back is told where it is not the whole amount', () => {
    render(
      view({
        invoices: [
          makeInvoice({ amountRefunded: money(1200) }),
          makeInvoice({ amountRefunded: money(4800) }),
        ],
      }),
    );
    expect(screen.getByText('Partly refunded')).toBeVisible();
    expect(screen.getByText('Refunded')).toBeVisible();
    expect(screen.getAllByText(/refunded$/, { selector: 'small' })).toHaveLength(1);
  });

  test('[U49] invoices over nothing and void ones are listed like all others', () => {
    const zero = { total: money(0), amountPaid: money(0) };
    render(
      view({
        invoices: [
          makeInvoice({ ...zero, number: 'INV-9' }),
          makeOpenInvoice({ status: 'void', number: 'INV-8' }),
        ],
      }),
    );
    expect(screen.getByRole('row', { name: /INV-9/ })).toHaveTextContent('$0.00');
    expect(screen.getByRole('row', { name: /INV-8/ })).toHaveTextContent('Void');
  });

  test('[U36] a status of a newer server is shown by its name', () => {
    render(view({ invoices: [makeInvoice({ status: 'on_hold' as never })] }));
    expect(screen.getByText('on hold')).toHaveAttribute('data-tone', 'neutral');
  });
});

test('[U40] an invoice that becomes late while the page is open says so', () => {
  const open = [makeOpenInvoice({ dueAt: '2026-11-28T00:00:00.000Z' })];
  const { rerender } = render(view({ invoices: open }));
  expect(screen.getByText('Due')).toBeVisible();
  rerender(view({ invoices: open, now: new Date('2026-11-29T00:00:00.000Z') }));
  expect(screen.getByText('Past due')).toBeVisible();
});

describe('downloads', () => {
  test('[U43] a button begins with its words and names its invoice; only documents that exist have one', () => {
    render(view());
    expect(screen.getAllByRole('button', { name: /^PDF, invoice/ })).toHaveLength(2);
    expect(screen.getAllByRole('button', { name: /^Receipt, invoice/ })).toHaveLength(1);
    expect(screen.getByRole('button', { name: 'PDF, invoice INV-0001' })).toHaveTextContent('PDF');
  });

  test('[U43] a press asks for that document', async () => {
    const onDownload = vi.fn();
    render(view({ onDownload }));
    await userEvent.click(screen.getByRole('button', { name: 'Receipt, invoice INV-0001' }));
    expect(onDownload).toHaveBeenCalledExactlyOnceWith({ invoice: paid.id, kind: 'receipt' });
  });

  test('[U43] one that is under way keeps the focus and does nothing when pressed', async () => {
    const onDownload = vi.fn();
    render(view({ onDownload, downloads: { [`${paid.id} invoice`]: 'busy' } }));
    const button = screen.getByRole('button', { name: 'Downloading: PDF, invoice INV-0001' });
    expect(button).toHaveAttribute('aria-disabled', 'true');
    expect(button).toBeEnabled();
    await userEvent.click(button);
    expect(onDownload).not.toHaveBeenCalled();
    expect(button).toHaveFocus();
  });

  test('[U43] one that failed says why, below its row, and can be tried again', () => {
    render(view({ downloads: { [`${paid.id} invoice`]: { code: 'network', requestId: null } } }));
    expect(screen.getByRole('alert')).toHaveTextContent(
      'Invoice INV-0001 was not downloaded. The connection failed.',
    );
    expect(screen.getByRole('button', { name: 'PDF, invoice INV-0001' })).not.toHaveAttribute(
      'aria-disabled',
    );
  });

  test('[U43] without a callback there are no buttons', () => {
    render(view({ onDownload: undefined, onExportDocuments: undefined }));
    expect(screen.queryByRole('button', { name: /PDF|Receipt/ })).toBeNull();
  });

  test('[U47] one that changes renders its own row', () => {
    const documentOf = vi.fn((document: string) => document);
    const steady = {
      words: { invoiceList: { documentOf } },
      invoices: Array.from({ length: 50 }, () => makeInvoice()),
      onDownload: vi.fn(),
    };
    const { rerender } = render(view(steady));
    // Each row has two documents.
    expect(documentOf).toHaveBeenCalledTimes(100);
    // A later moment, as in every render of a page that is open: it changes nothing in rows whose state it leaves.
    const now = new Date(NOW.getTime() + 1000);
    rerender(view({ ...steady, now, downloads: { [`${steady.invoices[7]!.id} invoice`]: 'busy' } }));
    expect(documentOf).toHaveBeenCalledTimes(102);
  });
});

describe('states', () => {
  test('[U31] loading is announced once, with as many bones as rows are going to be shown', () => {
    const { container } = render(view({ state: 'loading', invoices: [], initialRows: 4 }));
    expect(screen.getByRole('status')).toHaveTextContent('Loading invoices…');
    expect(container.querySelectorAll('table[aria-hidden] tbody tr')).toHaveLength(4);
    expect(container.firstElementChild).toHaveAttribute('aria-busy', 'true');
  });

  test('[U32] an error has its sentence, a reference for support and a way to try again; it never looks empty', async () => {
    const onRetry = vi.fn();
    render(
      view({ state: 'error', invoices: [], problem: { code: 'rate_limited', requestId: 'req_7' }, onRetry }),
    );
    expect(screen.getByRole('alert')).toHaveTextContent(
      'Your invoices could not be loaded.That was too often. Wait a moment and try again.Reference: req_7',
    );
    expect(screen.queryByText('No invoices yet.')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(onRetry).toHaveBeenCalledOnce();
  });

  test('[U32] without a callback there is nothing to try again with', () => {
    render(view({ state: 'error', invoices: [], onRetry: undefined }));
    expect(screen.getByRole('alert')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });

  test.each(['error', 'offline', 'expired'] as const)(
    '[U33] %s: what was there stays, and is said to be old',
    (state) => {
      render(view({ state, problem: { code: 'network', requestId: null } }));
      expect(screen.getByRole('rowheader', { name: 'INV-0001' })).toBeVisible();
      expect(screen.getByRole('region')).toHaveTextContent(
        state === 'expired' ? 'Your session ended' : 'out of date',
      );
    },
  );

  test('[U34] expired: what would only fail is gone, and signing in is offered', async () => {
    const onSignIn = vi.fn();
    render(view({ state: 'expired', onSignIn }));
    expect(screen.queryByRole('button', { name: /PDF|Receipt/ })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Sign in again' }));
    expect(onSignIn).toHaveBeenCalledOnce();
  });

  test('[U34] expired without a way to sign in: trying again is offered', () => {
    render(view({ state: 'expired', onSignIn: undefined }));
    expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
  });

  test('[U35] forbidden: a sentence and nothing else, also where something was shown before', () => {
    render(view({ state: 'forbidden', problem: { code: 'feature_disabled', requestId: 'req_1' } }));
    expect(screen.getByText('This is not available here.')).toBeVisible();
    expect(screen.queryByRole('table')).toBeNull();
    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.queryByRole('combobox')).toBeNull();
  });

  test('[U36] a code of a newer server has a sentence', () => {
    render(view({ state: 'error', problem: { code: 'brand_new', requestId: null }, invoices: [] }));
    expect(screen.getByRole('alert')).toHaveTextContent('Something went wrong on our side.');
  });

  test('[U37] refreshing keeps the rows and says so', () => {
    render(view({ state: 'refreshing' }));
    expect(screen.getByRole('rowheader', { name: 'INV-0001' })).toBeVisible();
    expect(screen.getByRole('status')).toHaveTextContent('Updating…');
  });

  test('[U37] refreshing nothing stays empty', () => {
    render(view({ state: 'refreshing', invoices: [] }));
    expect(screen.getByText('No invoices yet.')).toBeVisible();
  });
});

describe('more', () => {
  test('[U44] a press asks for more; added rows are announced politely', async () => {
    const onShowMore = vi.fn();
    const { rerender } = render(view({ onShowMore }));
    await userEvent.click(screen.getByRole('button', { name: 'Show 20 more' }));
    expect(onShowMore).toHaveBeenCalledOnce();

    rerender(
      view({ onShowMore, invoices: [...invoices, ...Array.from({ length: 20 }, () => makeInvoice())] }),
    );
    expect(screen.getByRole('status')).toHaveTextContent('20 more invoices, 22 shown');
    expect(screen.getByRole('button', { name: 'Show 20 more' })).toHaveFocus();
  });

  test('[U44] what was announced is not said again after a refresh', () => {
    const grown = [...invoices, makeInvoice()];
    const { rerender } = render(view());
    rerender(view({ invoices: grown }));
    expect(screen.getByRole('status')).toHaveTextContent('1 more invoice, 3 shown');
    rerender(view({ invoices: grown, state: 'refreshing' }));
    rerender(view({ invoices: grown }));
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
  });

  test('[U45] another choice is another list: its rows are counted, not added', () => {
    const { rerender } = render(view({ filter: { year: 2025 } }));
    rerender(view({ filter: {}, invoices: [...invoices, makeInvoice()], more: undefined }));
    expect(screen.getByRole('status')).toHaveTextContent('3 invoices');
    rerender(view({ filter: { year: 2024 }, invoices: [], state: 'loading' }));
    rerender(view({ filter: { year: 2024 }, invoices: [], state: 'empty' }));
    expect(screen.getByRole('status')).toHaveTextContent('No invoices match.');
    rerender(view({ filter: { year: 2025 }, more: undefined }));
    expect(screen.getByRole('status')).toHaveTextContent('2 invoices');
  });

  test('[U44] with the last page the button goes, and the focus goes to the count', async () => {
    const { rerender } = render(view());
    await userEvent.click(screen.getByRole('button', { name: 'Show 20 more' }));
    rerender(view({ more: undefined, invoices: [...invoices, makeInvoice()] }));
    expect(screen.getByText('3 invoices')).toHaveFocus();
  });

  test('[U44] nobody loses the focus to a list that grew by itself', () => {
    const { rerender } = render(view());
    rerender(view({ more: undefined }));
    expect(document.body).toHaveFocus();
  });

  test('[U44] a page that failed leaves the rows, and offers to try again', () => {
    render(view({ more: { count: 20, state: 'failed' } }));
    expect(screen.getByRole('alert')).toHaveTextContent('More invoices could not be loaded.');
    expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
    expect(screen.getByRole('rowheader', { name: 'INV-0001' })).toBeVisible();
  });
});

describe('filter', () => {
  test.each([
    ['Unpaid', { status: 'open' }],
    ['2025', { year: 2025 }],
    ['All invoices', {}],
  ])('[U45] %s', (label, filter) => {
    const onFilter = vi.fn();
    render(view({ onFilter, filter: label === 'All invoices' ? { year: 2025 } : {} }));
    const option = screen.getByRole<HTMLOptionElement>('option', { name: label });
    fireEvent.change(screen.getByRole('combobox', { name: 'Show' }), { target: { value: option.value } });
    expect(onFilter).toHaveBeenCalledExactlyOnceWith(filter);
  });

  test('[U45] a choice that nothing matches can be taken back', async () => {
    const onFilter = vi.fn();
    render(view({ state: 'empty', invoices: [], filter: { year: 2019 }, onFilter }));
    await userEvent.click(screen.getByRole('button', { name: 'Show all invoices' }));
    expect(onFilter).toHaveBeenCalledExactlyOnceWith({});
  });

  test('[U45] without a callback there is nothing to choose', () => {
    render(view({ onFilter: undefined }));
    expect(screen.queryByRole('combobox')).toBeNull();
  });
});

test('[U20] words of the root and of the component', () => {
  render(
    <BillfoldDisplay words={{ invoiceList: { title: 'Bills', pdf: 'File' } }}>
      {view({ words: { invoiceList: { pdf: 'Document' } } })}
    </BillfoldDisplay>,
  );
  expect(screen.getByRole('region', { name: 'Bills' })).toBeVisible();
  expect(screen.getAllByText('Document')).toHaveLength(2);
  expect(screen.getByText('Paid', { selector: '.bf-Chip' })).toBeVisible();
});

test('[U38] the heading has the level that the page needs', () => {
  render(view({ headingLevel: 3 }));
  expect(screen.getByRole('heading', { level: 3, name: 'Invoices' })).toBeVisible();
});

test('[U46] 20 rows and everything around them are at most 400 elements', () => {
  const { container } = render(view({ invoices: Array.from({ length: 20 }, () => makeInvoice()) }));
  expect(container.querySelectorAll('*').length).toBeLessThanOrEqual(400);
});

describe('all documents at once', () => {
  const tooMany = { code: 'too_many_documents', requestId: null };
  const pdfs = (name: string) => screen.getByRole('button', { name });

  test('[U263] all of them, or those of the chosen year, beside the table', async () => {
    const onExportDocuments = vi.fn();
    const { rerender } = render(view({ onExportDocuments }));
    await userEvent.click(pdfs('PDFs, all invoices'));
    expect(onExportDocuments).toHaveBeenCalledOnce();
    rerender(view({ onExportDocuments, filter: { year: 2025 } }));
    expect(pdfs('PDFs, invoices of 2025')).toBeEnabled();
    rerender(view({ onExportDocuments: undefined }));
    expect(screen.queryByRole('button', { name: /^PDFs/ })).toBeNull();
  });

  test('[U263] are busy, and fail, for themselves', () => {
    const { rerender } = render(view({ exportedDocuments: 'busy' }));
    expect(pdfs('Downloading: PDFs, all invoices')).toHaveAttribute('aria-busy', 'true');
    expect(screen.getByRole('button', { name: 'CSV, all invoices' })).not.toHaveAttribute('aria-busy');
    rerender(view({ exportedDocuments: { code: 'network', requestId: null } }));
    expect(screen.getByRole('alert')).toHaveTextContent(
      'The documents were not downloaded. The connection failed.',
    );
  });

  test('[U264] which are too many: a year is asked for, and nobody who has chosen one is told to', () => {
    const { rerender } = render(view({ exportedDocuments: tooMany }));
    expect(screen.getByRole('alert')).toHaveTextContent('Choose a year.');
    rerender(view({ exportedDocuments: tooMany, filter: { year: 2025 } }));
    expect(screen.getByRole('alert')).toHaveTextContent(
      '2025 has too many invoices for one download. Download them one by one, or as a table.',
    );
  });
});
