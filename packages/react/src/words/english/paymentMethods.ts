import { readable } from '../readable.js';

const brands = new Map([
  ['visa', 'Visa'],
  ['mastercard', 'Mastercard'],
  ['amex', 'American Express'],
  ['discover', 'Discover'],
  ['diners', 'Diners Club'],
  ['jcb', 'JCB'],
  ['unionpay', 'UnionPay'],
]);

/** What is no card, where its name is written otherwise than its id. */
const kinds = new Map([
  ['unknown', 'Card'],
  ['sepa_debit', 'SEPA debit'],
  ['paypal', 'PayPal'],
  ['cashapp', 'Cash App Pay'],
  ['us_bank_account', 'US bank account'],
]);

function nameOfKind(kind: string): string {
  const name = readable(kind);
  return brands.get(kind) ?? kinds.get(kind) ?? name.charAt(0).toUpperCase() + name.slice(1);
}

/** How a payment method is named to its owner. */
export const paymentMethods = {
  /** `brand` as billing spells it, such as `visa`; null where it is not known. */
  card: (brand: string | null, last4: string) => `${brands.get(brand ?? '') ?? 'Card'} ending ${last4}`,
  debit: (last4: string) => `SEPA debit ending ${last4}`,
  /** Of another kind, such as `link`, as billing spells it; or of what has no digits, and then `last4` is null. */
  other: (kind: string, last4: string | null) =>
    last4 === null ? nameOfKind(kind) : `${nameOfKind(kind)} ending ${last4}`,
};
