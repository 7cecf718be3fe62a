'use client';
import type { Subscription } from '@billfold/contract';
import { useBillfold, useOnline, usePayInvoice, useSession, type PaymentPhase } from '@billfold/hooks';
import { forwardRef, useState } from 'react';
import { usePaymentMethodChoice } from '../../primitives/usePaymentMethodChoice.js';
import { usePaymentMethodSlot } from '../../primitives/usePaymentMethodSlot.js';
import { problemOf } from '../../problem.js';
import { PastDueBannerView, type PastDueBannerViewProps, type PastDueState } from './PastDueBannerView.js';

/** One overdue payment after the other, each with the way to pay it. */
export const PastDueBannerConnected = forwardRef<HTMLElement, PastDueBannerConnectedProps>(
  function PastDueBannerConnected(props, ref) {
    const { overdueInvoice } = props.subscription;
    const [latest, setLatest] = useState(overdueInvoice?.id);
    if (overdueInvoice && overdueInvoice.id !== latest) setLatest(overdueInvoice.id);
    // What became of one invoice says nothing of the next; a paid one stays for as long as it is said to be received.
    return <OverduePayment {...props} ref={ref} key={overdueInvoice?.id ?? latest} />;
  },
);

const OverduePayment = forwardRef<HTMLElement, PastDueBannerConnectedProps>(function OverduePayment(
  { subscription, updatePaymentMethod, ...rest },
  ref,
) {
  const { session } = useSession();
  const isOnline = useOnline();
  const [openedAt] = useState(useBillfold().now);
  const { phase, problem, action, pay } = usePayInvoice();
  const choice = usePaymentMethodChoice(subscription.id);
  const updateMethod = usePaymentMethodSlot(updatePaymentMethod, rest.words);
  const { overdueInvoice, status } = subscription;
  // Paid here, or elsewhere. What is given up, and the plan with it, is not owed any more either, and was not received.
  const isReceived = phase === 'succeeded' || status === 'active' || status === 'trialing';
  if (!overdueInvoice && !isReceived) return null;
  return (
    <PastDueBannerView
      {...rest}
      ref={ref}
      state={overdueInvoice ? states[phase] : 'received'}
      subscription={subscription}
      problem={problem && { ...problemOf(problem)!, failure: problem.payment?.failure ?? null }}
      choice={choice}
      // The billing's own clock, which a sandbox can move; this machine's until it is known.
      now={session ? new Date(session.now) : openedAt}
      updatePaymentMethod={updateMethod}
      mayPay={session?.capabilities.includes('invoices:pay') ?? true}
      actionRef={action.containerRef}
      onPay={
        overdueInvoice && session && isOnline
          ? () => pay(overdueInvoice.id, choice.chosen === null ? {} : { paymentMethod: choice.chosen })
          : undefined
      }
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

interface PastDueBannerConnectedProps extends Pick<PastDueBannerViewProps, 'updatePaymentMethod' | 'words'> {
  subscription: Subscription;
}
