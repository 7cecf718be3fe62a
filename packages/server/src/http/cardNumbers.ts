import { isCardNumber, MAX_DIGITS, MIN_DIGITS } from './cardIssuers.js';

/**
 * Finds card numbers in a text, however they are written there: in the digits of any script, in groups, with what people
 * and programs put between digits, and with an expiry or a name before or behind. In one pass, and in time that grows
 * with the text: nothing here can be made to look twice.
 *
 * @returns their digits, each number once.
 */
export function findCardNumbers(text: string): string[] {
  const found = new Set<string>();
  for (const groups of digitRuns(text)) {
    for (const digits of candidates(groups)) if (isCardNumber(digits)) found.add(digits);
  }
  return [...found];
}

/** How many separators may stand between two groups of one number: `4242 - 4242`. */
const MAX_SEPARATORS = 8;

/**
 * Digits that belong together: groups that only separators stand between. What nobody sees (joiners, marks, controls)
 * stands for nothing, so that it can not take a group apart. A group that is too long for a card is kept as too long.
 */
function* digitRuns(text: string): Generator<string[]> {
  let groups: string[] = [];
  let group = '';
  let separators = 0;
  for (const sign of signsOf(text)) {
    if (sign === INVISIBLE) continue;
    if (sign === SEPARATOR) {
      if (group !== '') groups.push(group);
      group = '';
      separators += 1;
    } else if (sign === OTHER || separators > MAX_SEPARATORS) {
      if (group !== '') groups.push(group);
      if (groups.length > 0) yield groups;
      groups = [];
      group = sign === OTHER ? '' : sign;
      separators = 0;
    } else {
      if (group.length <= MAX_DIGITS) group += sign;
      separators = 0;
    }
  }
  if (group !== '') groups.push(group);
  if (groups.length > 0) yield groups;
}

/**
 * What of a run may be one number: a group, neighbours in a form that cards are printed in, or large groups that are all of
 * the run. A group is never cut, and not any neighbours will do: order numbers with positions, dates and prices would have a card among them too often.
 */
function* candidates(groups: readonly string[]): Generator<string> {
  for (let first = 0; first < groups.length; first++) {
    let digits = '';
    for (let last = first; last < groups.length; last++) {
      digits += groups[last]!;
      if (digits.length > MAX_DIGITS) break;
      if (digits.length < MIN_DIGITS) continue;
      if (first === last || isPrinted(groups, first, last)) yield digits;
    }
  }
}

/** Sizes of groups: fours with a rest, American Express, Diners Club, UnionPay, pairs, and each digit by itself. */
const PRINTED = /^(?:4-4-4(?:-4)?-[1-4]|4-6-[45]|6-13|(?:2-){7}2|1(?:-1)+)$/;

/** An order number with its position, as business programs write them. */
const ORDER = /^10-[456]$/;

function isPrinted(groups: readonly string[], first: number, last: number): boolean {
  const size = groups[first]!.length;
  // Small groups that go on before or behind are a list, of which any part could be a card by chance.
  if (size < 3 && [groups[first - 1], groups[last + 1]].some((it) => it?.length === size)) return false;
  const sizes = groups.slice(first, last + 1).map(({ length }) => length);
  const form = sizes.join('-');
  if (PRINTED.test(form)) return true;
  // In any other groups only alone, and in none so small as those of dates and prices.
  return sizes.length === groups.length && sizes.every((it) => it >= 4) && !ORDER.test(form);
}

const INVISIBLE = 'invisible';
const SEPARATOR = 'separator';
const OTHER = 'other';

/** A digit from `0` to `9`, or what else a character is here. */
type Sign = string;

/** What stands between the digits of one number. */
const isSeparator = /[\s\p{Pd}\u2212.,_·•‧・/⁄∕\\|'’()]/u;
const isInvisible = /[\p{Cf}\p{Cc}\p{M}]/u;

function* signsOf(text: string): Generator<Sign> {
  let comma = false;
  for (const char of text) {
    // What goes on behind a comma and a space is another number.
    if (comma && /\s/.test(char)) yield OTHER;
    comma = char === ',';
    if (char <= '\u007f') yield signOf(char);
    else if (/\p{L}/u.test(char)) yield OTHER;
    // Alone, because what stands beside a character makes it slow: full-width and circled digits, `…`, fractions.
    else for (const plain of char.normalize('NFKC')) yield signOf(plain);
  }
}

function signOf(char: string): Sign {
  if (char >= '0' && char <= '9') return char;
  if (/[\p{Cf}\p{M}]/u.test(char)) return INVISIBLE;
  if (isSeparator.test(char)) return SEPARATOR;
  if (isInvisible.test(char)) return INVISIBLE;
  return digitOf(char) ?? OTHER;
}

/** The value of a decimal digit of any script. They are encoded from zero to nine without a gap. */
function digitOf(char: string): string | null {
  if (!/\p{Nd}/u.test(char)) return null;
  let before = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(char.codePointAt(0)! - before - 1))) before += 1;
  return String(before % 10);
}
