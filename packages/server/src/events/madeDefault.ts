import type { PaymentMethod } from '@billfold/contract';

/** That a payment method is the default from now on, whoever has made it that. */
export const MADE_DEFAULT = 'payment_method.made_default';

/** What is kept of it: what it is called, since it may be off file when somebody reads that. */
export function asDefault({ type, brand, last4 }: PaymentMethod) {
  return { type, brand, last4, isDefault: true };
}
