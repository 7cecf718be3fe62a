/** Numbers that card networks and payment companies publish for tests: they belong to nobody. */
export const publishedCards = [
  '4242424242424242',
  '4000056655665556',
  '4222222222222',
  '5555555555554444',
  '2223003122003222',
  '5105105105105100',
  '378282246310005',
  '371449635398431',
  '6011111111111117',
  '36227206271667',
  '3566002020360505',
  '6205500000000000004',
] as const;

const fours = (digits: string) => digits.match(/.{1,4}/g)!;
const inDigitsFrom = (zero: number) => (digits: string) =>
  digits.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));

/** How numbers of cards are written. */
export const spellings: Record<string, (digits: string) => string> = {
  'in one piece': (digits) => digits,
  'in groups': (digits) => fours(digits).join(' '),
  'with hyphens': (digits) => fours(digits).join('-'),
  'with dots': (digits) => fours(digits).join('.'),
  'with spaces that do not break': (digits) => fours(digits).join('\u00a0'),
  'with dashes and spaces': (digits) => fours(digits).join(' \u2013 '),
  'in single digits': (digits) => [...digits].join(' '),
  'with characters that nobody sees': (digits) => [...digits].join('\u200b'),
  'in full-width digits': inDigitsFrom(0xff10),
  'in Arabic digits': inDigitsFrom(0x0660),
};
