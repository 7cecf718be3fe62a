import { expect, test } from 'vitest';
import { localeOf } from './localeOf.js';

test.each([
  ['en', 'en'],
  ['en-US', 'en'],
  ['en-GB', 'en-GB'],
  ['de-AT', 'de'],
  ['fr-CA', 'fr-CA'],
  ['pt', 'pt-BR'],
  ['pt-PT', 'pt'],
  ['es', 'es'],
  ['es-MX', 'es-419'],
  ['es-419', 'es-419'],
  ['zh', 'zh'],
  ['zh-TW', 'zh-TW'],
  ['zh-Hant', 'zh-TW'],
  ['zh-HK', 'zh-HK'],
  ['no', 'nb'],
  ['nn-NO', 'nb'],
  ['ar-EG', 'ar'],
  ['ja-JP', 'ja'],
  ['cy', 'en'],
])('[U158] %s is spoken as %s', (tag, locale) => {
  expect(localeOf(tag)).toBe(locale);
});
