'use client';
import { useSubscriptions } from '@billfold/hooks';
import { forwardRef } from 'react';
import { Banners, useOnceConcerned } from '../../primitives/Banners.js';
import { PendingChangeBannerConnected } from './PendingChangeBannerConnected.js';
import type { PendingChangeBannerViewProps } from './PendingChangeBannerView.js';

/**
 * Says which change of plan is going to come, and lets it be undone. Needs a `BillfoldRoot` above. Renders nothing while
 * no change is scheduled.
 */
export const PendingChangeBanner = forwardRef<HTMLElement, PendingChangeBannerProps>(
  function PendingChangeBanner({ subscription: named, words, ...rest }, ref) {
    const { subscriptions = [] } = useSubscriptions();
    const concerned = useOnceConcerned(subscriptions, named, ({ pendingChange }) => pendingChange !== null);
    return (
      <Banners
        {...rest}
        ref={ref}
        subscriptions={concerned}
        renderBanner={(subscription, root) => (
          <PendingChangeBannerConnected
            key={subscription.id}
            {...root}
            subscription={subscription}
            words={words}
          />
        )}
      />
    );
  },
);

export interface PendingChangeBannerProps extends Omit<
  PendingChangeBannerViewProps,
  'state' | 'subscription' | 'problem' | 'onUndo'
> {
  /** Which one (`sub_…`). Without it, each of the customer's that has a change to come. */
  subscription?: string;
}
