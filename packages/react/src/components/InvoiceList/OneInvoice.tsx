'use client';
import { useBillfold, useInvoice, useOnline, useSession } from '@billfold/hooks';
import { forwardRef, useState } from 'react';
import { later, useLater } from '../../primitives/later.js';
import { sectionState } from '../../primitives/sectionState.js';
import { problemOf } from '../../problem.js';
import type { InvoiceListProps } from './InvoiceList.js';
import { InvoiceListView } from './InvoiceListView.js';
import { isPayable } from './invoiceState.js';
import { PaymentMissing } from './PaymentMissing.js';
import { useDownloads } from './useDownloads.js';

const payInvoice = later(async () => (await import('./PayInvoice.js')).PayInvoice);

/** One invoice in the place of all of them, with its payment open: for a page that customers are sent to for this. */
export const OneInvoice = forwardRef<HTMLElement, OneInvoiceProps>(function OneInvoice(
  { invoice: id, onPaid, ...rest },
  ref,
) {
  const query = useInvoice(id);
  const { session } = useSession();
  const isOnline = useOnline();
  const [openedAt] = useState(useBillfold().now);
  const { downloads, onDownload } = useDownloads();
  // Null until it is known whether there is something to pay; a payment that is open stays, whatever comes of it.
  const [isPaying, setPaying] = useState<boolean | null>(null);
  const [isPaid, setPaid] = useState(false);
  const { part: PayInvoice, hasFailed } = useLater(payInvoice, isPaying === true);

  const { data, error, isFetching, invoice } = query;
  const mayPay = session?.capabilities.includes('invoices:pay') ?? false;
  const now = session ? new Date(session.now) : openedAt;
  const isOpen = isPaying === true && mayPay && invoice !== undefined;
  if (isPaying === null && invoice) setPaying(isPayable(invoice));

  return (
    <InvoiceListView
      {...rest}
      ref={ref}
      state={sectionState({ data, error, isFetching, isOnline }, false)}
      invoices={invoice ? [invoice] : []}
      now={now}
      problem={problemOf(error)}
      initialRows={1}
      downloads={downloads}
      onDownload={onDownload}
      payment={isOpen ? { invoice: id, content: payment() } : null}
      paid={isPaid && invoice ? invoice.number : null}
      onPay={mayPay ? (asked) => setPaying(asked !== null) : undefined}
      onRetry={() => void query.refetch()}
    />
  );

  function payment() {
    if (!invoice) return null;
    if (!PayInvoice) {
      return hasFailed ? <PaymentMissing words={rest.words} onRetry={payInvoice.load} /> : null;
    }
    return (
      <PayInvoice
        invoice={invoice}
        now={now}
        words={rest.words}
        onPaid={() => {
          setPaying(false);
          setPaid(true);
          onPaid?.(invoice);
        }}
        onClose={() => setPaying(false)}
      />
    );
  }
});

interface OneInvoiceProps extends Omit<InvoiceListProps, 'invoice'> {
  /** `in_…` */
  invoice: string;
}
