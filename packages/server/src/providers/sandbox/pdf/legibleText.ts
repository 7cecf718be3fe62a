import type { Font } from 'fontkit';
import type { Typeface, Weight } from './typefaces.js';

/** A piece of text that one font can show whole. */
interface Run {
  text: string;
  font: Font;
}

/**
 * Text as it can be printed: nothing in it is invisible, and every character has a glyph in one of the typefaces.
 *
 * - Controls, and characters that have no look of their own (among them all that turn the direction of text), are
 *   taken out: on a document they can only deceive.
 * - White space is one plain space; spaces that must not break stay, since amounts are written with them.
 * - Half of a surrogate pair becomes U+FFFD, the sign for a character that got lost.
 * - A character that no typeface has becomes its code point, `[U+6F22]`. It is never left out: a reader must see
 *   that something stands there, and whoever is asked can look it up.
 */
export function legibleText(text: string, typefaces: readonly Typeface[], weight: Weight): string {
  let legible = '';
  for (const character of withoutInvisible(text)) {
    legible += fontFor(character, typefaces, weight) ? character : nameOf(character);
  }
  return legible;
}

/** One line of text without anything in it that is not seen. */
export function withoutInvisible(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[^\S\u00a0\u202f\ufeff]+/g, ' ')
    .replace(/[\p{Control}\p{Default_Ignorable_Code_Point}]/gu, '')
    .trim();
}

function nameOf(character: string): string {
  return `[U+${codePointOf(character).toString(16).toUpperCase().padStart(4, '0')}]`;
}

/**
 * Cuts legible text where the font changes. A mark stays with the letter it stands on wherever that letter's font
 * has it, because only within one font can the two be joined.
 */
export function splitIntoRuns(text: string, typefaces: readonly Typeface[], weight: Weight): Run[] {
  const runs: Run[] = [];
  for (const character of text) {
    const last = runs.at(-1);
    const font =
      last && /\p{Mark}/u.test(character) && has(last.font, character)
        ? last.font
        : fontFor(character, typefaces, weight);
    if (!font) throw new RangeError(`No typeface has ${nameOf(character)}: the text was not made legible.`);
    if (last?.font === font) last.text += character;
    else runs.push({ text: character, font });
  }
  return runs;
}

/** Asks the typefaces one after the other, so that a large one is read only for a character that needs it. */
function fontFor(character: string, typefaces: readonly Typeface[], weight: Weight): Font | null {
  for (const typeface of typefaces) {
    const font = typeface.font(weight);
    if (has(font, character)) return font;
  }
  return null;
}

function has(font: Font, character: string): boolean {
  return font.hasGlyphForCodePoint(codePointOf(character));
}

function codePointOf(character: string): number {
  return character.codePointAt(0) as number;
}
