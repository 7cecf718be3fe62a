'use client';
import { useOnline, useSubscriptions } from '@billfold/hooks';
import { forwardRef, lazy, Suspense, type ReactNode } from 'react';
import { sectionState } from '../../primitives/sectionState.js';
import { canUndo } from '../../primitives/subscriptionState.js';
import { UpgradeLink } from '../../primitives/UpgradeLink.js';
import { problemOf } from '../../problem.js';
import { SubscriptionSummaryView, type SubscriptionSummaryViewProps } from './SubscriptionSummaryView.js';

// Few plans have something to take back, and the pages of all others do not load how that is done. Where it can not be
// fetched there is no button; the plan itself is worth showing all the same.
const UndoButton = lazy(() =>
  import('./UndoButton.js').then(
    ({ UndoButton: Button }) => ({ default: Button }),
    () => ({ default: () => null }),
  ),
);

/**
 * What the customer pays for: plan, price, seats, and when it renews or ends; "Free" for those who pay for nothing.
 * Needs a `BillfoldRoot` above.
 */
export const SubscriptionSummary = forwardRef<HTMLElement, SubscriptionSummaryProps>(
  function SubscriptionSummary(props, ref) {
    const query = useSubscriptions();
    const isOnline = useOnline();
    const { data, error, isFetching, subscriptions = [] } = query;

    return (
      <SubscriptionSummaryView
        {...props}
        ref={ref}
        upgrade={props.upgrade === undefined ? <UpgradeLink words={props.words} /> : props.upgrade}
        state={sectionState({ data, error, isFetching, isOnline }, subscriptions.length === 0)}
        subscriptions={subscriptions}
        problem={problemOf(error)}
        renderUndo={(subscription) =>
          canUndo(subscription) ? (
            <Suspense fallback={null}>
              <UndoButton subscription={subscription} words={props.words} />
            </Suspense>
          ) : null
        }
        onRetry={() => void query.refetch()}
      />
    );
  },
);

export interface SubscriptionSummaryProps extends Omit<
  SubscriptionSummaryViewProps,
  'state' | 'subscriptions' | 'problem' | 'upgrade' | 'renderUndo' | 'onRetry'
> {
  /** What stands below the free plan. @default a link to the `upgradeUrl` of the portal's configuration; `null`: nothing */
  upgrade?: ReactNode;
}
