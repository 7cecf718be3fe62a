'use client';
import type { Invoice } from '@billfold/contract';
import {
  useBillfold,
  useInvoiceDocumentsExport,
  useInvoices,
  useInvoicesExport,
  useOnline,
  useOwnerKey,
  useSession,
} from '@billfold/hooks';
import { forwardRef, useState, type ReactNode } from 'react';
import { later, useLater } from '../../primitives/later.js';
import { sectionState } from '../../primitives/sectionState.js';
import { problemOf } from '../../problem.js';
import type { InvoiceFilter } from './invoiceFilter.js';
import { PaymentMissing } from './PaymentMissing.js';
import { InvoiceListView, type InvoiceListViewProps } from './InvoiceListView.js';
import { OneInvoice } from './OneInvoice.js';
import { useDownloads } from './useDownloads.js';

// Most invoices are paid when they are seen. The way to pay one is fetched when it is needed.
const payInvoice = later(async () => (await import('./PayInvoice.js')).PayInvoice);

/** How many invoices a press on "Show more" adds: a page, as the server cuts them when nobody says otherwise. */
const PAGE = 20;

/**
 * The customer's invoices: number, date, status, amount, and their documents. Needs a `BillfoldRoot` above.
 *
 * A few rows at first, more on demand; a choice of year and status as soon as there is more than one page.
 */
export const InvoiceList = forwardRef<HTMLElement, InvoiceListProps>(function InvoiceList(
  { invoice, ...props },
  ref,
) {
  // What was chosen, opened or paid is the customer's, and nothing of it the next one's.
  const owner = useOwnerKey();
  if (invoice !== undefined)
    return <OneInvoice {...props} ref={ref} invoice={invoice} key={owner + invoice} />;
  return <CustomersInvoices {...props} ref={ref} key={owner} />;
});

const CustomersInvoices = forwardRef<HTMLElement, Omit<InvoiceListProps, 'invoice'>>(
  function CustomersInvoices({ initialRows = 5, onPaid, ...rest }, ref) {
    const [filter, setFilter] = useState<InvoiceFilter | null>(null);
    const [shown, setShown] = useState(initialRows);
    const query = useInvoices(filter ?? undefined);
    const { session } = useSession();
    const isOnline = useOnline();
    const [openedAt] = useState(useBillfold().now);
    const { downloads, onDownload } = useDownloads();
    const table = useInvoicesExport();
    const archive = useInvoiceDocumentsExport();
    const [paying, setPaying] = useState<string | null>(null);
    const [paid, setPaid] = useState<string | null>(null);
    const { part: PayInvoice, hasFailed: isPaymentMissing } = useLater(payInvoice, paying !== null);

    const { invoices = [], hasNextPage, isFetchingNextPage, isFetchNextPageError } = query;
    // The billing's own clock, which a sandbox can move; this machine's until it is known.
    const now = session ? new Date(session.now) : openedAt;
    const visible = invoices.slice(0, shown);
    const moreLoaded = invoices.length - visible.length;
    // What failed or is awaited is the next page then, and the rows that are there are as good as before.
    const isPaging = isFetchingNextPage || isFetchNextPageError;
    const { data, error, isFetching } = query;
    const facts = isPaging ? { data, error: null, isFetching: false } : { data, error, isFetching };

    const isTooMany = problemOf(archive.error)?.code === 'too_many_documents';
    const ofYear = filter?.year === undefined ? {} : { year: filter.year };

    async function showMore() {
      const goal = visible.length + PAGE;
      if (invoices.length < goal && hasNextPage && (await query.fetchNextPage()).isFetchNextPageError) return;
      setShown(goal);
    }

    return (
      <InvoiceListView
        {...rest}
        ref={ref}
        state={sectionState({ ...facts, isOnline }, invoices.length === 0)}
        invoices={visible}
        now={now}
        problem={problemOf(error)}
        initialRows={initialRows}
        filter={filter ?? undefined}
        // Once used it stays, also where a year has no second page; and it is there for who has to choose a year.
        onFilter={filter || hasNextPage || isTooMany ? changeFilter : undefined}
        more={
          moreLoaded > 0 || hasNextPage
            ? {
                count: hasNextPage ? PAGE : Math.min(PAGE, moreLoaded),
                state: isFetchingNextPage ? 'busy' : isFetchNextPageError ? 'failed' : 'ready',
              }
            : undefined
        }
        onShowMore={() => void showMore()}
        downloads={downloads}
        onDownload={onDownload}
        exported={progressOf(table)}
        onExport={() => table.download(ofYear)}
        exportedDocuments={progressOf(archive)}
        onExportDocuments={() => archive.download(ofYear)}
        payment={paying === null ? null : { invoice: paying, content: paymentOf(paying) }}
        paid={paid}
        onPay={session?.capabilities.includes('invoices:pay') ? setPaying : undefined}
        onRetry={() => void query.refetch()}
      />
    );

    function paymentOf(id: string): ReactNode {
      const invoice = invoices.find((it) => it.id === id);
      if (!invoice) return null;
      if (!PayInvoice) {
        return isPaymentMissing ? <PaymentMissing words={rest.words} onRetry={payInvoice.load} /> : null;
      }
      return (
        <PayInvoice
          key={id}
          invoice={invoice}
          now={now}
          words={rest.words}
          onPaid={() => {
            setPaying(null);
            setPaid(invoice.number);
            onPaid?.(invoice);
          }}
          onClose={() => setPaying(null)}
        />
      );
    }

    function changeFilter(next: InvoiceFilter) {
      // What was wrong with the files of one choice is not said of the next.
      if (table.isError) table.reset();
      if (archive.isError) archive.reset();
      setFilter(next);
      setShown(initialRows);
    }
  },
);

function progressOf({ isPending, error }: { isPending: boolean; error: unknown }) {
  return isPending ? 'busy' : (problemOf(error) ?? undefined);
}

export interface InvoiceListProps extends Omit<
  InvoiceListViewProps,
  | 'state'
  | 'invoices'
  | 'now'
  | 'problem'
  | 'filter'
  | 'onFilter'
  | 'more'
  | 'onShowMore'
  | 'downloads'
  | 'onDownload'
  | 'exported'
  | 'onExport'
  | 'exportedDocuments'
  | 'onExportDocuments'
  | 'payment'
  | 'paid'
  | 'onPay'
  | 'onRetry'
> {
  /** Shows this one only (`in_…`), with its payment open. @default all of them */
  invoice?: string;
  /** Called once an invoice is paid, here or elsewhere. */
  onPaid?: (invoice: Invoice) => void;
}
