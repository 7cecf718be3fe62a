'use client';
import { useEffect, useRef } from 'react';
import { Button } from '../../primitives/Button.js';
import { Notice } from '../../primitives/Notice.js';
import type { InvoiceListWords } from './invoiceListWords.js';

/** How many invoices are shown, and the way to more of them. */
export function InvoiceListFooter({ shown, more, words, onShowMore }: InvoiceListFooterProps) {
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

interface InvoiceListFooterProps {
  shown: number;
  more?: MoreInvoices;
  words: InvoiceListWords;
  onShowMore?: () => void;
}

/** How many the next press adds at most, and what became of the last one. */
export interface MoreInvoices {
  count: number;
  state: 'ready' | 'busy' | 'failed';
}
