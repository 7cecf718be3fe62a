'use client';
import { Dialog } from 'radix-ui';
import { useId, useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';
import { useDrawn } from './useDrawn.js';

/** The frame of an open dialog: takes the focus, keeps it, and gives it back. Loaded by `Dialog` when it is needed. */
export function DialogContent({
  role = 'dialog',
  title,
  describedBy,
  initialFocus,
  returnFocus,
  onClose,
  children,
}: DialogContentProps) {
  const titleId = useId();
  const stage = useRef<HTMLDivElement>(null);
  const dialog = useRef<HTMLDivElement>(null);
  useDrawn(dialog);

  // The top layer: above everything, and out of reach of a host's `overflow`, `transform` and `contain`. An engine
  // without it (jsdom is one) shows the same in a fixed place, so the attribute that hides it first is set only here.
  useLayoutEffect(() => {
    if (!stage.current?.showPopover) return;
    stage.current.setAttribute('popover', 'manual');
    stage.current.showPopover();
  }, []);

  return (
    <Dialog.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
      <div ref={stage} className="bf-Dialog-stage">
        <Dialog.Content
          ref={dialog}
          role={role}
          aria-modal="true"
          aria-labelledby={titleId}
          aria-describedby={describedBy}
          className="bf-Dialog"
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            // A long text begins at its beginning; what has the focus is in sight at the end of the dialog.
            initialFocus.current?.focus({ preventScroll: true });
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            returnFocus()?.focus();
          }}
          // A stray click must not throw away what was written.
          onInteractOutside={(event) => event.preventDefault()}
        >
          <h2 id={titleId} className="bf-Dialog-title">
            {title}
          </h2>
          {children}
        </Dialog.Content>
      </div>
    </Dialog.Root>
  );
}

export interface DialogContentProps {
  /** `alertdialog` for what can't be undone without a loss. @default 'dialog' */
  role?: 'dialog' | 'alertdialog';
  title: ReactNode;
  /** Id of the text that says what it is about; read out when it opens. */
  describedBy?: string;
  /** What has the focus first: the action that destroys least. */
  initialFocus: RefObject<HTMLElement | null>;
  /** What has the focus when it is closed: the opener, or what has taken its place. */
  returnFocus: () => HTMLElement | null | undefined;
  /** Called by Escape. */
  onClose: () => void;
  children: ReactNode;
}
