'use client';
import type { Subscription } from '@billfold/contract';
import { useDeletePendingChange, useSession, useSubscriptions } from '@billfold/hooks';
import { forwardRef } from 'react';
import { Banners, useOnceConcerned } from '../../primitives/Banners.js';
import { problemOf } from '../../problem.js';
import { PendingChangeBannerView, type PendingChangeBannerViewProps } from './PendingChangeBannerView.js';

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
          <OfSubscription key={subscription.id} {...root} subscription={subscription} words={words} />
        )}
      />
    );
  },
);

const OfSubscription = forwardRef<
  HTMLElement,
  Pick<PendingChangeBannerViewProps, 'words'> & { subscription: Subscription }
>(function OfSubscription({ subscription, ...rest }, ref) {
  const { session } = useSession();
  const undoing = useDeletePendingChange(subscription);
  const mayUndo =
    session?.features.subscriptionUpdate.enabled && session.capabilities.includes('subscriptions:write');
  const isUndone = !subscription.pendingChange && undoing.isSuccess;
  return (
    <PendingChangeBannerView
      {...rest}
      ref={ref}
      state={undoing.isPending ? 'undoing' : isUndone ? 'undone' : 'ready'}
      subscription={subscription}
      problem={problemOf(undoing.error)}
      onUndo={mayUndo ? () => undoing.deletePendingChange() : undefined}
    />
  );
});

export interface PendingChangeBannerProps extends Omit<
  PendingChangeBannerViewProps,
  'state' | 'subscription' | 'problem' | 'onUndo'
> {
  /** Which one (`sub_…`). Without it, each of the customer's that has a change to come. */
  subscription?: string;
}
