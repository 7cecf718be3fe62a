'use client';
import { clsx } from 'clsx/lite';
import type { Invoice } from '@billfold/contract';
import { forwardRef, memo, useEffect, useRef, useState, type CSSProperties, type ReactNode } from 'react';
import { Amount } from '../../format/Amount.js';
import { Day } from '../../format/Day.js';
import { Button } from '../../primitives/Button.js';
import { Chip } from '../../primitives/Chip.js';
import { Notice } from '../../primitives/Notice.js';
import { Section, type SectionProps } from '../../primitives/Section.js';
import { SectionProblem } from '../../primitives/SectionProblem.js';
import { Bone } from '../../primitives/Skeleton.js';
import type { Problem } from '../../problem.js';
import { errors } from '../../words/english/errors.js';
import { invoiceList } from '../../words/english/invoiceList.js';
import { invoiceStates } from '../../words/english/invoiceStates.js';
import { section } from '../../words/english/section.js';
import { useWords } from '../../words/useWords.js';
import type { Words, WordsOverride } from '../../words/Words.js';
import { InvoiceFilterSelect } from './InvoiceFilterSelect.js';
import type { InvoiceFilter } from './invoiceFilter.js';
import { invoiceState, invoiceTones } from './invoiceState.js';

const english = { errors, invoiceList, invoiceStates, section };

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
  const words = useWords(english, ownWords);
  const { invoiceList: say } = words;
  const isForbidden = state === 'forbidden';
  const rows = isForbidden ? [] : invoices;
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
      announcement={useAnnouncement(state, rows.length, words)}
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
        {isKnownEmpty ? <Empty filter={filter} words={say} onFilter={onFilter} /> : null}
        {rows.length > 0 || state === 'loading' ? (
          <Table words={say} isLoading={state === 'loading'}>
            {state === 'loading' ? <Bones rows={initialRows} /> : null}
            {rows.map((invoice) => (
              <Row
                key={invoice.id}
                invoice={invoice}
                now={now}
                words={words}
                pdf={downloads?.[`${invoice.id} invoice`]}
                receipt={downloads?.[`${invoice.id} receipt`]}
                onDownload={download}
              />
            ))}
          </Table>
        ) : null}
        {rows.length > 0 ? (
          <Footer shown={rows.length} more={more} words={words} onShowMore={onShowMore} />
        ) : null}
      </div>
    </Section>
  );
});

/**
 * What each element of a table is anyhow, said aloud: in a narrow place the rows are laid out as boxes, and an element
 * that is not laid out as a table is no longer one for those who listen.
 */
const role = {
  table: { role: 'table' },
  rowGroup: { role: 'rowgroup' },
  row: { role: 'row' },
  columnHeader: { role: 'columnheader' },
  rowHeader: { role: 'rowheader' },
  cell: { role: 'cell' },
};

function Table({ words, isLoading, children }: TableProps) {
  return (
    <table className="bf-InvoiceList-table" {...role.table} aria-hidden={isLoading || undefined}>
      <caption className="bf-VisuallyHidden">{words.caption}</caption>
      <thead {...role.rowGroup}>
        <tr {...role.row}>
          <th {...role.columnHeader} scope="col">
            {words.number}
          </th>
          <th {...role.columnHeader} scope="col">
            {words.date}
          </th>
          <th {...role.columnHeader} scope="col">
            {words.status}
          </th>
          <th {...role.columnHeader} scope="col">
            {words.amount}
          </th>
          <th {...role.columnHeader} scope="col">
            {words.actions}
          </th>
        </tr>
      </thead>
      <tbody {...role.rowGroup}>{children}</tbody>
    </table>
  );
}

interface TableProps {
  words: Words['invoiceList'];
  /** While there are only bones it is nothing to listen to. */
  isLoading: boolean;
  children: ReactNode;
}

/** Memoized: one download in a list of a thousand renders one row. */
const Row = memo(function Row({ invoice, now, words, pdf, receipt, onDownload }: RowProps) {
  const { invoiceList: say } = words;
  const { number, total, amountRemaining, amountRefunded, documents } = invoice;
  const state = invoiceState(invoice, now);
  const failure = [pdf, receipt].find((it) => it !== undefined && it !== 'busy');

  return (
    <>
      <tr {...role.row} data-state={state ?? invoice.status} data-failed={failure ? '' : undefined}>
        <th {...role.rowHeader} scope="row">
          {number}
        </th>
        <td {...role.cell}>
          <Day at={invoice.issuedAt} />
        </td>
        <td {...role.cell}>
          <Chip tone={state ? invoiceTones[state] : 'neutral'}>
            {state ? words.invoiceStates[state] : readable(invoice.status)}
          </Chip>
        </td>
        <td {...role.cell}>
          <Amount money={total} />
          {amountRemaining.amount > 0 && amountRemaining.amount !== total.amount ? (
            <small>{say.remaining(<Amount money={amountRemaining} />)}</small>
          ) : null}
          {state === 'partlyRefunded' ? (
            <small>{say.refunded(<Amount money={amountRefunded} />)}</small>
          ) : null}
        </td>
        <td {...role.cell}>
          {onDownload && documents.receipt ? (
            <DownloadButton
              text={say.receipt}
              number={number}
              progress={receipt}
              words={say}
              onClick={() => onDownload({ invoice: invoice.id, kind: 'receipt' })}
            />
          ) : null}
          {onDownload && documents.invoice ? (
            <DownloadButton
              text={say.pdf}
              number={number}
              progress={pdf}
              words={say}
              onClick={() => onDownload({ invoice: invoice.id, kind: 'invoice' })}
            />
          ) : null}
        </td>
      </tr>
      {failure ? (
        <tr {...role.row} className="bf-InvoiceList-failure">
          <td {...role.cell} colSpan={5}>
            <span role="alert">
              {say.notDownloaded(number)} {sentenceFor(failure, words.errors)}
            </span>
          </td>
        </tr>
      ) : null}
    </>
  );
}, isSameRow);

/** What the time does to a row is in its state: its passing alone renders nothing. */
function isSameRow(before: RowProps, after: RowProps): boolean {
  return (
    before.invoice === after.invoice &&
    before.pdf === after.pdf &&
    before.receipt === after.receipt &&
    before.onDownload === after.onDownload &&
    before.words === after.words &&
    invoiceState(before.invoice, before.now) === invoiceState(after.invoice, after.now)
  );
}

interface RowProps {
  invoice: Invoice;
  now: Date;
  words: ListWords;
  pdf: DownloadProgress | undefined;
  receipt: DownloadProgress | undefined;
  onDownload: InvoiceListViewProps['onDownload'];
}

function DownloadButton({ text, number, progress, words, onClick }: DownloadButtonProps) {
  const busy = progress === 'busy';
  const name = words.documentOf(text, number);
  return (
    <Button variant="quiet" busy={busy} aria-label={busy ? words.downloading(name) : name} onClick={onClick}>
      {text}
    </Button>
  );
}

interface DownloadButtonProps {
  text: string;
  number: string;
  progress: DownloadProgress | undefined;
  words: Words['invoiceList'];
  onClick: () => void;
}

/** Rows of the same height as those that they stand in for. */
function Bones({ rows }: { rows: number }) {
  return Array.from({ length: rows }, (_, index) => (
    <tr key={index} {...role.row}>
      {Array.from({ length: 5 }, (_, column) => (
        <td key={column} {...role.cell}>
          <Bone />
        </td>
      ))}
    </tr>
  ));
}

function Empty({
  filter,
  words,
  onFilter,
}: Pick<InvoiceListViewProps, 'filter' | 'onFilter'> & { words: Words['invoiceList'] }) {
  const isFiltered = filter?.status !== undefined || filter?.year !== undefined;
  return (
    <div className="bf-InvoiceList-empty">
      <p>{isFiltered ? words.noMatch : words.empty}</p>
      {isFiltered ? null : <p className="bf-muted">{words.emptyAdvice}</p>}
      {isFiltered && onFilter ? <Button onClick={() => onFilter({})}>{words.showAll}</Button> : null}
    </div>
  );
}

function Footer({ shown, more, words, onShowMore }: FooterProps) {
  const { invoiceList: say } = words;
  const count = useRef<HTMLParagraphElement>(null);
  const pressed = useRef(false);
  const canShowMore = more !== undefined && onShowMore !== undefined;

  // The last page takes the button away; who pressed it by keyboard must not be sent back to the top of the page.
  useEffect(() => {
    if (!canShowMore && pressed.current) count.current?.focus({ preventScroll: true });
  }, [canShowMore]);

  return (
    <div className="bf-InvoiceList-footer">
      {more?.state === 'failed' ? <Notice role="alert" tone="danger" title={say.moreFailed} /> : null}
      <p ref={count} tabIndex={-1} className="bf-muted">
        {say.shown(shown, !more)}
      </p>
      {canShowMore ? (
        <Button
          busy={more.state === 'busy'}
          onClick={() => {
            pressed.current = true;
            onShowMore();
          }}
        >
          {more.state === 'failed' ? words.section.retry : say.showMore(more.count)}
        </Button>
      ) : null}
    </div>
  );
}

interface FooterProps extends Pick<InvoiceListViewProps, 'more' | 'onShowMore'> {
  shown: number;
  words: ListWords;
}

/** What the section says aloud: what it is waiting for, and how many rows were added to those that were there. */
function useAnnouncement(
  state: SectionProps['state'],
  shown: number,
  { invoiceList, section }: ListWords,
): string {
  const [added, setAdded] = useState(0);
  const before = useRef(shown);
  useEffect(() => {
    setAdded(before.current > 0 ? shown - before.current : 0);
    before.current = shown;
  }, [shown]);

  if (state === 'loading') return invoiceList.loading;
  if (state === 'refreshing') return section.refreshing;
  return added > 0 ? invoiceList.moreShown(added, shown) : '';
}

function sentenceFor({ code }: Problem, sentences: Words['errors']): string {
  return sentences[code as keyof typeof sentences] ?? sentences.internal;
}

/** A status that this version has no word for: better its bare name than nothing. */
const readable = (status: string) => status.replaceAll('_', ' ');

type ListWords = Pick<Words, keyof typeof english>;

/** A download that is under way, or why it failed. */
export type DownloadProgress = 'busy' | Problem;

/** One document of one invoice. */
export interface InvoiceDocumentRequest {
  /** The invoice's id. */
  invoice: string;
  kind: 'invoice' | 'receipt';
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
  /** Whether there are more, how many the next press adds at most, and what became of the last one. */
  more?: { count: number; state: 'ready' | 'busy' | 'failed' };
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
