import type { InvoiceWithLines, Money } from '@billfold/contract';
import type { Total } from './content.js';
import { formatCountry, formatMoney, formatPercent, negative } from './formats.js';
import { words } from './words.js';

/** What the lines add up to, and what comes on top. A discount or a tax that isn't there is not mentioned. */
export function sums(invoice: InvoiceWithLines, locale: string): Total[] {
  return [
    total(words.subtotal, invoice.subtotal, locale),
    ...totalUnlessZero(words.discount, negative(invoice.discount), locale),
    ...invoice.taxes.map((tax) => total(taxLabel(tax, locale), tax.amount, locale)),
    { ...total(words.total, invoice.total, locale), strong: true },
  ];
}

/** What was taken from the customer's credit instead of being charged, or what was put there. */
export function creditUnlessZero({ balanceApplied }: InvoiceWithLines, locale: string): Total[] {
  return balanceApplied.amount < 0
    ? totalUnlessZero(words.creditAdded, negative(balanceApplied), locale)
    : totalUnlessZero(words.creditApplied, negative(balanceApplied), locale);
}

function total(label: string, money: Money, locale: string): Total {
  return { label, value: formatMoney(money, locale), strong: false };
}

/** The sum that the document is about. It names its currency, because one symbol stands for many. */
export function finalTotal(label: string, money: Money, locale: string): Total {
  const code = money.currency.toUpperCase();
  return { ...total(words.inCurrency(label, code), money, locale), strong: true };
}

/** A sum that is only worth a line when there is something in it. */
export function totalUnlessZero(label: string, money: Money, locale: string): Total[] {
  return money.amount === 0 ? [] : [total(label, money, locale)];
}

function taxLabel(tax: InvoiceWithLines['taxes'][number], locale: string): string {
  const rate = words.taxRate(formatPercent(tax.percent, locale), formatMoney(tax.taxableAmount, locale));
  const details = [
    tax.country && formatCountry(tax.country, locale),
    tax.reverseCharge ? words.reverseCharge : rate,
    tax.inclusive && !tax.reverseCharge ? words.taxIncluded : null,
  ].filter((detail) => detail !== null);
  return words.tax(tax.name, details);
}

/** One sentence for each tax that the customer owes to their own tax office; the law asks for it. */
export function reverseChargeNotes(invoice: InvoiceWithLines): string[] {
  const names = invoice.taxes.filter((tax) => tax.reverseCharge).map((tax) => tax.name);
  return [...new Set(names)].map((name) => words.reverseChargeNote(name));
}
