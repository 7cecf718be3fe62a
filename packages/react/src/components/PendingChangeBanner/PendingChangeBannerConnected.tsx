'use client';
import type { Subscription } from '@billfold/contract';
import { useDeletePendingChange, useSession } from '@billfold/hooks';
import { forwardRef } from 'react';
import { problemOf } from '../../problem.js';
import { PendingChangeBannerView, type PendingChangeBannerViewProps } from './PendingChangeBannerView.js';

/** One scheduled change, with the way to undo it. */
export const PendingChangeBannerConnected = forwardRef<
  HTMLElement,
  Pick<PendingChangeBannerViewProps, 'words'> & { subscription: Subscription }
>(function PendingChangeBannerConnected({ subscription, ...rest }, ref) {
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
