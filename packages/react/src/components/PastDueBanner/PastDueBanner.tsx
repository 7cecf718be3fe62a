'use client';
import type { Subscription } from '@billfold/contract';
import { useOwnerKey, useSubscriptions } from '@billfold/hooks';
import { forwardRef, useState } from 'react';
import { Banners, useOnceConcerned } from '../../primitives/Banners.js';
import { useLater } from '../../primitives/later.js';
import { OverdueElsewhere } from './OverdueElsewhere.js';
import { PastDueBannerConnected, pastDuePayment } from './PastDueBannerConnected.js';
import type { PastDueBannerViewProps } from './PastDueBannerView.js';

/**
 * Says which payment did not go through, and takes it: now, or by another method. Needs a `BillfoldRoot` above. Renders
 * nothing while nothing is overdue; what is paid in this visit is said to be received.
 */
export const PastDueBanner = forwardRef<HTMLElement, PastDueBannerProps>(function PastDueBanner(props, ref) {
  // What was tried and received is one customer's.
  return <CustomersBanners {...props} ref={ref} key={useOwnerKey()} />;
});

const CustomersBanners = forwardRef<HTMLElement, PastDueBannerProps>(function CustomersBanners(
  { subscription: named, updatePaymentMethod, words, ...rest },
  ref,
) {
  const { subscriptions = [] } = useSubscriptions();
  const living = subscriptions.filter(({ status }) => status !== 'canceled');
  const concerned = useOnceConcerned(
    living.filter(({ managedBy }) => !managedBy),
    named,
    ({ overdueInvoice }) => overdueInvoice !== null,
  );
  // What is owed to somebody else is paid there, and there is nothing here that could tell of it later.
  const elsewhere = living.filter((it) => (named ?? it.id) === it.id && it.managedBy && isOverdue(it));
  // Whoever comes back from their bank does so with a query, and what became of the payment is told only once.
  const [isReturn] = useState(() => typeof location === 'object' && location.search !== '');
  useLater(pastDuePayment, isReturn);
  return (
    <Banners
      {...rest}
      ref={ref}
      subscriptions={[...concerned, ...elsewhere]}
      renderBanner={(subscription, root) =>
        subscription.managedBy ? (
          <OverdueElsewhere key={subscription.id} {...root} subscription={subscription} words={words} />
        ) : (
          <PastDueBannerConnected
            key={subscription.id}
            {...root}
            subscription={subscription}
            updatePaymentMethod={updatePaymentMethod}
            words={words}
          />
        )
      }
    />
  );
});

const isOverdue = ({ status }: Subscription) => status === 'past_due' || status === 'unpaid';

export interface PastDueBannerProps extends Omit<
  PastDueBannerViewProps,
  'state' | 'subscription' | 'problem' | 'choice' | 'now' | 'mayPay' | 'actionRef' | 'onPay'
> {
  /** Which one (`sub_…`). Without it, each of the customer's that is overdue. */
  subscription?: string;
}
