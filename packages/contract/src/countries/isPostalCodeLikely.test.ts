import { expect, test } from 'vitest';
import { addressFormat, countryCodes, isPostalCodeLikely } from './index.js';

test('[C20] every country knows its own example, in any case and spacing', () => {
  for (const country of countryCodes) {
    const { example } = addressFormat(country).postalCode ?? {};
    if (!example) continue;
    const bare = example.replaceAll(/[ -]/g, '');
    for (const text of [
      example,
      bare,
      example.toLowerCase(),
      ` ${[...bare].join(' ')} `,
      [...bare].join('-'),
    ])
      expect([country, text, isPostalCodeLikely(country, text)]).toEqual([country, text, true]);
  }
});

test.each([
  ['GB', 'sw1a1aa'],
  ['GB', 'SW1A  1AA'],
  ['NL', '1234ab'],
  ['CA', 'h3z-2y7'],
  ['US', '94105 1234'],
  ['JP', '〒１５４−００２３'],
  ['JP', '1540023'],
  ['BR', '40301110'],
  ['PT', '1250 096'],
  ['FI', 'FI-00550'],
  ['LU', 'L-4750'],
  ['LV', '1073'],
  ['DE', 'DE-26133'],
  ['EG', '١٢٤١١'],
  ['IE', 'a65f4e2'],
])('[C20] %s: “%s” is what people write', (country, text) => {
  expect(isPostalCodeLikely(country, text)).toBe(true);
});

test.each([
  ['DE', '2613'],
  ['DE', '261333'],
  ['GB', 'ZZ1 1ZZ'],
  ['US', '9410'],
  ['CA', 'D1D 1D1'],
  ['LI', 'FL'],
  ['LI', '9484'],
  ['IN', ''],
])('[C20] %s: “%s” is none', (country, text) => {
  expect(isPostalCodeLikely(country, text)).toBe(false);
});

test('[C20] where no codes are known, any text may be one', () => {
  for (const country of ['HK', 'AE', 'ZZ']) expect(isPostalCodeLikely(country, '999077')).toBe(true);
});
