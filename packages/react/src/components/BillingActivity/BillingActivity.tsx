'use client';
import { useActivity, useOnline, useOwnerKey, useSession } from '@billfold/hooks';
import { forwardRef, useState } from 'react';
import { sectionState } from '../../primitives/sectionState.js';
import { problemOf } from '../../problem.js';
import { BillingActivityView, type BillingActivityViewProps } from './BillingActivityView.js';

/** How many lines a press on "Show more" adds: a page, as the server cuts them when nobody says otherwise. */
const PAGE = 20;

/**
 * What was done to the customer's billing: by them, by the business, and by itself when its time had come. Needs a
 * `BillfoldRoot` above. A few lines at first, more on demand.
 */
export const BillingActivity = forwardRef<HTMLElement, BillingActivityProps>(
  function BillingActivity(props, ref) {
    // How much was looked at is the customer's, and not the next one's.
    return <CustomersActivity {...props} ref={ref} key={useOwnerKey()} />;
  },
);

const CustomersActivity = forwardRef<HTMLElement, BillingActivityProps>(function CustomersActivity(
  { initialRows = 5, ...rest },
  ref,
) {
  const [shown, setShown] = useState(initialRows);
  const query = useActivity();
  const { session } = useSession();
  const isOnline = useOnline();

  const { activity = [], hasNextPage, isFetchingNextPage, isFetchNextPageError } = query;
  const visible = activity.slice(0, shown);
  const moreLoaded = activity.length - visible.length;
  const hasMore = moreLoaded > 0 || hasNextPage;
  // What failed or is awaited is the next page then, and the lines that are there are as good as before.
  const isPaging = isFetchingNextPage || isFetchNextPageError;
  const { data, error, isFetching } = query;
  const facts = isPaging ? { data, error: null, isFetching: false } : { data, error, isFetching };

  async function showMore() {
    const goal = visible.length + PAGE;
    if (activity.length < goal && hasNextPage && (await query.fetchNextPage()).isFetchNextPageError) return;
    setShown(goal);
  }

  return (
    <BillingActivityView
      {...rest}
      ref={ref}
      state={sectionState({ ...facts, isOnline }, activity.length === 0 && !hasMore)}
      entries={visible}
      business={session?.branding.displayName}
      problem={problemOf(error)}
      initialRows={initialRows}
      more={
        hasMore
          ? {
              count: hasNextPage ? PAGE : Math.min(PAGE, moreLoaded),
              state: isFetchingNextPage ? 'busy' : isFetchNextPageError ? 'failed' : 'ready',
            }
          : undefined
      }
      onShowMore={() => void showMore()}
      onRetry={() => void query.refetch()}
    />
  );
});

export interface BillingActivityProps extends Omit<
  BillingActivityViewProps,
  'state' | 'entries' | 'business' | 'problem' | 'more' | 'onShowMore' | 'onRetry'
> {}
