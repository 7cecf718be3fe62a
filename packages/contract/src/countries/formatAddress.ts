import type { Address } from '../billing-details.js';
import { linesOf } from './linesOf.js';

export interface FormatAddressOptions {
  /** The last line, in the reader's language; left out where nobody writes abroad. */
  countryName?: string | null;
  /** What is printed in place of the region's code; `regionName` finds it. */
  regionName?: string | null;
}

/**
 * The lines of an address as its country prints them, in latin order. Takes what there is: fields that are empty
 * leave no separators behind, a field that the country does not write is printed all the same, because somebody
 * entered it, and a country that nobody knows gets a sensible order.
 */
export function formatAddress(address: Address, options: FormatAddressOptions = {}): string[] {
  const format = linesOf(address.country);
  const values: Record<string, string> = {
    '%A': '',
    '%C': line(address.city),
    '%D': line(address.line2),
    '%S': line(options.regionName) || line(address.region),
    '%Z': line(address.postalCode),
  };
  // The lines of the street, and below them what the country has no other place for.
  const street = [line(address.line1)];
  if (!format.includes('%D')) street.push(values['%D']!);
  if (!format.includes('%C') && !isPrinted(values['%C']!, print(format, values))) street.push(values['%C']!);
  values['%A'] = street.filter(Boolean).join('\n');

  return [...print(withAllFields(format), values).split('\n'), line(options.countryName)].filter(Boolean);
}

/** One line of text, whatever was sent. */
const line = (value: unknown) => (typeof value === 'string' ? value.replaceAll(/\s+/g, ' ').trim() : '');

/** A country of one city has it in its format (`SINGAPORE 546080`); in the Emirates the region has its name. */
function isPrinted(city: string, printed: string): boolean {
  const text = city.toLowerCase();
  return printed
    .toLowerCase()
    .split('\n')
    .some((it) => it === text || it.startsWith(`${text} `));
}

/** The format with the fields that the country leaves out: the region below the city, the postal code at the end. */
function withAllFields(format: string): string {
  const lines = format.split('\n');
  if (!format.includes('%S')) {
    const city = lines.findIndex((text) => text.includes(format.includes('%C') ? '%C' : '%A'));
    lines.splice(city + 1, 0, '%S');
  }
  if (!format.includes('%Z')) lines.push('%Z');
  return lines.join('\n');
}

/** Fills a format in. What stands between two fields is printed when both are, what stands before one when it is. */
function print(format: string, values: Record<string, string>): string {
  const parts = format.split(/(%[A-Z]|\n)/).filter((part) => part !== '');
  const isField = (part: string | undefined) => part?.startsWith('%') ?? false;
  let printed = '';
  let isAfterField = false;
  for (const [index, part] of parts.entries()) {
    const [before, after] = [parts[index - 1], parts[index + 1]];
    if (part === '\n') {
      printed += part;
      isAfterField = false;
    } else if (isField(part)) {
      printed += withoutPrefix(values[part] ?? '', isField(before) ? '' : (before ?? ''));
      isAfterField ||= values[part] !== '';
    } else if ((!isField(after) || values[after!] !== '') && (!isField(before) || isAfterField)) {
      printed += part;
    }
  }
  return printed;
}

/** A code that was entered with what the country prints before it (`FI-00100`) is not printed with it twice. */
function withoutPrefix(value: string, before: string): string {
  const prefix = /([A-Z]+)[ -]?$/.exec(before)?.[1];
  return prefix ? value.replace(new RegExp(`^${prefix}[ -]*(?=\\d)`, 'i'), '') : value;
}
