'use client';
import { clsx } from 'clsx/lite';
import type { Invoice } from '@billfold/contract';
import { forwardRef, useEffect, useRef, type CSSProperties, type ReactNode, type RefObject } from 'react';
import { ListFooter, type MoreRows } from '../../primitives/ListFooter.js';
import { Section, type SectionProps } from '../../primitives/Section.js';
import { SectionProblem } from '../../primitives/SectionProblem.js';
import type { Problem } from '../../problem.js';
import { useWords } from '../../words/useWords.js';
import type { WordsOverride } from '../../words/Words.js';
import type { DownloadProgress, InvoiceDocumentRequest } from './download.js';
import { ExportButton } from './ExportButton.js';
import { ExportProblem } from './ExportProblem.js';
import { InvoiceFilterSelect } from './InvoiceFilterSelect.js';
import type { InvoiceFilter } from './invoiceFilter.js';
import { InvoiceListEmpty } from './InvoiceListEmpty.js';
import { invoiceListWords } from './invoiceListWords.js';
import { InvoiceRow } from './InvoiceRow.js';
import { InvoiceBones, InvoiceTable } from './InvoiceTable.js';
import { useAnnouncement } from './useAnnouncement.js';

/** A customer's invoices as a table, in every state that the list can be in. Fetches nothing: see {@link InvoiceListViewProps}. */
export const InvoiceListView = forwardRef<HTMLElement, InvoiceListViewProps>(function InvoiceListView(
  {
    state,
    invoices,
    now,
    problem,
    initialRows = 5,
    filter,
    onFilter,
    more,
    onShowMore,
    downloads,
    onDownload,
    exported,
    onExport,
    exportedDocuments,
    onExportDocuments,
    payment = null,
    paid,
    onPay,
    onRetry,
    onSignIn,
    words: ownWords,
    className,
    ...rest
  },
  ref,
) {
  const words = useWords(invoiceListWords, ownWords);
  const { invoiceList: say } = words;
  const isForbidden = state === 'forbidden';
  const year = filter?.year ?? null;
  const rows = isForbidden ? [] : invoices;
  const told = useAnnouncement({ state, shown: rows.length, filter, hasMore: Boolean(more), words });
  const announcement = told === '' && paid ? say.paid(paid) : told;
  const isKnownEmpty =
    rows.length === 0 && (state === 'empty' || state === 'refreshing' || state === 'ready');
  // Whoever must sign in again can't download; a button that only fails would be a trap.
  const isEnded = state === 'expired';
  const download = isEnded ? undefined : onDownload;
  const table = useRef<HTMLDivElement>(null);
  useFocusAfterPayment(payment?.invoice ?? null, table);

  return (
    <Section
      title={say.title}
      {...rest}
      ref={ref}
      state={state}
      className={clsx('bf-InvoiceList', className)}
      announcement={announcement}
      aside={
        !isForbidden && onFilter ? (
          <InvoiceFilterSelect filter={filter ?? {}} now={now} words={say} onFilter={onFilter} />
        ) : null
      }
    >
      <div ref={table} className="bf-InvoiceList-rows" style={{ '--_rows': initialRows } as CSSProperties}>
        <SectionProblem
          state={state}
          problem={problem}
          failed={say.failed}
          words={words}
          stale={rows.length > 0}
          onRetry={onRetry}
          onSignIn={onSignIn}
        />
        {isForbidden ? null : (
          <>
            <ExportProblem progress={exported} failed={say.notExported} year={year} words={words} />
            <ExportProblem
              progress={exportedDocuments}
              failed={say.documentsNotExported}
              year={year}
              words={words}
            />
          </>
        )}
        {isKnownEmpty ? <InvoiceListEmpty filter={filter} words={say} onFilter={onFilter} /> : null}
        {rows.length > 0 || state === 'loading' ? (
          <InvoiceTable words={say} isLoading={state === 'loading'}>
            {state === 'loading' ? <InvoiceBones rows={initialRows} /> : null}
            {rows.map((invoice) => (
              <InvoiceRow
                key={invoice.id}
                invoice={invoice}
                now={now}
                words={words}
                pdf={downloads?.[`${invoice.id} invoice`]}
                receipt={downloads?.[`${invoice.id} receipt`]}
                onDownload={download}
                // A bank that asks in it, or an answer that is awaited, is not taken away.
                payment={payment?.invoice === invoice.id ? payment : null}
                onPay={isEnded ? undefined : onPay}
              />
            ))}
          </InvoiceTable>
        ) : null}
        {rows.length > 0 ? (
          <ListFooter
            shown={rows.length}
            more={more}
            say={say}
            retry={words.section.retry}
            onShowMore={onShowMore}
          >
            {onExport && !isEnded ? (
              <ExportButton text={say.csv} year={year} progress={exported} words={say} onExport={onExport} />
            ) : null}
            {onExportDocuments && !isEnded ? (
              <ExportButton
                text={say.pdfs}
                year={year}
                progress={exportedDocuments}
                words={say}
                onExport={onExportDocuments}
              />
            ) : null}
          </ListFooter>
        ) : null}
      </div>
    </Section>
  );
});

/** The payment of a row is gone: whoever was in it stays with the row. */
function useFocusAfterPayment(open: string | null, table: RefObject<HTMLElement | null>): void {
  const before = useRef(open);
  useEffect(() => {
    const closed = before.current;
    before.current = open;
    if (closed === null || open !== null) return;
    const row = table.current?.querySelector(`[data-invoice="${closed}"]`);
    const place = row?.querySelector<HTMLElement>('[data-pay]') ?? row?.querySelector<HTMLElement>('th');
    place?.focus();
  }, [open, table]);
}

export interface InvoiceListViewProps extends Omit<
  SectionProps,
  'title' | 'aside' | 'announcement' | 'children'
> {
  /** Newest first. They stay on the page in every state but `forbidden`. */
  invoices: readonly Invoice[];
  /** The moment from which due dates are judged. */
  now: Date;
  /** Why the state is `error`, `expired` or `forbidden`. */
  problem?: Problem | null;
  /** How many rows are shown at first. Their room is kept in every state, so that the page below does not move. @default 5 */
  initialRows?: number;
  /** What is chosen to be shown. @default all */
  filter?: InvoiceFilter;
  /** Called with the new choice. Without it there is nothing to choose. */
  onFilter?: (filter: InvoiceFilter) => void;
  /** Set where there are more. */
  more?: MoreRows;
  onShowMore?: () => void;
  /** Downloads that are not done, by `in_… invoice` and `in_… receipt`. */
  downloads?: Readonly<Record<string, DownloadProgress | undefined>>;
  /** Called to download a document. Without it there are no download buttons. */
  onDownload?: (document: InvoiceDocumentRequest) => void;
  /** What became of the last download of the whole table. */
  exported?: DownloadProgress;
  /** Called to download the table, all of it or that of the chosen year. Without it there is no such button. */
  onExport?: () => void;
  /** What became of the last download of all documents. */
  exportedDocuments?: DownloadProgress;
  /** Called to download the documents, all of them or those of the chosen year. Without it there is no such button. */
  onExportDocuments?: () => void;
  /** The payment that is open, and what stands below its row then; `content` is null until it has been fetched. */
  payment?: { invoice: string; content: ReactNode } | null;
  /** The number of the invoice that was paid last in this visit. */
  paid?: string | null;
  /** Called to open the payment of an invoice (`in_…`), or with null to close it. Without it none can be paid. */
  onPay?: (invoice: string | null) => void;
  /** Called to load again. Without it there is no such button. */
  onRetry?: () => void;
  /** Called to sign in again when the session ended. Without it, trying again is offered. */
  onSignIn?: () => void;
  words?: WordsOverride;
}
