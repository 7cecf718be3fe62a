import type { CountryRow } from './CountryRow.js';
import { formats } from './generated/formats.js';

/** For a code that the table does not know: all fields, and only the first line is required. */
const UNKNOWN: CountryRow = { lines: '%A\n%C\n%S\n%Z', required: 'A' };

export const rowOf = (country: string): CountryRow =>
  Object.hasOwn(formats, country) ? formats[country]! : UNKNOWN;

/** The printed lines of a country's addresses; those of most small countries are left out of the table. */
export const linesOf = (country: string): string => rowOf(country).lines ?? '%A\n%C';
