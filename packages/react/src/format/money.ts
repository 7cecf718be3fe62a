import type { Money } from '@billfold/contract';

/**
 * Writes an amount as a locale does: `$48.00`, `4.990 Ft`, `48,50 €`.
 *
 * The amount's own exponent places the decimal point, as text, so that no digit is lost in a float and HUF is not
 * shown a hundred times too large. How many decimals are *shown* is the locale's custom, unless there are minor units
 * that it would hide. A bare `$` means US dollars; any other dollar gets its code beside it.
 */
export function formatMoney(money: Money, locale: string): string {
  const currency = money.currency.toUpperCase();
  const decimal = toDecimal(money);
  const hasMinor = money.amount % 10 ** money.exponent !== 0;
  try {
    const format = moneyFormat(locale, currency, money.exponent, hasMinor);
    const text = format.format(decimal as Intl.StringNumericLiteral);
    return currency !== 'USD' && /(^|[^\p{L}])\$(?!\p{L})/u.test(text) ? `${text}\u00a0${currency}` : text;
  } catch {
    // A locale or currency that this engine refuses. The figure must be readable all the same.
    return `${decimal}\u00a0${currency}`;
  }
}

/** `-4850` with exponent 2 is `-48.50`. */
function toDecimal({ amount, exponent }: Money): string {
  const digits = String(Math.abs(amount)).padStart(exponent + 1, '0');
  const point = digits.length - exponent;
  return `${amount < 0 ? '-' : ''}${digits.slice(0, point)}${exponent > 0 ? '.' : ''}${digits.slice(point)}`;
}

const formats = new Map<string, Intl.NumberFormat>();

/** Kept, because making one costs more than a hundred uses of it. */
function moneyFormat(
  locale: string,
  currency: string,
  exponent: number,
  hasMinor: boolean,
): Intl.NumberFormat {
  const key = `${locale} ${currency} ${exponent} ${hasMinor}`;
  let format = formats.get(key);
  if (!format) {
    const style = { style: 'currency', currency } as const;
    const custom = new Intl.NumberFormat(locale, style).resolvedOptions().minimumFractionDigits ?? exponent;
    const digits = hasMinor ? exponent : Math.min(custom, exponent);
    format = new Intl.NumberFormat(locale, {
      ...style,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    formats.set(key, format);
  }
  return format;
}
