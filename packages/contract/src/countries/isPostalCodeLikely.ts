import { addressFormat } from './addressFormat.js';

/**
 * Whether a text looks like a postal code of the country. Lenient, because people are: in case, spaces and hyphens,
 * in full-width and Arabic digits, with and without the country's own code in front (`FI-00100`, `LV-1010`). True
 * where nothing is known about the country's codes. For advice only: an address that was accepted elsewhere must
 * not be refused by a pattern.
 */
export function isPostalCodeLikely(country: string, text: string): boolean {
  const known = addressFormat(country).postalCode;
  if (!known) return true;
  const code = compact(text);
  const withoutCountry = code.startsWith(country) ? code.slice(country.length) : code;
  const pattern = new RegExp(`^(?:${known.pattern})$`);
  return [code, withoutCountry, country + code].some((candidate) => pattern.test(candidate));
}

/** Upper case, without what people put between and before the characters of a code. */
function compact(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/[\s\p{Pd}\u2212\u30fc\u3012]/gu, '');
}
