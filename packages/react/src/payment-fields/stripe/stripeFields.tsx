'use client';
import { useEffect } from 'react';
import { later, useLater } from '../../primitives/later.js';
import type { PaymentFields, PaymentFieldsProps } from '../PaymentFields.js';
import { useFieldsState } from '../useFieldsState.js';
import { useLatest } from '../useLatest.js';

const element = later(async () => (await import('./StripeElement.js')).StripeElement);

/** Stripe's fields. Neither their code nor Stripe.js is fetched before they are rendered. */
function StripeFields(props: PaymentFieldsProps) {
  const { part: Element, hasFailed } = useLater(element);
  const tell = useFieldsState(useLatest(props));
  useEffect(() => {
    if (hasFailed) tell({ status: 'failed', reason: 'blocked' });
  }, [hasFailed, tell]);
  return (
    <div className="bf-PaymentFields">
      <div className="bf-PaymentFields-room">{Element ? <Element {...props} onState={tell} /> : null}</div>
    </div>
  );
}

/**
 * The fields of Stripe, for `paymentFields` of a `BillfoldRoot`: its Payment Element, in the colours of the page around it,
 * and the bank's step of a payment. Needs `@stripe/stripe-js` and `@stripe/react-stripe-js`.
 */
export const stripeFields: PaymentFields = {
  provider: 'stripe',
  Fields: StripeFields,
  authenticate: async (step) => (await import('./authenticateWithStripe.js')).authenticateWithStripe(step),
};
