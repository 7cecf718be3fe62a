'use client';
import { useSubscriptions } from '@billfold/hooks';
import { forwardRef } from 'react';
import { Banners } from '../../primitives/Banners.js';
import { TrialBannerConnected } from './TrialBannerConnected.js';
import type { TrialBannerViewProps } from './TrialBannerView.js';

/**
 * Says when a trial ends, and what is charged then. Needs a `BillfoldRoot` above. Renders nothing for those who are not
 * on trial.
 */
export const TrialBanner = forwardRef<HTMLElement, TrialBannerProps>(function TrialBanner(
  { subscription: named, addPaymentMethod, cancel, words, ...rest },
  ref,
) {
  const { subscriptions = [] } = useSubscriptions();
  const trials = subscriptions.filter(
    ({ id, status, trialEndAt }) => (named ?? id) === id && status === 'trialing' && trialEndAt,
  );
  return (
    <Banners
      {...rest}
      ref={ref}
      subscriptions={trials}
      renderBanner={(subscription, root) => (
        <TrialBannerConnected
          key={subscription.id}
          {...root}
          subscription={subscription}
          addPaymentMethod={addPaymentMethod}
          cancel={cancel}
          words={words}
        />
      )}
    />
  );
});

export interface TrialBannerProps extends Omit<
  TrialBannerViewProps,
  'subscription' | 'upcomingInvoice' | 'now'
> {
  /** Which one (`sub_…`). Without it, each of the customer's trials. */
  subscription?: string;
}
