'use client';
import { useOnline, useSubscriptions } from '@billfold/hooks';
import { forwardRef } from 'react';
import { sectionState } from '../../primitives/sectionState.js';
import { problemOf } from '../../problem.js';
import { canUndo, UndoButton } from './UndoButton.js';
import { SubscriptionSummaryView, type SubscriptionSummaryViewProps } from './SubscriptionSummaryView.js';

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
        state={sectionState({ data, error, isFetching, isOnline }, subscriptions.length === 0)}
        subscriptions={subscriptions}
        problem={problemOf(error)}
        renderUndo={(subscription) =>
          canUndo(subscription) ? <UndoButton subscription={subscription} words={props.words} /> : null
        }
        onRetry={() => void query.refetch()}
      />
    );
  },
);

export interface SubscriptionSummaryProps extends Omit<
  SubscriptionSummaryViewProps,
  'state' | 'subscriptions' | 'problem' | 'renderUndo' | 'onRetry'
> {}
