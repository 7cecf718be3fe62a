import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wrapText } from './wrapText.js';

/** Every character is one point wide. */
const measure = (text: string) => [...text].length;
const wrap = (text: string, width: number, maxLines = 100) => wrapText(text, { width, maxLines, measure });

test.each([
  ['one two three', 7, ['one two', 'three']],
  ['one two', 3, ['one', 'two']],
  ['', 5, []],
  ['abcdefghij', 4, ['abcd', 'efgh', 'ij']],
  ['a abcdefgh', 4, ['a ab', 'cdef', 'gh']],
  ['漢字會社。テスト', 4, ['漢字會', '社。テス', 'ト']],
  ['[U+6F22][U+5B57]', 10, ['[U+6F22]', '[U+5B57]']],
])('[X47] %j on lines of %i', (text, width, lines) => {
  expect(wrap(text, width)).toEqual(lines);
});

test('[X47] what does not fit ends in an ellipsis', () => {
  expect(wrap('one two three four', 5, 2)).toEqual(['one', 'two…']);
  expect(wrap('abcdefghij', 4, 2)).toEqual(['abcd', 'efg…']);
});

test('[X47] a character of several code points is not taken apart', () => {
  expect(wrap('कि'.repeat(4), 5)).toEqual(['किकि', 'किकि']);
});

test('[X47] no text is lost and no line is too wide', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.integer({ min: 10, max: 40 }),
      (drawn, width) => {
        const text = drawn.replace(/\s+/g, ' ').trim();
        const lines = wrap(text, width, 1_000);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        for (const line of lines) expect(measure(line)).toBeLessThanOrEqual(width);
      },
    ),
    { numRuns: 500 },
  );
});
