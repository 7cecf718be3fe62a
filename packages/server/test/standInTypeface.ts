import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create } from 'fontkit';
import type { Typeface } from '../src/providers/sandbox/pdf/typefaces.js';

const NOTO_SANS = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
);
const DIRECTORY_ENTRY = 16;
const HEADER = 12;

/**
 * A typeface that has these characters and no others, for tests of what happens where the first one has not. It is
 * Noto Sans with another table of characters, in which they look like A, B, C … With fewer `glyphs` than characters,
 * some of them look alike.
 */
export function standInTypeface(characters: string, glyphs = 26): Typeface {
  const font = create(withCharacters(readFileSync(NOTO_SANS), characters, glyphs));
  return { font: () => font };
}

function withCharacters(original: Uint8Array, characters: string, glyphs: number): Uint8Array {
  const letterA = 36;
  const groups = [...characters]
    .map((character, index) => [character.codePointAt(0) as number, letterA + (index % glyphs)] as const)
    .sort(([a], [b]) => a - b);
  const table = characterTable(groups);
  const bytes = new Uint8Array(original.length + table.length);
  bytes.set(original);
  bytes.set(table, original.length);

  const view = new DataView(bytes.buffer);
  const cmap = entryOf(view, 'cmap');
  view.setUint32(cmap + 8, original.length);
  view.setUint32(cmap + 12, table.length);
  // By this number pdfkit tells fonts of the same name apart.
  const head = view.getUint32(entryOf(view, 'head') + 8);
  view.setUint32(head + 8, view.getUint32(head + 8) ^ 1);
  return bytes;
}

/** Where the directory of the font speaks of a table. */
function entryOf(view: DataView, tag: string): number {
  for (let index = 0; index < view.getUint16(4); index += 1) {
    const at = HEADER + index * DIRECTORY_ENTRY;
    const name = String.fromCharCode(...[0, 1, 2, 3].map((byte) => view.getUint8(at + byte)));
    if (name === tag) return at;
  }
  throw new Error(`The font has no table ${tag}.`);
}

/** A `cmap` table of format 12, with a group of its own for each code point and its glyph. */
function characterTable(groups: (readonly [codePoint: number, glyph: number])[]): Uint8Array {
  const subtable = 12;
  const firstGroup = subtable + 16;
  const bytes = new Uint8Array(firstGroup + 12 * groups.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(2, 1);
  view.setUint16(4, 3);
  view.setUint16(6, 10);
  view.setUint32(8, subtable);
  view.setUint16(subtable, 12);
  view.setUint32(subtable + 4, bytes.length - subtable);
  view.setUint32(subtable + 12, groups.length);
  for (const [index, [codePoint, glyph]] of groups.entries()) {
    const at = firstGroup + 12 * index;
    view.setUint32(at, codePoint);
    view.setUint32(at + 4, codePoint);
    view.setUint32(at + 8, glyph);
  }
  return bytes;
}
