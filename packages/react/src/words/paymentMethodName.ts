import type { PaymentMethodName } from '@billfold/contract';
import type { Words } from './Words.js';

/** A payment method as its owner knows it: `Visa ending 4242`. */
export const paymentMethodName = ({ type, brand, last4 }: PaymentMethodName, say: Words['paymentMethods']) =>
  type === 'card' ? say.card(brand, last4) : say.debit(last4);
