'use client';
import { useOnline, useSubscriptions, useUpcomingInvoices } from '@billfold/hooks';
import { forwardRef, type ReactNode } from 'react';
import { sectionState } from '../../primitives/sectionState.js';
import { UpgradeLink } from '../../primitives/UpgradeLink.js';
import { problemOf } from '../../problem.js';
import { BillingOverviewView, type BillingOverviewViewProps } from './BillingOverviewView.js';
import type { NextInvoice } from './OverviewLine.js';

/**
 * What a customer asks first, at a glance: what they pay, when next and by what, what is going to change, and what is
 * overdue. Needs a `BillfoldRoot` above.
 */
export const BillingOverview = forwardRef<HTMLElement, BillingOverviewProps>(
  function BillingOverview(props, ref) {
    const query = useSubscriptions();
    const isOnline = useOnline();
    const { data, error, isFetching, subscriptions = [], hasSubscription } = query;
    const charged = subscriptions
      .filter(({ status, managedBy }) => status !== 'canceled' && !managedBy)
      .map(({ id }) => id);
    const invoices = useUpcomingInvoices(charged);
    const next = Object.fromEntries(charged.map((id, index) => [id, nextOf(invoices[index])]));
    const { upgrade = <UpgradeLink words={props.words} /> } = props;

    return (
      <BillingOverviewView
        {...props}
        ref={ref}
        state={sectionState({ data, error, isFetching, isOnline }, hasSubscription === false)}
        subscriptions={subscriptions}
        next={next}
        problem={problemOf(error)}
        upgrade={upgrade}
        onRetry={() => void query.refetch()}
        onRetryNext={(id) => void invoices[charged.indexOf(id)]?.refetch()}
      />
    );
  },
);

/** What there was before stays when asking again fails. */
function nextOf(query: ReturnType<typeof useUpcomingInvoices>[number] | undefined): NextInvoice {
  if (query?.upcomingInvoice !== undefined) return { status: 'known', invoice: query.upcomingInvoice };
  return { status: query?.isError && !query.isFetching ? 'failed' : 'loading' };
}

export interface BillingOverviewProps extends Omit<
  BillingOverviewViewProps,
  'state' | 'subscriptions' | 'next' | 'problem' | 'upgrade' | 'onRetry' | 'onRetryNext'
> {
  /** What stands there for a customer who pays for nothing. @default a link to the `upgradeUrl` of the portal's configuration; `null`: nothing */
  upgrade?: ReactNode;
}
