'use client';
import { useEffect, useRef, type ReactNode } from 'react';
import { Button } from '../../primitives/Button.js';
import { Notice } from '../../primitives/Notice.js';
import type { InvoiceListWords } from './invoiceListWords.js';

/**
 * How many invoices are shown, the table to keep, and the way to more of them. They stand here, and not beside the title,
 * because this room is kept before anything is known.
 */
export function InvoiceListFooter({ shown, more, words, onShowMore, children }: InvoiceListFooterProps) {
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
      <div className="bf-InvoiceList-count">
        <p ref={count} tabIndex={-1} className="bf-muted">
          {say.shown(shown, !more)}
        </p>
        {children}
      </div>
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

interface InvoiceListFooterProps {
  shown: number;
  more?: MoreInvoices;
  words: InvoiceListWords;
  onShowMore?: () => void;
  /** The way to the table, where there is one. */
  children?: ReactNode;
}

/** How many the next press adds at most, and what became of the last one. */
export interface MoreInvoices {
  count: number;
  state: 'ready' | 'busy' | 'failed';
}
