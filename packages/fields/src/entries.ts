// What people type, paste and have filled in, as plain text. Nothing here remembers anything.

/** Letters and digits as they are meant: full-width digits, and those of Arabic and Indian scripts, are digits. */
const plain = (text: string) =>
  text.normalize('NFKC').replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0)!;
    // Each script has its ten digits in a row, and the first of them is the last one before which there is none.
    let zero = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero -= 1;
    return String(code - zero);
  });

/** The digits of an entry. */
export const digitsOf = (text: string) => plain(text).replace(/\D/g, '');

/** An IBAN without its spaces, in capitals. */
export const ibanOf = (text: string) =>
  plain(text)
    .replace(/[^0-9A-Za-z]/g, '')
    .toUpperCase();

/** The brand that a number of a card begins like; null while it can be any. */
export function brandOf(digits: string): 'visa' | 'mastercard' | 'amex' | null {
  if (digits.startsWith('4')) return 'visa';
  if (/^3[47]/.test(digits)) return 'amex';
  return /^(5[1-5]|2[2-7])/.test(digits) ? 'mastercard' : null;
}

/** The digits in the groups that are printed on the card. */
export function grouped(digits: string): string {
  const groups =
    brandOf(digits) === 'amex'
      ? /^(\d{1,4})(\d{1,6})?(\d{1,5})?$/
      : /^(\d{1,4})(\d{1,4})?(\d{1,4})?(\d{1,4})?$/;
  const found = groups.exec(digits);
  return found ? found.slice(1).filter(Boolean).join(' ') : digits;
}

/** An IBAN in groups of four. */
export const groupedIban = (iban: string) => iban.replace(/(.{4})(?=.)/g, '$1 ');

/**
 * An expiry as it is typed: a slash comes between month and year by itself, a month that can only be one digit long gets
 * its zero, and what is taken away stays away.
 */
export function expiryTyped(text: string): string {
  const [first = '', rest] = plain(text)
    .trimStart()
    .split(/[/\s.-]+/, 2);
  const isMonth = /^\d{1,2}$/.test(first);
  if (isMonth && rest) return `${first.padStart(2, '0')} / ${digitsOf(rest).slice(0, 4)}`;
  if (isMonth && rest === '') return first.length === 1 ? `0${first} / ` : first;
  const digits = digitsOf(text);
  const month = /^[2-9]/.test(digits) ? `0${digits}` : digits;
  return month.length > 2 ? `${month.slice(0, 2)} / ${month.slice(2, 6)}` : month;
}

/** Month and year of an expiry; null for what is none. Whether it has run out is for the sandbox to say, by its own time. */
export function expiryOf(text: string): { month: number; year: number } | null {
  const found = /^(\d{2})(\d{2}|20\d{2})$/.exec(digitsOf(expiryTyped(text)));
  if (!found) return null;
  const month = Number(found[1]);
  const year = Number(found[2]!.slice(-2)) + 2000;
  return month >= 1 && month <= 12 ? { month, year } : null;
}

/** Whether a name could carry a number: it leaves the page, and a number must not. */
export const hidesNumber = (name: string) => digitsOf(name).length > 8;
