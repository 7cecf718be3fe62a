'use client';
import { useOwnerKey } from '@billfold/hooks';
import type { ReactNode } from 'react';
import { useWords } from '../words/useWords.js';
import { section } from '../words/english/section.js';
import { paymentMethodFormFrame } from '../words/english/sectionFrames.js';
import { Button } from './Button.js';
import { later, useLater } from './later.js';
import { Notice } from './Notice.js';
import type { AddedPaymentMethod, PaymentMethodEntryConnectedProps } from './PaymentMethodEntryConnected.js';

const entry = later(
  async () => (await import('./PaymentMethodEntryConnected.js')).PaymentMethodEntryConnected,
);
const frameWords = { paymentMethodForm: paymentMethodFormFrame, section };

/** Fetches the form for a payment method: call it when a pointer or the focus comes to what opens it. */
export const preloadAddPaymentMethod = (): void => entry.load();

/**
 * The form in which a payment method is put on file, wherever one is missing. Most visitors never see it, so it is
 * fetched when it is shown; its room is there at once.
 */
export function AddPaymentMethod(props: AddPaymentMethodProps) {
  const { paymentMethodForm: say, section: common } = useWords(frameWords, props.words);
  const { part: Entry, hasFailed } = useLater(entry);
  const owner = useOwnerKey();
  if (Entry) return <Entry key={owner} {...props} />;
  return (
    <div className="bf-PaymentMethodEntry" data-state={hasFailed ? 'failed' : 'loading'}>
      {hasFailed ? (
        <Notice
          role="alert"
          tone="danger"
          title={say.failed}
          action={<Button onClick={entry.load}>{common.retry}</Button>}
        >
          <p>{common.reload}</p>
        </Notice>
      ) : (
        <p role="status" className="bf-PaymentMethodEntry-fields bf-muted">
          {say.loading}
        </p>
      )}
    </div>
  );
}

/**
 * How a payment method is put on file where one is missing: a control, or a form that is shown when it is asked for, calls
 * `done` with what is on file now, and `cancel` to be closed.
 */
export type PaymentMethodSlot =
  ReactNode | ((done: (added?: AddedPaymentMethod) => void, cancel: () => void) => ReactNode);

export type AddPaymentMethodProps = PaymentMethodEntryConnectedProps;
