'use client';
import type { Subscription } from '@billfold/contract';
import { useBillfold, useOnline, useSession, type PaymentPhase } from '@billfold/hooks';
import { forwardRef, useState } from 'react';
import type { PaymentMethodChoice } from '../../primitives/PayWith.js';
import { later, useLater } from '../../primitives/later.js';
import { usePaymentMethodSlot } from '../../primitives/usePaymentMethodSlot.js';
import { problemOf } from '../../problem.js';
import { PastDueBannerView, type PastDueBannerViewProps, type PastDueState } from './PastDueBannerView.js';
import type { PaymentProgress } from './PastDuePayment.js';

// What is owed is said at once. How it is paid is fetched beside that: until it is known what is charged, nothing can be.
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
  const [isAskedFor, setAskedFor] = useState(false);
  const updateMethod = usePaymentMethodSlot(updatePaymentMethod, rest.words);
  const { overdueInvoice, status } = subscription;
  const { phase = 'idle', problem, choice, pay } = payment ?? {};
  // Paid here, or elsewhere. What is given up, and the plan with it, is not owed any more either, and was not received.
  const isReceived = phase === 'succeeded' || status === 'active' || status === 'trialing';
  if (!overdueInvoice && !isReceived) return null;

  // The button is free where that could not be fetched. A press asks for it again, and pays nothing.
  function fetchAgain() {
    setAskedFor(true);
    pastDuePayment.load();
  }

  return (
    <>
      {Payment ? <Payment subscription={subscription} onChange={setPayment} /> : null}
      <PastDueBannerView
        {...rest}
        ref={ref}
        state={overdueInvoice ? states[phase] : 'received'}
        subscription={subscription}
        problem={
          isAskedFor && hasFailed
            ? NOT_FETCHED
            : problem && { ...problemOf(problem)!, failure: problem.payment?.failure ?? null }
        }
        choice={choice ?? (hasFailed ? undefined : NOT_KNOWN_YET)}
        // The billing's own clock, which a sandbox can move; this machine's until it is known.
        now={session ? new Date(session.now) : openedAt}
        updatePaymentMethod={updateMethod}
        mayPay={session?.capabilities.includes('invoices:pay') ?? true}
        actionRef={payment?.containerRef}
        onPay={overdueInvoice && session && isOnline ? (pay ?? fetchAgain) : undefined}
      />
    </>
  );
});

/** Nothing is charged before it is known, and shown, what is. */
const NOT_KNOWN_YET: PaymentMethodChoice = { paymentMethods: [], chosen: null, isPending: true };

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
