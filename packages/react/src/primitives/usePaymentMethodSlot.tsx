'use client';
import type { WordsOverride } from '../words/Words.js';
import { AddPaymentMethod, type PaymentMethodSlot } from './AddPaymentMethod.js';
import { useCanAddPaymentMethod } from './useCanAddPaymentMethod.js';

/**
 * How a payment method is put on file where one is missing: as the host says, else in the kit's own form where the root
 * has `paymentFields` for it; undefined where there is neither.
 */
export function usePaymentMethodSlot(
  ofHost: PaymentMethodSlot | undefined,
  words: WordsOverride | undefined,
): PaymentMethodSlot | undefined {
  const canAdd = useCanAddPaymentMethod();
  if (ofHost !== undefined || !canAdd) return ofHost;
  return (done, cancel) => (
    <AddPaymentMethod isFocused makeDefault words={words} onAdded={done} onCancel={cancel} />
  );
}
