import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findCardNumbers } from './cardNumbers.js';
import { publishedCards, spellings } from '../testing/cards.js';

const card = fc.constantFrom(...publishedCards);

test.each(Object.entries(spellings))('[S110] card numbers are found %s', (_, spell) => {
  for (const digits of publishedCards) {
    const text = spell(digits);
    expect([text, findCardNumbers(text)]).toEqual([text, [digits]]);
    const within = `Visa ${text}, exp. 12/27, CVC 123`;
    expect([within, findCardNumbers(within)]).toEqual([within, [digits]]);
  }
});

test('[S110] what stands before and behind does not hide them', () => {
  for (const [text, digits] of [
    ['1. 4242 4242 4242 4242', '4242424242424242'],
    ['4242 4242 4242 4242 12/27 123', '4242424242424242'],
    ['4242424242424242 1227 123', '4242424242424242'],
    ['3782 822463 10005 12/27', '378282246310005'],
    ['card4242424242424242exp1227', '4242424242424242'],
    ['4242424242424242_2026', '4242424242424242'],
    ['٤٢٤٢ ٤٢٤٢ ٤٢٤٢ ٤٢٤٢', '4242424242424242'],
    ['④②④②④②④②④②④②④②④②', '4242424242424242'],
    ['4️⃣2️⃣4️⃣2️⃣4️⃣2️⃣4️⃣2️⃣4️⃣2️⃣4️⃣2️⃣4️⃣2️⃣4️⃣2️⃣', '4242424242424242'],
    ['𝟒𝟐𝟒𝟐𝟒𝟐𝟒𝟐𝟒𝟐𝟒𝟐𝟒𝟐𝟒𝟐', '4242424242424242'],
    ['4242424242424242'.replaceAll('', '\u0000'), '4242424242424242'],
  ] as const) {
    expect([text, findCardNumbers(text)]).toEqual([text, [digits]]);
  }
});

test('[S110] in groups of other sizes, where nothing but them is there', () => {
  for (const [text, digits] of [
    ['4242 42424242 4242', '4242424242424242'],
    ['42424242 42424242', '4242424242424242'],
    ['424242424242 4242', '4242424242424242'],
    ['4242 4242 42424242', '4242424242424242'],
    ['My card: 4242-42424242-4242, thanks', '4242424242424242'],
    ['37828 22463 10005', '378282246310005'],
    ['3782 82246310005', '378282246310005'],
    ['4242    4242    4242    4242', '4242424242424242'],
    ['4242,4242,4242,4242', '4242424242424242'],
    ['(4242)4242-4242-4242', '4242424242424242'],
    ['(4242) (4242) (4242) (4242)', '4242424242424242'],
  ] as const) {
    expect([text, findCardNumbers(text)]).toEqual([text, [digits]]);
  }
});

test('[S110] in any text, in any separators of one kind', () => {
  const letters = fc.stringMatching(/^[a-zäß:;,!?()"]{0,12}$/);
  const separator = fc.constantFrom(
    '',
    ' ',
    '  ',
    '\u00a0',
    '\u2009',
    '\u202f',
    '-',
    '\u2011',
    '\u2013',
    ' - ',
    '.',
    '/',
  );
  fc.assert(
    fc.property(card, separator, letters, letters, (digits, between, before, behind) => {
      const groups = digits.match(/.{1,4}/g)!;
      expect(findCardNumbers(`${before} ${groups.join(between)} ${behind}`)).toEqual([digits]);
    }),
  );
});

test('[S111] what is longer or shorter, or has another check digit or issuer, is none', () => {
  fc.assert(
    fc.property(card, fc.integer({ min: 1, max: 9 }), fc.nat({ max: 9 }), (digits, by, more) => {
      const last = (Number(digits.at(-1)) + by) % 10;
      expect(findCardNumbers(`${digits.slice(0, -1)}${last}`)).toEqual([]);
      expect(findCardNumbers(`${digits}${`${more}`.repeat(20)}`)).toEqual([]);
      expect(findCardNumbers(`${`${more}`.repeat(20)}${digits}`)).toEqual([]);
      expect(findCardNumbers(digits.slice(0, 12))).toEqual([]);
    }),
  );
  expect(findCardNumbers('0000000000000000 1111111111111117 9999999999999995')).toEqual([]);
});

test('[S111] numbers that people have in hand are none', () => {
  for (const text of [
    '23.01.2026 - 30.01.2026',
    '30.11.2026 09.00.00',
    '2026-11-20T09:00:00.000Z',
    '4500012345-001',
    '4500012345/000010',
    '4500012341/000010',
    '4242 42424242 4242 12',
    '4242, 4242, 4242, 4242',
    '4,242,424,242,424,242',
    '4006381333931',
    '1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20',
    '4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0',
    '45.83.120.10, 172.16.254.1, 10.0.0.1',
    'DE89 3704 0044 0532 0130 00',
    'FR76 3000 6000 0112 3456 7890 189',
    '+49 1522 3433333',
  ]) {
    expect([text, findCardNumbers(text)]).toEqual([text, []]);
  }
});

test('[S111] of numbers of 13 digits that begin with 4 only the published one is a card', () => {
  const random = fc.sample(fc.stringMatching(/^4[0-9]{12}$/), { numRuns: 20_000, seed: 1 });
  expect(random.filter((digits) => findCardNumbers(digits).length > 0)).toEqual([]);
  expect(findCardNumbers('4222222222222')).toEqual(['4222222222222']);
});

test('[S111] with a zero before it no number is a card', () => {
  const random = fc.sample(fc.stringMatching(/^0[0-9]{12,19}$/), { numRuns: 20_000, seed: 1 });
  expect(random.filter((digits) => findCardNumbers(digits).length > 0)).toEqual([]);
});

test('[S111] of random numbers of 16 digits, one in forty is taken for a card', () => {
  const random = fc.sample(fc.stringMatching(/^[0-9]{16}$/), { numRuns: 20_000, seed: 1 });
  const taken = random.filter((digits) => findCardNumbers(digits).length > 0).length / random.length;
  expect(taken).toBeGreaterThan(0.015);
  expect(taken).toBeLessThan(0.03);
});

test.each([
  ['digits', '4'.repeat(65_536)],
  ['single digits', '4 '.repeat(32_768)],
  ['groups of four', '4242 '.repeat(13_107)],
  ['groups of other sizes', '4242 424242 42424 '.repeat(3_640)],
  ['cards', '4242424242424242 '.repeat(3_855)],
  ['nothing but separators', '4' + ' '.repeat(65_535)],
  ['marks', '4\u0301\u0323'.repeat(13_107)],
  ['digits of another script', '\u{1d7ff}'.repeat(16_384)],
])('[S112] 64 KiB of %s are looked through in bounded time', (_, text) => {
  // What this process has computed: on a busy machine others do so in between.
  const before = process.cpuUsage();
  findCardNumbers(text);
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(500);
});
