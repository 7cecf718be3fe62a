'use client';
import type { Subscription } from '@billfold/contract';
import { useOnline, usePayInvoice, useSession, useSubscriptions, type PaymentPhase } from '@billfold/hooks';
import { forwardRef } from 'react';
import { Banners, useOnceConcerned } from '../../primitives/Banners.js';
import { problemOf } from '../../problem.js';
import { PastDueBannerView, type PastDueBannerViewProps, type PastDueState } from './PastDueBannerView.js';

/**
 * Says which payment did not go through, and takes it: now, or by another method. Needs a `BillfoldRoot` above. Renders
 * nothing while nothing is overdue; what is paid in this visit is said to be received.
 */
export const PastDueBanner = forwardRef<HTMLElement, PastDueBannerProps>(function PastDueBanner(
  { subscription: named, updatePaymentMethod, words, ...rest },
  ref,
) {
  const { subscriptions = [] } = useSubscriptions();
  const living = subscriptions.filter(({ status }) => status !== 'canceled');
  const concerned = useOnceConcerned(living, named, ({ overdueInvoice }) => overdueInvoice !== null);
  return (
    <Banners
      {...rest}
      ref={ref}
      subscriptions={concerned}
      renderBanner={(subscription, root) => (
        <OfSubscription
          key={subscription.id}
          {...root}
          subscription={subscription}
          updatePaymentMethod={updatePaymentMethod}
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
  const isOnline = useOnline();
  const { phase, problem, action, pay } = usePayInvoice();
  const { overdueInvoice } = subscription;
  return (
    <PastDueBannerView
      {...rest}
      ref={ref}
      // Whoever pays it, and wherever: it is received once it is no longer owed.
      state={overdueInvoice ? states[phase] : 'received'}
      subscription={subscription}
      problem={problem && { ...problemOf(problem)!, failure: problem.payment?.failure ?? null }}
      mayPay={session?.capabilities.includes('invoices:pay') ?? true}
      actionRef={action.containerRef}
      onPay={overdueInvoice && session && isOnline ? () => pay(overdueInvoice.id) : undefined}
    />
  );
});

const states: Record<PaymentPhase, PastDueState> = {
  idle: 'due',
  sending: 'paying',
  authenticating: 'authenticating',
  settling: 'settling',
  // Paid, as the invoice says; the subscription says so in a moment.
  succeeded: 'paying',
  failed: 'due',
};

interface OfSubscriptionProps extends Pick<PastDueBannerViewProps, 'updatePaymentMethod' | 'words'> {
  subscription: Subscription;
}

export interface PastDueBannerProps extends Omit<
  PastDueBannerViewProps,
  'state' | 'subscription' | 'problem' | 'mayPay' | 'actionRef' | 'onPay'
> {
  /** Which one (`sub_…`). Without it, each of the customer's that is overdue. */
  subscription?: string;
}
