'use client';
import { createContext, useContext } from 'react';
import type { PaymentFields } from './PaymentFields.js';

/** The fields that the page brings along. */
export const PaymentFieldsContext = createContext<readonly PaymentFields[]>([]);

/** The fields of a provider, as `session.paymentFields` names it; null where the page has none for it. */
export function usePaymentFields(provider: string | undefined): PaymentFields | null {
  return useContext(PaymentFieldsContext).find((fields) => fields.provider === provider) ?? null;
}
