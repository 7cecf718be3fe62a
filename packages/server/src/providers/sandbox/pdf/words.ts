import type { PaymentMethodName } from '@billfold/contract';

/** Everything that documents say, in English. Sentences take their values already formatted. */
export const words = {
  invoice: 'Invoice',
  receipt: 'Receipt',

  invoiceNumber: 'Invoice number',
  issued: 'Date of issue',
  due: 'Date due',
  paidOn: 'Date paid',
  voidedOn: 'Date voided',
  paymentMethod: 'Payment method',
  billedTo: 'Billed to',
  taxId: (label: string, id: string) => `${label} ${id}`,
  purchaseOrder: 'Purchase order',

  paid: 'Paid',
  partlyPaid: 'Partly paid',
  void: 'Void',
  uncollectible: 'Uncollectible',

  dueBy: (amount: string, date: string) => `${amount} due ${date}`,
  paidAmount: (amount: string) => `${amount} paid`,
  paidAmountOn: (amount: string, date: string) => `${amount} paid on ${date}`,
  nothingToPay: 'Nothing to pay',
  credit: (amount: string) => `Credit of ${amount}`,
  isVoid: 'This invoice is void. Nothing is to be paid.',
  isUncollectible: 'This invoice is closed. Nothing more is to be paid.',

  description: 'Description',
  quantity: 'Qty',
  unitAmount: 'Unit price',
  amount: 'Amount',
  period: (start: string, end: string) => `${start} – ${end}`,

  subtotal: 'Subtotal',
  discount: 'Discount',
  tax: (name: string, details: string[]) => (details.length > 0 ? `${name} (${details.join(', ')})` : name),
  taxRate: (percent: string, base: string) => `${percent} on ${base}`,
  taxIncluded: 'included',
  reverseCharge: 'reverse charge',
  reverseChargeNote: (tax: string) => `Reverse charge: ${tax} is to be accounted for by the recipient.`,
  total: 'Total',
  inCurrency: (label: string, code: string) => `${label} (${code})`,
  creditApplied: 'Paid from credit',
  creditAdded: 'Added to credit',
  amountPaid: 'Amount paid',
  amountRefunded: 'Amount refunded',
  amountDue: 'Amount due',

  support: (url: string) => `Support: ${url}`,
  privacy: (url: string) => `Privacy: ${url}`,
  terms: (url: string) => `Terms: ${url}`,
  testMode: 'Test mode: no money was moved.',
  page: (number: string, page: number, pages: number) => `${number} · Page ${page} of ${pages}`,

  method(method: PaymentMethodName): string {
    if (method.type === 'sepa_debit') return `SEPA Direct Debit ending ${method.last4}`;
    if (method.last4 === null) return brandName(method.brand ?? method.type);
    return `${method.brand ? brandName(method.brand) : 'Card'} ending ${method.last4}`;
  },
};

const BRANDS: Record<string, string> = {
  amex: 'American Express',
  diners: 'Diners Club',
  jcb: 'JCB',
  mastercard: 'Mastercard',
  unionpay: 'UnionPay',
};

/** Brands are written the way their owners do; one that is not known here keeps its word, with a capital. */
function brandName(brand: string): string {
  if (Object.hasOwn(BRANDS, brand)) return BRANDS[brand] as string;
  return brand.slice(0, 1).toUpperCase() + brand.slice(1).replaceAll('_', ' ');
}
