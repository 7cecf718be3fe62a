'use client';
import { useSession } from '@billfold/hooks';
import { usePaymentFields } from '../payment-fields/usePaymentFields.js';

/** Whether a payment method can be entered here: the session may, the portal offers it, and the page has the fields. */
export function useCanAddPaymentMethod(): boolean {
  const { session } = useSession();
  const fields = usePaymentFields(session?.paymentFields?.provider);
  return (
    fields !== null &&
    session !== undefined &&
    session.features.paymentMethodUpdate.enabled &&
    session.capabilities.includes('payment_methods:write')
  );
}
