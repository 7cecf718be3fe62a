// The published numbers of test payment methods, and the sandbox's name of what each one does. They are no secret, and
// no account of anybody: this table is all that the page knows of numbers.

/** Cards, by their number. */
export const testCards: Readonly<Record<string, string>> = {
  '4242424242424242': 'visa',
  '5555555555554444': 'mastercard',
  '378282246310005': 'amex',
  '4000000000000341': 'card_declined',
  '4000000000009995': 'insufficient_funds',
  '4000000000000069': 'card_expired',
  '4000000000000002': 'declined_at_setup',
  '4000002500003155': 'authentication_at_setup',
  '4000002760003184': 'authentication_required',
  '4000008400001629': 'authentication_fails',
};

/** Bank accounts, by their IBAN. */
export const testIbans: Readonly<Record<string, string>> = {
  DE89370400440532013000: 'sepa_debit',
  DE08370400440532013003: 'sepa_debit_slow',
  DE62370400440532013001: 'sepa_debit_fails',
};

/** `refused`: it is none of the table's, and never becomes one however much is typed. */
export type Reading = { status: 'accepted'; method: string } | { status: 'unfinished' | 'refused' };

/**
 * What an entry is to a table of numbers. An entry that goes wrong after a few digits is unfinished until it is as long
 * as a number in real use: who mistypes can correct it, and what could be somebody's own is refused at once.
 */
export function readNumber(
  entry: string,
  table: Readonly<Record<string, string>>,
  longEnough: number,
): Reading {
  const method = Object.hasOwn(table, entry) ? table[entry] : undefined;
  if (method !== undefined) return { status: 'accepted', method };
  const begins = Object.keys(table).some((number) => number.startsWith(entry));
  return { status: !begins && entry.length >= longEnough ? 'refused' : 'unfinished' };
}
