import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { standInTypeface } from '../../../../test/standInTypeface.js';
import { legibleText, splitIntoRuns } from './legibleText.js';
import { installedTypefaces } from './typefaces.js';

const NOTO_SANS_ONLY = installedTypefaces().slice(0, 1);
const legible = (text: string) => legibleText(text, NOTO_SANS_ONLY, 'regular');

describe('characters that have a glyph', () => {
  test.each(['€', 'ł', 'Ж', 'Ω', 'ş', 'ẞ', 'क', '₹', '₺', '…', '–', '·'])(
    '[X42] %s stays as it is',
    (character) => {
      for (const weight of ['regular', 'bold'] as const) {
        expect(legibleText(character, NOTO_SANS_ONLY, weight)).toBe(character);
      }
    },
  );

  test('[X42] a letter and its accent are one character', () => {
    expect(legible('Lo\u0301dz\u0301')).toBe('Lódź');
  });
});

describe('characters that have none', () => {
  test.each([
    ['漢字', '[U+6F22][U+5B57]'],
    ['שלום', '[U+05E9][U+05DC][U+05D5][U+05DD]'],
    ['a👍b', 'a[U+1F44D]b'],
    ['\ue000', '[U+E000]'],
    ['\uffff', '[U+FFFF]'],
  ])('[X43] %j is printed as %s', (text, printed) => {
    expect(legible(text)).toBe(printed);
  });

  test('[X43] nothing that can be seen is left out, whatever the text is', () => {
    const seen = (text: string) =>
      text
        .normalize('NFC')
        .replace(/\p{Surrogate}/gu, '\ufffd')
        .replace(/[\s\p{Control}\p{Default_Ignorable_Code_Point}]/gu, '');
    const spelledOut = (text: string) =>
      text.replace(/\[U\+([0-9A-F]{4,6})\]/g, (_, codePoint: string) =>
        String.fromCodePoint(parseInt(codePoint, 16)),
      );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(!text.includes('[U+'));
        expect(seen(spelledOut(legible(text)))).toBe(seen(text));
      }),
      { numRuns: 500 },
    );
  });
});

describe('an optional typeface', () => {
  const typefaces = [...NOTO_SANS_ONLY, standInTypeface('漢字')];

  test('[X44] shows what the first one has not', () => {
    expect(legibleText('漢字會', typefaces, 'bold')).toBe('漢字[U+6703]');
  });

  test('[X44] is used for nothing that the first one has', () => {
    const runs = splitIntoRuns('Nr. 漢字 42', typefaces, 'regular');
    expect(runs.map(({ text }) => text)).toEqual(['Nr. ', '漢字', ' 42']);
    expect(runs[0]?.font).toBe(runs[2]?.font);
    expect(runs[1]?.font).not.toBe(runs[0]?.font);
  });

  test('[X44] is found by its package name, and not missed where it is not installed', () => {
    const resolve = (specifier: string) => {
      if (specifier.includes('noto-sans-sc')) throw new Error('not installed');
      return specifier;
    };
    expect(installedTypefaces(resolve)).toHaveLength(1);
    expect(installedTypefaces((specifier) => specifier)).toHaveLength(2);
  });

  test('[X44] is not read before a character needs it', () => {
    const unread = {
      font() {
        throw new Error('The optional typeface was read.');
      },
    };
    expect(legibleText('Жук €5', [...NOTO_SANS_ONLY, unread], 'regular')).toBe('Жук €5');
    expect(() => legibleText('漢', [...NOTO_SANS_ONLY, unread], 'regular')).toThrow('was read');
  });
});

describe('characters that are not seen', () => {
  test.each([
    ['abc\u202edcba', 'abcdcba'],
    ['\u2067a\u2069\u200e\u200f\u061c', 'a'],
    ['a\u0000\u0007\u001b\u0085b', 'ab'],
    ['zero\u200bwidth\u200d\ufeff', 'zerowidth'],
    ['soft\u00adhyphen', 'softhyphen'],
    ['Hangul\u3164filler', 'Hangulfiller'],
    ['tag\u{e0041}ged', 'tagged'],
  ])('[X45] %j becomes %j', (text, printed) => {
    expect(legible(text)).toBe(printed);
  });

  test('[X45] white space is one space; spaces that must not break stay', () => {
    expect(legible(' two\n lines\t\u3000of  text ')).toBe('two lines of text');
    expect(legible('1\u202f000\u00a0€')).toBe('1\u202f000\u00a0€');
  });

  test('[X45] half of a surrogate pair is shown as a lost character', () => {
    expect(legible('a\ud83db')).toBe('a\ufffdb');
  });
});

test('[X58] a font is read once, however many documents are drawn', () => {
  const [typeface] = installedTypefaces();
  expect(typeface?.font('bold')).toBe(typeface?.font('bold'));
});
