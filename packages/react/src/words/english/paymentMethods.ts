const brands = new Map([
  ['visa', 'Visa'],
  ['mastercard', 'Mastercard'],
  ['amex', 'American Express'],
  ['discover', 'Discover'],
  ['diners', 'Diners Club'],
  ['jcb', 'JCB'],
  ['unionpay', 'UnionPay'],
]);

/** How a payment method is named to its owner. */
export const paymentMethods = {
  /** `brand` as billing spells it, such as `visa`; null where it is not known. */
  card: (brand: string | null, last4: string) => `${brands.get(brand ?? '') ?? 'Card'} ending ${last4}`,
  debit: (last4: string) => `SEPA debit ending ${last4}`,
  /** Of a kind that this kit does not know, such as a wallet; `last4` is null where there are none. */
  other: (kind: string, last4: string | null) => (last4 === null ? kind : `${kind} ending ${last4}`),
};
