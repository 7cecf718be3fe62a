'use client';
import type { Subscription } from '@billfold/contract';
import { useBillfold, useSession, useSubscriptions, useUpcomingInvoice } from '@billfold/hooks';
import { forwardRef, useState } from 'react';
import { Banners } from '../../primitives/Banners.js';
import { TrialBannerView, type TrialBannerViewProps } from './TrialBannerView.js';

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
        <OfSubscription
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

const OfSubscription = forwardRef<HTMLElement, OfSubscriptionProps>(function OfSubscription(
  { subscription, ...rest },
  ref,
) {
  const { session } = useSession();
  const { upcomingInvoice } = useUpcomingInvoice(subscription.id);
  const [openedAt] = useState(useBillfold().now);
  return (
    <TrialBannerView
      {...rest}
      ref={ref}
      subscription={subscription}
      upcomingInvoice={upcomingInvoice}
      // The billing's own clock, which a sandbox can move; this machine's until it is known.
      now={session ? new Date(session.now) : openedAt}
    />
  );
});

interface OfSubscriptionProps extends Pick<TrialBannerViewProps, 'addPaymentMethod' | 'cancel' | 'words'> {
  subscription: Subscription;
}

export interface TrialBannerProps extends Omit<
  TrialBannerViewProps,
  'subscription' | 'upcomingInvoice' | 'now'
> {
  /** Which one (`sub_…`). Without it, each of the customer's trials. */
  subscription?: string;
}
