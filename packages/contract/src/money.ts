import * as v from 'valibot';

/** Three lower-case letters, ISO 4217, as Stripe spells them: `usd`, `eur`, `jpy`. */
export const Currency = v.pipe(v.string(), v.regex(/^[a-z]{3}$/, 'must be three lower-case letters'));

/**
 * An amount of money.
 *
 * `amount` counts minor units (cents, yen, fils) and is always an integer. `exponent` says how many of its
 * digits are decimals *for this provider*: it travels with every amount because `Intl` disagrees with billing
 * providers about 33 currencies (it shows HUF without decimals, providers count it in hundredths).
 * Clients format money and never calculate with it.
 */
export const Money = v.object({
  amount: v.pipe(v.number(), v.safeInteger()),
  currency: Currency,
  exponent: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(4)),
});
export type Money = v.InferOutput<typeof Money>;

/** Currencies whose minor unit is the unit itself. */
const ZERO_DECIMAL = 'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' ');
/** Currencies counted in thousandths. */
const THREE_DECIMAL = 'bhd jod kwd omr tnd'.split(' ');

/**
 * How many decimals of a currency an amount carries. Our own table, never `Intl`: ISK and UGX, for example,
 * are written without decimals but are counted in hundredths by card networks' APIs.
 */
export function currencyExponent(currency: string): 0 | 2 | 3 {
  if (ZERO_DECIMAL.includes(currency)) return 0;
  return THREE_DECIMAL.includes(currency) ? 3 : 2;
}
