import type { CountryRow } from './CountryRow.js';
import { formats } from './generated/formats.js';
import { isKnownCountry } from './linesOf.js';

/** What a form asks for in a country's addresses. For a code that nobody knows only the first line is required. */
export function rowOf(country: string): CountryRow {
  if (!isKnownCountry(country)) return { required: 'A' };
  return Object.hasOwn(formats, country) ? formats[country]! : {};
}
