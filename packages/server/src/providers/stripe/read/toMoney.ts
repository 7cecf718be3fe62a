import { currencyExponent, type Money } from '@billfold/contract';

/**
 * An amount as Stripe counts it: in minor units, of which a currency has as many digits as `currencyExponent` says. ISK and
 * UGX are counted in hundredths there, and so is HUF, whatever people write.
 */
export function toMoney(amount: number, currency: string): Money {
  // Stripe gives back what was never negative as -0 here and there, and JSON would lose the sign anyway.
  return { amount: amount === 0 ? 0 : amount, currency, exponent: currencyExponent(currency) };
}
