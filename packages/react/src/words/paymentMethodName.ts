import type { PaymentMethodName } from '@billfold/contract';
import type { Words } from './Words.js';

/** A payment method as its owner knows it: `Visa ending 4242`. */
export const paymentMethodName = ({ type, brand, last4 }: PaymentMethodName, say: Words['paymentMethods']) =>
  type === 'card' && last4
    ? say.card(brand, last4)
    : type === 'sepa_debit' && last4
      ? say.debit(last4)
      : // What this kit has no name for, such as a wallet, is called by its own.
        say.other(brand ?? type, last4);

/** What a card can be called after; whatever else a text names is the kind of something that is no card. */
const cardBrands: ReadonlySet<string> = new Set(
  'card unknown visa mastercard amex discover diners jcb unionpay eftpos_au cartes_bancaires'.split(' '),
);

/** The same of `visa 4242`, `sepa_debit 4242` or `link`, as a line of the activity names it. */
export function paymentMethodOfText(text: string, say: Words['paymentMethods']): string {
  const [, named, last4 = null] = /^(.*?)(?: (\d{4}))?$/.exec(text)!;
  const kind = named!;
  const type = kind === 'sepa_debit' ? kind : cardBrands.has(kind) ? 'card' : 'other';
  return paymentMethodName({ type, brand: kind, last4 }, say);
}
