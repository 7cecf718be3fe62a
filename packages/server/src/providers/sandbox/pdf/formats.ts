import type { Money } from '@billfold/contract';

/**
 * Money as it is read in a locale, with exactly the decimals that the amount carries: `$48.00`, `¥4,800`.
 * The digits are placed as text, so that no amount passes through a floating-point number.
 */
export function formatMoney(money: Money, locale: string): string {
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: money.currency,
    minimumFractionDigits: money.exponent,
    maximumFractionDigits: money.exponent,
  }).format(decimal(money));
}

/** Money with its currency code, for where it is read on its own: `$48.00 USD`. */
export function formatMoneyWithCode(money: Money, locale: string): string {
  const formatted = formatMoney(money, locale);
  const code = money.currency.toUpperCase();
  return formatted.includes(code) ? formatted : `${formatted} ${code}`;
}

/** The same amount with the other sign. */
export function negative(money: Money): Money {
  return { ...money, amount: money.amount === 0 ? 0 : -money.amount };
}

function decimal({ amount, exponent }: Money): `${number}` {
  const digits = String(Math.abs(amount)).padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const decimals = digits.slice(digits.length - exponent);
  return `${amount < 0 ? '-' : ''}${whole}${decimals === '' ? '' : `.${decimals}`}` as `${number}`;
}

/** The day of an instant, in UTC: documents are read far from where they were made, and must say the same there. */
export function formatDate(instant: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(instant));
}

/** A percentage from its decimal string, with all of its decimals: `8.875%`. */
export function formatPercent(percent: string, locale: string): string {
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 20 }).format(percent as `${number}`);
  return `${number}%`;
}

/** What a country is called; its code, where the code is no country's. */
export function formatCountry(code: string, locale: string): string {
  return new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code;
}
