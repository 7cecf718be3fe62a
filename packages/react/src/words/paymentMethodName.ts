import type { PaymentMethodName } from '@billfold/contract';
import { readable } from './readable.js';
import type { Words } from './Words.js';

/** A payment method as its owner knows it: `Visa ending 4242`. */
export const paymentMethodName = ({ type, brand, last4 }: PaymentMethodName, say: Words['paymentMethods']) =>
  // One of a newer server is called by its own name.
  type === 'card'
    ? say.card(brand, last4)
    : type === 'sepa_debit'
      ? say.debit(last4)
      : say.other(readable(type), last4);
