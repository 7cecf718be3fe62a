import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { money } from '../../test/builders.js';
import { formatMoney } from './money.js';

/** As a reader sees it: one kind of space, no marks of direction. */
const shown = (...[it, locale]: Parameters<typeof formatMoney>) =>
  formatMoney(it, locale)
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(/[\u200e\u200f\u061c]/g, '');

describe('decimals', () => {
  test.each([
    ['$48.00', money(4800), 'en-US'],
    ['$0.05', money(5), 'en-US'],
    ['-$17.60', money(-1760), 'en-US'],
    ['1.234,50 €', money(123450, 'eur'), 'de-DE'],
    ['¥4,800', money(4800, 'jpy', 0), 'en-US'],
    ['KWD 1.250', money(1250, 'kwd', 3), 'en-US'],
  ])('[U22] %s', (text, amount, locale) => {
    expect(shown(amount, locale)).toBe(text);
  });

  test('[U22] a currency that is written without decimals but counted in hundredths is not a hundred times too large', () => {
    expect(shown(money(499000, 'huf'), 'hu-HU')).toBe('4990 Ft');
    expect(shown(money(150000, 'isk'), 'en-US')).toBe('ISK 1,500');
  });

  test('[U22] decimals that a locale would hide are shown when they are not zero', () => {
    expect(shown(money(499050, 'huf'), 'hu-HU')).toBe('4990,50 Ft');
  });

  test('[U22] the largest amount that can be sent keeps every digit', () => {
    expect(shown(money(Number.MAX_SAFE_INTEGER), 'en-US')).toBe('$90,071,992,547,409.91');
    expect(shown(money(-Number.MAX_SAFE_INTEGER, 'kwd', 3), 'en-US')).toBe('-KWD 9,007,199,254,740.991');
  });

  test('[U22] the digits are those of the amount, whatever it is', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom(0, 2, 3), (amount, exponent) => {
        const digits = formatMoney(money(amount, 'xyz', exponent), 'en-US').replace(/\D/g, '');
        const minor = amount % 10 ** exponent !== 0;
        const expected = BigInt(Math.abs(amount));
        const shownDigits = BigInt(digits);
        // Where no minor unit is hidden, the locale may leave zeros away.
        expect(
          minor || exponent === 0
            ? [expected]
            : [expected, expected / 10n ** BigInt(exponent), (expected / 10n ** BigInt(exponent)) * 100n],
        ).toContain(shownDigits);
      }),
    );
  });
});

describe('dollars', () => {
  test.each([
    ['$48.00', 'usd', 'en-US'],
    ['US$48.00', 'usd', 'en-CA'],
    ['$48.00 CAD', 'cad', 'en-CA'],
    ['48,00 $ CAD', 'cad', 'fr-CA'],
    ['$48.00 AUD', 'aud', 'en-AU'],
    ['$48.00 MXN', 'mxn', 'es-MX'],
    ['CA$48.00', 'cad', 'en-US'],
    ['R$ 48,00', 'brl', 'pt-BR'],
  ])(
    '[U22] %s: a bare dollar sign is a US dollar, any other has its code beside it',
    (text, currency, locale) => {
      expect(shown(money(4800, currency), locale)).toBe(text);
    },
  );
});

test('[U22] what an engine does not know is still readable', () => {
  expect(shown(money(4800, 'usd'), 'not a locale')).toBe('48.00 USD');
  expect(shown(money(-5, '!!!'), 'en-US')).toBe('-0.05 !!!');
});
