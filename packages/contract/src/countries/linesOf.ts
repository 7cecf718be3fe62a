import { lines } from './generated/lines.js';

export const isKnownCountry = (country: string): boolean => Object.hasOwn(lines, country);

/**
 * The printed lines of a country's addresses, below the addressee: %A the lines of the street, %D a part of the city,
 * %C the city, %S the region, %Z the postal code. The letters are those of the table's source. All fields for a code that
 * the table does not know.
 */
export const linesOf = (country: string): string =>
  isKnownCountry(country) ? lines[country] || '%A\n%C' : '%A\n%C\n%S\n%Z';
