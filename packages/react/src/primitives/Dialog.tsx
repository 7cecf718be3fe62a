'use client';
import { lazy, Suspense } from 'react';
import type { DialogContentProps } from './DialogContent.js';

const importContent = () => import('./DialogContent.js');

// Most visitors never open it, so its 13 kB are fetched with the first press, or a little before.
const DialogContent = lazy(() =>
  importContent().then(
    ({ DialogContent: Content }) => ({ default: Content }),
    // The part could not be had. What it holds is worth more than its frame.
    () => ({ default: InPlace }),
  ),
);

/** Fetches the dialog before it is opened: call it when a pointer or the focus comes to the opener. */
export function preloadDialog(): void {
  importContent().catch(() => {});
}

/**
 * A question that must be answered before anything else. It stays inside the nearest `.bf-root`, whose theme it has,
 * and is shown above the page. Never put a card form or a bank's step into it: those need a page without a trap.
 */
export function Dialog({ isOpen, ...content }: DialogProps) {
  return <Suspense fallback={null}>{isOpen ? <DialogContent {...content} /> : null}</Suspense>;
}

function InPlace({ title, children }: DialogContentProps) {
  return (
    <div className="bf-Dialog" data-in-place="">
      <h2 className="bf-Dialog-title">{title}</h2>
      {children}
    </div>
  );
}

export interface DialogProps extends DialogContentProps {
  isOpen: boolean;
}
