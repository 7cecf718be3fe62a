/**
 * First digits by which card networks are known, from and to, with how long their numbers are. Wide where networks hand
 * their ranges on, and no wider: of ten numbers one has the right check digit by chance, so that each range that is not
 * needed here would turn away numbers that are nobody's card.
 */
const RANGES: readonly [from: string, to: string, lengths: readonly number[]][] = [
  // Visa. Its numbers of 13 digits are extinct, but for the one that is published for tests: telephone numbers begin so.
  ['4', '4', [16, 19]],
  ['4222222222222', '4222222222222', [13]],
  // Mastercard
  ['51', '55', [16]],
  ['2221', '2720', [16]],
  // American Express
  ['34', '34', [15]],
  ['37', '37', [15]],
  // Discover
  ['6011', '6011', [16, 19]],
  ['644', '649', [16, 19]],
  ['65', '65', [16, 19]],
  // Diners Club
  ['300', '305', [14, 16, 19]],
  ['3095', '3095', [14, 16, 19]],
  ['36', '36', [14]],
  ['38', '39', [14]],
  // JCB
  ['3528', '3589', [16, 17, 18, 19]],
  // UnionPay
  ['62', '62', [16, 17, 18, 19]],
  ['81', '81', [16, 17, 18, 19]],
  // Maestro, and Elo, RuPay and Verve with it
  ['50', '50', [13, 14, 15, 16, 17, 18, 19]],
  ['5893', '5893', [13, 14, 15, 16, 17, 18, 19]],
  ['6304', '6304', [13, 14, 15, 16, 17, 18, 19]],
  ['67', '67', [13, 14, 15, 16, 17, 18, 19]],
  // RuPay, Elo, Hipercard, Mir, Troy
  ['6069', '6085', [16]],
  ['6362', '6363', [16]],
  ['606282', '606282', [16]],
  ['2200', '2204', [16, 17, 18, 19]],
  ['9792', '9792', [16]],
];

/** The shortest and the longest number of a card that is looked for. */
export const MIN_DIGITS = 13;
export const MAX_DIGITS = 19;

/**
 * Whether digits are the number of a card: of an issuer, as long as that issuer's are, and with the right check digit. Cards
 * of 13 digits are hardly issued any more; what could also be a GLN or an EAN, by which businesses are known, is one.
 */
export function isCardNumber(digits: string): boolean {
  return hasIssuer(digits) && hasCheckDigit(digits, 2) && !(digits.length === 13 && hasCheckDigit(digits, 3));
}

function hasIssuer(digits: string): boolean {
  return RANGES.some(([from, to, lengths]) => {
    const first = digits.slice(0, from.length);
    return first >= from && first <= to && lengths.includes(digits.length);
  });
}

/**
 * The check digit, where every other digit counts `weight` times: twice and by the sum of its digits for cards (Luhn,
 * ISO/IEC 7812-1), three times for GLN and EAN.
 */
export function hasCheckDigit(digits: string, weight: 2 | 3): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = digits.charCodeAt(digits.length - 1 - place) - 48;
    const weighed = place % 2 === 0 ? digit : digit * weight;
    sum += weight === 2 && weighed > 9 ? weighed - 9 : weighed;
  }
  return sum % 10 === 0;
}
