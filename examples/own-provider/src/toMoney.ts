import { currencyExponent, type Money } from '@billfold/contract';
import type { Amount } from '../company/wire.js';

const CURRENCY = 'eur';
const EXPONENT = currencyExponent(CURRENCY);

/** The company writes whole units as text. The digits are moved, and nothing is calculated: `Number('19.99') * 100` is not 1999. */
export function toMoney(amount: Amount): Money {
  const [, sign = '', whole = '', cents = ''] = /^(-?)(\d+)\.(\d{2})$/.exec(amount) ?? [];
  if (whole === '')
    throw new Error(`The company said ${JSON.stringify(amount)} where an amount was expected.`);
  // The sum with 0 turns -0 into 0.
  return { amount: Number(`${sign}${whole}${cents}`) + 0, currency: CURRENCY, exponent: EXPONENT };
}

export const noMoney: Money = { amount: 0, currency: CURRENCY, exponent: EXPONENT };

export const isSame = (one: Money, other: Money) =>
  one.amount === other.amount && one.currency === other.currency && one.exponent === other.exponent;
