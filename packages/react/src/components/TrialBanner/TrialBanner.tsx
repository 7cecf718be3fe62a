'use client';
import { useSubscriptions } from '@billfold/hooks';
import { forwardRef } from 'react';
import { Banners } from '../../primitives/Banners.js';
import { later, useLater } from '../../primitives/later.js';
import type { TrialBannerViewProps } from './TrialBannerView.js';

const connected = later(async () => (await import('./TrialBannerConnected.js')).TrialBannerConnected);

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
  const { part: Connected } = useLater(connected, trials.length > 0);
  if (!Connected) return null;
  return (
    <Banners
      {...rest}
      ref={ref}
      subscriptions={trials}
      renderBanner={(subscription, root) => (
        <Connected
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
