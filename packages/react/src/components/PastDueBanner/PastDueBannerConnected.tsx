'use client';
import type { Subscription } from '@billfold/contract';
import { useOnline, usePayInvoice, useSession, type PaymentPhase } from '@billfold/hooks';
import { forwardRef } from 'react';
import { problemOf } from '../../problem.js';
import { PastDueBannerView, type PastDueBannerViewProps, type PastDueState } from './PastDueBannerView.js';

/** One overdue payment, with the way to pay it. */
export const PastDueBannerConnected = forwardRef<HTMLElement, PastDueBannerConnectedProps>(
  function PastDueBannerConnected({ subscription, ...rest }, ref) {
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
  },
);

const states: Record<PaymentPhase, PastDueState> = {
  idle: 'due',
  sending: 'paying',
  authenticating: 'authenticating',
  settling: 'settling',
  // Paid, as the invoice says; the subscription says so in a moment.
  succeeded: 'paying',
  failed: 'due',
};

interface PastDueBannerConnectedProps extends Pick<PastDueBannerViewProps, 'updatePaymentMethod' | 'words'> {
  subscription: Subscription;
}
