import type { Invoice } from '@billfold/contract';
import { memo, type ReactNode } from 'react';
import { Amount } from '../../format/Amount.js';
import { Day } from '../../format/Day.js';
import { Button } from '../../primitives/Button.js';
import { Chip } from '../../primitives/Chip.js';
import { sentenceOf } from '../../problem.js';
import { readable } from '../../words/readable.js';
import { DownloadButton } from './DownloadButton.js';
import type { DownloadProgress, InvoiceDocumentRequest } from './download.js';
import type { InvoiceListWords } from './invoiceListWords.js';
import { invoiceState, invoiceTones, isPayable } from './invoiceState.js';
import { tableRoles } from './tableRoles.js';

/** One invoice, and what became of its last download. Memoized: one download in a list of a thousand renders one row. */
export const InvoiceRow = memo(function InvoiceRow({
  invoice,
  now,
  words,
  pdf,
  receipt,
  onDownload,
  payment,
  onPay,
}: InvoiceRowProps) {
  const { invoiceList: say } = words;
  const { number, total, amountRemaining, amountRefunded, documents } = invoice;
  const state = invoiceState(invoice, now);
  const failure = [pdf, receipt].find((it) => it !== undefined && it !== 'busy');

  return (
    <>
      <tr
        {...tableRoles.row}
        data-invoice={invoice.id}
        data-state={state ?? invoice.status}
        data-failed={failure || payment?.content ? '' : undefined}
      >
        <th {...tableRoles.rowHeader} tabIndex={-1}>
          {number}
        </th>
        <td {...tableRoles.cell}>
          <Day at={invoice.issuedAt} />
        </td>
        <td {...tableRoles.cell}>
          <Chip tone={state ? invoiceTones[state] : 'neutral'}>
            {state ? words.invoiceStates[state] : readable(invoice.status)}
          </Chip>
        </td>
        <td {...tableRoles.cell}>
          <Amount money={total} />
          {amountRemaining.amount > 0 && amountRemaining.amount !== total.amount ? (
            <small>{say.remaining(<Amount money={amountRemaining} />)}</small>
          ) : null}
          {state === 'partlyRefunded' ? (
            <small>{say.refunded(<Amount money={amountRefunded} />)}</small>
          ) : null}
        </td>
        <td {...tableRoles.cell}>
          {onPay && isPayable(invoice) ? (
            <Button
              data-pay=""
              aria-label={say.documentOf(say.pay, number)}
              aria-expanded={payment !== null}
              busy={payment !== null && payment.content === null}
              onClick={() => onPay(payment ? null : invoice.id)}
            >
              {say.pay}
            </Button>
          ) : null}
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
      {payment?.content ? (
        <tr {...tableRoles.row} className="bf-InvoiceList-payment">
          <td {...tableRoles.cell} colSpan={5}>
            {payment.content}
          </td>
        </tr>
      ) : null}
      {failure ? (
        <tr {...tableRoles.row} className="bf-InvoiceList-failure">
          <td {...tableRoles.cell} colSpan={5}>
            <span role="alert">
              {say.notDownloaded(number)} {sentenceOf(failure, words.errors)}
            </span>
          </td>
        </tr>
      ) : null}
    </>
  );
}, isSameRow);

/** What the time does to a row is in its state: its passing alone renders nothing. */
function isSameRow(before: InvoiceRowProps, after: InvoiceRowProps): boolean {
  return (
    before.invoice === after.invoice &&
    before.pdf === after.pdf &&
    before.receipt === after.receipt &&
    before.onDownload === after.onDownload &&
    before.onPay === after.onPay &&
    before.payment === null &&
    after.payment === null &&
    before.words === after.words &&
    invoiceState(before.invoice, before.now) === invoiceState(after.invoice, after.now)
  );
}

interface InvoiceRowProps {
  invoice: Invoice;
  now: Date;
  words: InvoiceListWords;
  pdf: DownloadProgress | undefined;
  receipt: DownloadProgress | undefined;
  onDownload: ((document: InvoiceDocumentRequest) => void) | undefined;
  /** Its payment, while that is open. `content` is null as long as it has not been fetched. */
  payment: { content: ReactNode } | null;
  /** Called to open its payment, or to close it again. */
  onPay: ((invoice: string | null) => void) | undefined;
}
