import type { Address } from '@billfold/contract';
import { formatAddress } from '@billfold/contract/countries';
import { formatCountry } from './formats.js';

/**
 * A postal address in the lines and the order in which its country writes it, and the country below.
 * @param regionName what the region is called where it is not written by its code.
 */
export function addressLines(address: Address, locale: string, regionName: string | null): string[] {
  return formatAddress(address, { countryName: formatCountry(address.country, locale), regionName });
}

/** Whether there is something to print. */
export function isWritten(text: string | null): text is string {
  return text !== null && text !== '';
}
