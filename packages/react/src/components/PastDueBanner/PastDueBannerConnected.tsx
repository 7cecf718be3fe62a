'use client';
import type { Subscription } from '@billfold/contract';
import { useBillfold, useOnline, useSession, type PaymentPhase } from '@billfold/hooks';
import { forwardRef, useState } from 'react';
import { later, useLater } from '../../primitives/later.js';
import { usePaymentMethodSlot } from '../../primitives/usePaymentMethodSlot.js';
import { problemOf } from '../../problem.js';
import { PastDueBannerView, type PastDueBannerViewProps, type PastDueState } from './PastDueBannerView.js';
import type { PaymentProgress } from './PastDuePayment.js';

// What is owed is said at once. What a press on the button does is fetched beside that, and a press is kept for it.
export const pastDuePayment = later(async () => (await import('./PastDuePayment.js')).PastDuePayment);

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
  const { part: Payment, hasFailed } = useLater(pastDuePayment);
  const [payment, setPayment] = useState<PaymentProgress | null>(null);
  const [isPressed, setPressed] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const updateMethod = usePaymentMethodSlot(updatePaymentMethod, rest.words);
  const { overdueInvoice, status } = subscription;
  const { phase = 'idle', problem, choice, pay } = payment ?? {};
  // Paid here, or elsewhere. What is given up, and the plan with it, is not owed any more either, and was not received.
  const isReceived = phase === 'succeeded' || status === 'active' || status === 'trialing';
  if (!overdueInvoice && !isReceived) return null;

  // It is said that nothing was sent, so nothing is sent by that press any more.
  if (isPressed && hasFailed) {
    setPressed(false);
    setMissing(true);
  }

  function press() {
    if (pay) return pay();
    pastDuePayment.load();
    setMissing(false);
    setPressed(true);
  }

  return (
    <>
      {Payment ? (
        <Payment
          subscription={subscription}
          isPressed={isPressed}
          onTaken={() => setPressed(false)}
          onChange={setPayment}
        />
      ) : null}
      <PastDueBannerView
        {...rest}
        ref={ref}
        state={overdueInvoice ? (isPressed ? 'paying' : states[phase]) : 'received'}
        subscription={subscription}
        problem={
          isMissing && !payment
            ? NOT_FETCHED
            : problem && { ...problemOf(problem)!, failure: problem.payment?.failure ?? null }
        }
        choice={choice}
        // The billing's own clock, which a sandbox can move; this machine's until it is known.
        now={session ? new Date(session.now) : openedAt}
        updatePaymentMethod={updateMethod}
        mayPay={session?.capabilities.includes('invoices:pay') ?? true}
        actionRef={payment?.containerRef}
        onPay={overdueInvoice && session && isOnline ? press : undefined}
      />
    </>
  );
});

/** The way to pay could not be fetched, so nothing was sent. */
const NOT_FETCHED = { code: 'network', requestId: null };

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
