import { expect, test } from 'vitest';
import { directionOf } from './directionOf.js';

test('[P19] the script of a language decides its direction', () => {
  for (const locale of ['ar', 'ar-EG', 'he', 'fa-IR', 'ur', 'az-Arab', 'dv', 'ckb'])
    expect(directionOf(locale)).toBe('rtl');
  for (const locale of ['en', 'de-DE', 'ja', 'az', 'ks-Deva', 'zz', null])
    expect(directionOf(locale)).toBe('ltr');
});

test('[P19] what is no language tag is written from left to right', () => {
  expect(directionOf('not a locale')).toBe('ltr');
});
