import type { Address } from '@billfold/contract';
import { formatCountry } from './formats.js';

/** Where the postal code follows the town; elsewhere it stands before it. */
const POSTAL_CODE_LAST = ['AU', 'CA', 'GB', 'IE', 'IN', 'NZ', 'SG', 'US', 'ZA'];

/** A postal address in the lines it is written in, without those that nothing is known for. */
export function addressLines(address: Address, locale: string): string[] {
  const { country, line1, line2, city, region, postalCode } = address;
  const town = POSTAL_CODE_LAST.includes(country)
    ? joined(', ', city, joined(' ', region, postalCode))
    : joined(', ', joined(' ', postalCode, city), region);
  return [line1, line2, town, formatCountry(country, locale)].filter(isWritten);
}

function joined(separator: string, ...parts: (string | null)[]): string {
  return parts.filter(isWritten).join(separator);
}

/** Whether there is something to print. */
export function isWritten(text: string | null): text is string {
  return text !== null && text !== '';
}
