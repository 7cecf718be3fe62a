'use client';
import { useEffect, useRef, type ReactNode } from 'react';
import { Button } from './Button.js';
import { Notice } from './Notice.js';

/**
 * How many rows are shown, what else can be had of them, and the way to more. They stand here, and not beside the title,
 * because this room is kept before anything is known.
 */
export function ListFooter({ shown, more, say, retry, onShowMore, children }: ListFooterProps) {
  const count = useRef<HTMLParagraphElement>(null);
  const pressed = useRef(false);
  const canShowMore = more !== undefined && onShowMore !== undefined;

  // The last page takes the button away; who pressed it by keyboard must not be sent back to the top of the page.
  useEffect(() => {
    if (!canShowMore && pressed.current) count.current?.focus({ preventScroll: true });
  }, [canShowMore]);

  return (
    <div className="bf-ListFooter">
      {more?.state === 'failed' ? <Notice role="alert" tone="danger" title={say.moreFailed} /> : null}
      <div className="bf-ListFooter-count">
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
          {more.state === 'failed' ? retry : say.showMore(more.count)}
        </Button>
      ) : null}
    </div>
  );
}

interface ListFooterProps {
  shown: number;
  more?: MoreRows;
  say: {
    shown: (count: number, all: boolean) => string;
    showMore: (count: number) => string;
    moreFailed: string;
  };
  /** On the button after more could not be had. */
  retry: string;
  onShowMore?: () => void;
  /** What else can be had of the list, such as the way to download it. */
  children?: ReactNode;
}

/** How many the next press adds at most, and what became of the last one. */
export interface MoreRows {
  count: number;
  state: 'ready' | 'busy' | 'failed';
}
