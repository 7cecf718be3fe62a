'use client';
import { useOnline, useSubscriptions, useUpcomingInvoice } from '@billfold/hooks';
import { forwardRef, useState } from 'react';
import { sectionState } from '../../primitives/sectionState.js';
import { problemOf } from '../../problem.js';
import { UpcomingInvoiceView, type UpcomingInvoiceViewProps } from './UpcomingInvoiceView.js';

/** What the customer is going to be charged next, and when, as it would be now. Needs a `BillfoldRoot` above. */
export const UpcomingInvoice = forwardRef<HTMLElement, UpcomingInvoiceProps>(function UpcomingInvoice(
  { subscription: wanted, ...rest },
  ref,
) {
  const list = useSubscriptions();
  const isOnline = useOnline();
  const [chosen, setChosen] = useState<string | null>(null);

  const living = (list.subscriptions ?? []).filter(({ status }) => status !== 'canceled');
  const offered = wanted ? living.filter(({ id }) => id === wanted) : living;
  const subscription = offered.find(({ id }) => id === chosen) ?? offered[0];
  // Who bills it instead knows what is next, and we do not.
  const isManaged = Boolean(subscription?.managedBy);
  const next = useUpcomingInvoice(subscription && !isManaged ? subscription.id : null);
  const invoice = (!isManaged && next.upcomingInvoice) || null;

  const isFree = list.data !== undefined && !subscription;
  const error = list.error ?? next.error;
  const isKnown = isFree || isManaged || next.upcomingInvoice !== undefined;

  return (
    <UpcomingInvoiceView
      {...rest}
      ref={ref}
      state={sectionState(
        {
          data: isKnown ? true : undefined,
          error,
          isFetching: list.isFetching || next.isFetching,
          isOnline,
        },
        invoice === null,
      )}
      invoice={invoice}
      subscriptions={offered}
      subscription={subscription?.id}
      problem={problemOf(error)}
      onSubscription={setChosen}
      onRetry={() => {
        void list.refetch();
        if (subscription && !isManaged) void next.refetch();
      }}
    />
  );
});

export interface UpcomingInvoiceProps extends Omit<
  UpcomingInvoiceViewProps,
  'state' | 'invoice' | 'subscriptions' | 'subscription' | 'problem' | 'onSubscription' | 'onRetry'
> {
  /** Whose next invoice is shown: `sub_…`. @default the customer's; where there are several, they choose */
  subscription?: string;
}
