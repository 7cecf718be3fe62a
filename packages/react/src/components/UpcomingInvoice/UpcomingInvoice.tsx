'use client';
import { useSubscriptions } from '@billfold/hooks';
import { forwardRef } from 'react';
import { later, useLater } from '../../primitives/later.js';
import { SectionFrame } from '../../primitives/SectionFrame.js';
import { section } from '../../words/english/section.js';
import { upcomingInvoiceFrame } from '../../words/english/sectionFrames.js';
import { useWords } from '../../words/useWords.js';
import { UpcomingInvoiceBones } from './UpcomingInvoiceBones.js';
import type { UpcomingInvoiceViewProps } from './UpcomingInvoiceView.js';

const connected = later(async () => (await import('./UpcomingInvoiceConnected.js')).UpcomingInvoiceConnected);
const frameWords = { upcomingInvoice: upcomingInvoiceFrame, section };

/** What the customer is going to be charged next, and when, as it would be now. Needs a `BillfoldRoot` above. */
export const UpcomingInvoice = forwardRef<HTMLElement, UpcomingInvoiceProps>(
  function UpcomingInvoice(props, ref) {
    // Asked for while the rest is on its way.
    useSubscriptions();
    const { part: Connected, hasFailed } = useLater(connected);
    return Connected ? (
      <Connected {...props} ref={ref} />
    ) : (
      <Frame {...props} ref={ref} hasFailed={hasFailed} />
    );
  },
);

const Frame = forwardRef<HTMLElement, UpcomingInvoiceProps & { hasFailed: boolean }>(function Frame(
  { words: own, subscription, onSignIn, ...rest },
  ref,
) {
  const words = useWords(frameWords, own);
  return (
    <SectionFrame
      {...rest}
      ref={ref}
      name="UpcomingInvoice"
      say={words.upcomingInvoice}
      section={words.section}
      bones={<UpcomingInvoiceBones />}
      onRetry={connected.fetch}
    />
  );
});

export interface UpcomingInvoiceProps extends Omit<
  UpcomingInvoiceViewProps,
  'state' | 'invoice' | 'subscriptions' | 'subscription' | 'problem' | 'onSubscription' | 'onRetry'
> {
  /** Whose next invoice is shown: `sub_…`. @default the customer's; where there are several, they choose */
  subscription?: string;
}
