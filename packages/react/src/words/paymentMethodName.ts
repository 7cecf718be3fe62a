import type { PaymentMethodName } from '@billfold/contract';
import { readable } from './readable.js';
import type { Words } from './Words.js';

/** A payment method as its owner knows it: `Visa ending 4242`. */
export const paymentMethodName = ({ type, brand, last4 }: PaymentMethodName, say: Words['paymentMethods']) =>
  type === 'card' && last4
    ? say.card(brand, last4)
    : type === 'sepa_debit' && last4
      ? say.debit(last4)
      : // What this kit has no name for, such as a wallet, is called by its own.
        say.other(readable(brand ?? type), last4);
