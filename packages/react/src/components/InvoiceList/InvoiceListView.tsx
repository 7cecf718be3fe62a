'use client';
import { clsx } from 'clsx/lite';
import type { Invoice } from '@billfold/contract';
import { forwardRef, type CSSProperties } from 'react';
import { Section, type SectionProps } from '../../primitives/Section.js';
import { SectionProblem } from '../../primitives/SectionProblem.js';
import type { Problem } from '../../problem.js';
import { useWords } from '../../words/useWords.js';
import type { WordsOverride } from '../../words/Words.js';
import type { DownloadProgress, InvoiceDocumentRequest } from './download.js';
import { InvoiceFilterSelect } from './InvoiceFilterSelect.js';
import type { InvoiceFilter } from './invoiceFilter.js';
import { InvoiceListEmpty } from './InvoiceListEmpty.js';
import { InvoiceListFooter, type MoreInvoices } from './InvoiceListFooter.js';
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
  const rows = isForbidden ? [] : invoices;
  const announcement = useAnnouncement({ state, shown: rows.length, filter, hasMore: Boolean(more), words });
  const isKnownEmpty =
    rows.length === 0 && (state === 'empty' || state === 'refreshing' || state === 'ready');
  // Whoever must sign in again can't download; a button that only fails would be a trap.
  const download = state === 'expired' ? undefined : onDownload;

  return (
    <Section
      title={say.title}
      {...rest}
      ref={ref}
      state={state}
      className={clsx('bf-InvoiceList', className)}
      announcement={announcement}
      aside={
        onFilter && !isForbidden ? (
          <InvoiceFilterSelect filter={filter ?? {}} now={now} words={say} onFilter={onFilter} />
        ) : null
      }
    >
      <div className="bf-InvoiceList-rows" style={{ '--_rows': initialRows } as CSSProperties}>
        <SectionProblem
          state={state}
          problem={problem}
          failed={say.failed}
          words={words}
          stale={rows.length > 0}
          onRetry={onRetry}
          onSignIn={onSignIn}
        />
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
              />
            ))}
          </InvoiceTable>
        ) : null}
        {rows.length > 0 ? (
          <InvoiceListFooter shown={rows.length} more={more} words={words} onShowMore={onShowMore} />
        ) : null}
      </div>
    </Section>
  );
});

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
  more?: MoreInvoices;
  onShowMore?: () => void;
  /** Downloads that are not done, by `in_… invoice` and `in_… receipt`. */
  downloads?: Readonly<Record<string, DownloadProgress | undefined>>;
  /** Called to download a document. Without it there are no download buttons. */
  onDownload?: (document: InvoiceDocumentRequest) => void;
  /** Called to load again. Without it there is no such button. */
  onRetry?: () => void;
  /** Called to sign in again when the session ended. Without it, trying again is offered. */
  onSignIn?: () => void;
  words?: WordsOverride;
}
