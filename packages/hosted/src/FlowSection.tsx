import type { Flow } from '@billfold/contract';
import { useSetupReturn } from '@billfold/hooks';
import { CancelSubscription, InvoiceList, PaymentMethodList, PlanSwitcher } from '@billfold/react';
import { useEffect, useRef } from 'react';
import { words } from './words.js';

/** How a flow has ended: as it was asked for, or with an offer taken instead of canceling. */
export type FlowOutcome = 'done' | 'stayed';

/**
 * The one thing that a customer was sent here for, ready to be done. It is told to be done when the server has said so:
 * what a bank still thinks about is not, and nothing is confirmed by itself.
 */
export function FlowSection({ flow, onDone }: FlowSectionProps) {
  const done = () => onDone('done');
  const subscription = flow.subscription ?? undefined;
  switch (flow.type) {
    case 'payment_method_update':
      return <PaymentMethodUpdate onDone={done} />;
    case 'subscription_update':
      return <PlanSwitcher subscription={subscription} onChanged={done} />;
    case 'subscription_update_confirm':
      return (
        <PlanSwitcher
          subscription={subscription}
          initialChoice={
            flow.price === null
              ? undefined
              : { price: flow.price, ...(flow.quantity !== null && { quantity: flow.quantity }) }
          }
          onChanged={done}
        />
      );
    case 'subscription_cancel':
      return (
        <CancelSubscription
          subscription={subscription}
          presentation="inline"
          initiallyOpen
          onCanceled={done}
          onStayed={() => onDone('stayed')}
        />
      );
    case 'invoice_pay':
      return (
        <InvoiceList
          invoice={flow.invoice ?? undefined}
          words={{ invoiceList: { title: words.invoice } }}
          onPaid={done}
        />
      );
  }
}

/** Also for who comes back from a bank that had the whole page. */
function PaymentMethodUpdate({ onDone }: { onDone: () => void }) {
  const { status } = useSetupReturn();
  const latest = useRef(onDone);
  useEffect(() => {
    latest.current = onDone;
  });
  useEffect(() => {
    if (status === 'succeeded') latest.current();
  }, [status]);
  return <PaymentMethodList initialForm="replace" onAdded={onDone} />;
}

interface FlowSectionProps {
  flow: Flow;
  onDone: (outcome: FlowOutcome) => void;
}
