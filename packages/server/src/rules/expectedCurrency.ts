import type { Address } from '@billfold/contract';

/** Those that had the euro by 2026. */
const EURO_COUNTRIES = 'AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK'.split(' ');

/** What people of a country expect to be billed in. */
// prettier-ignore
const CURRENCIES: Record<string, string> = {
  ...Object.fromEntries(EURO_COUNTRIES.map((country) => [country, 'eur'])),
  AU: 'aud', CA: 'cad', CH: 'chf', GB: 'gbp', IN: 'inr', JP: 'jpy', NO: 'nok', NZ: 'nzd', SG: 'sgd', US: 'usd',
};

/** For a customer who was never billed: the currency of their country where there is a price in it, else what is listed first. */
export function expectedCurrency(address: Address | null, offered: readonly string[]): string | undefined {
  const expected = CURRENCIES[address?.country ?? ''];
  return offered.find((currency) => currency === expected) ?? offered[0];
}
