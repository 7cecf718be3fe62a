'use client';
import type { Subscription } from '@billfold/contract';
import { useBillfold, useSession, useUpcomingInvoice } from '@billfold/hooks';
import { forwardRef, useState } from 'react';
import { usePaymentMethodSlot } from '../../primitives/usePaymentMethodSlot.js';
import { TrialBannerView, type TrialBannerViewProps } from './TrialBannerView.js';

/** One trial, as billing counts it. */
export const TrialBannerConnected = forwardRef<HTMLElement, TrialBannerConnectedProps>(
  function TrialBannerConnected({ subscription, addPaymentMethod, ...rest }, ref) {
    const { session } = useSession();
    const { upcomingInvoice } = useUpcomingInvoice(subscription.managedBy ? null : subscription.id);
    const addMethod = usePaymentMethodSlot(addPaymentMethod, rest.words);
    const [openedAt] = useState(useBillfold().now);
    return (
      <TrialBannerView
        {...rest}
        ref={ref}
        subscription={subscription}
        upcomingInvoice={upcomingInvoice}
        addPaymentMethod={addMethod}
        // The billing's own clock, which a sandbox can move; this machine's until it is known.
        now={session ? new Date(session.now) : openedAt}
      />
    );
  },
);

interface TrialBannerConnectedProps extends Pick<
  TrialBannerViewProps,
  'addPaymentMethod' | 'cancel' | 'words'
> {
  subscription: Subscription;
}
