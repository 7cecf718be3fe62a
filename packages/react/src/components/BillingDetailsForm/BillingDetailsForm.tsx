'use client';
import { useBillingDetails, useOwnerKey } from '@billfold/hooks';
import { forwardRef } from 'react';
import { later, useLater } from '../../primitives/later.js';
import { SectionFrame } from '../../primitives/SectionFrame.js';
import { section } from '../../words/english/section.js';
import { billingDetailsFrame } from '../../words/english/sectionFrames.js';
import { useWords } from '../../words/useWords.js';
import { BillingDetailsBones } from './BillingDetailsBones.js';
import type { BillingDetailsFormViewProps } from './BillingDetailsStage.js';

const connected = later(
  async () => (await import('./BillingDetailsFormConnected.js')).BillingDetailsFormConnected,
);
const frameWords = { billingDetails: billingDetailsFrame, section };

/**
 * What is printed on the next invoice and where it is sent: name, address, tax ids, invoice emails, a reference. Read
 * first, changed in a form that is fetched when it is opened. Needs a `BillfoldRoot` above, and no `<form>` around it.
 * Renders nothing where the portal does not offer it.
 */
export const BillingDetailsForm = forwardRef<HTMLElement, BillingDetailsFormProps>(
  function BillingDetailsForm(props, ref) {
    // Asked for while the rest is on its way.
    useBillingDetails();
    const { part: Connected, hasFailed } = useLater(connected);
    const owner = useOwnerKey();
    return Connected ? (
      <Connected key={owner} {...props} ref={ref} />
    ) : (
      <Frame {...props} ref={ref} hasFailed={hasFailed} />
    );
  },
);

const Frame = forwardRef<HTMLElement, BillingDetailsFormProps & { hasFailed: boolean }>(function Frame(
  { words: own, onSaved, onSignIn, ...rest },
  ref,
) {
  const words = useWords(frameWords, own);
  return (
    <SectionFrame
      {...rest}
      ref={ref}
      name="BillingDetailsForm"
      say={words.billingDetails}
      section={words.section}
      bones={<BillingDetailsBones />}
      onRetry={connected.load}
    />
  );
});

export interface BillingDetailsFormProps extends Pick<
  BillingDetailsFormViewProps,
  Exclude<
    keyof BillingDetailsFormViewProps,
    | 'state'
    | 'details'
    | 'isEditing'
    | 'form'
    | 'outcome'
    | 'nextInvoice'
    | 'loadProblem'
    | 'onEdit'
    | 'onRetry'
  >
> {
  /** Called when something was saved. */
  onSaved?: () => void;
}
