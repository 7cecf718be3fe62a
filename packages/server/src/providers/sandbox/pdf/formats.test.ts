import { describe, expect, test } from 'vitest';
import { jpy, usd } from '../../../../test/invoiceDocument.js';
import { formatDate, formatMoney, formatMoneyWithCode, formatPercent, negative } from './formats.js';

describe('money', () => {
  test.each([
    [usd(0), '$0.00'],
    [usd(5), '$0.05'],
    [usd(-5), '-$0.05'],
    [usd(123_456_789), '$1,234,567.89'],
    [jpy(4800), '¥4,800'],
    [jpy(-1), '-¥1'],
    [{ amount: 499_000, currency: 'huf', exponent: 2 }, 'HUF\u00a04,990.00'],
    [{ amount: 1234, currency: 'kwd', exponent: 3 }, 'KWD\u00a01.234'],
    [{ amount: Number.MAX_SAFE_INTEGER, currency: 'usd', exponent: 2 }, '$90,071,992,547,409.91'],
    [{ amount: -Number.MAX_SAFE_INTEGER, currency: 'usd', exponent: 4 }, '-$900,719,925,474.0991'],
  ])('[X49] %j is written %s', (money, written) => {
    expect(formatMoney(money, 'en')).toBe(written);
  });

  test('[X49] another locale writes it in its own way', () => {
    expect(formatMoney({ amount: 123_456, currency: 'eur', exponent: 2 }, 'de')).toBe('1.234,56\u00a0€');
  });

  test('[X49] the code of the currency is not said twice', () => {
    expect(formatMoneyWithCode(usd(4800), 'en')).toBe('$48.00 USD');
    expect(formatMoneyWithCode({ amount: 100, currency: 'chf', exponent: 2 }, 'en')).toBe('CHF\u00a01.00');
  });

  test('[X49] nothing is not negative', () => {
    expect(formatMoney(negative(usd(0)), 'en')).toBe('$0.00');
  });
});

test.each(['2026-03-01T00:00:00.000Z', '2026-03-01T23:59:59.999Z'])('[X50] %s is a day of UTC', (instant) => {
  expect(formatDate(instant, 'en')).toBe('March 1, 2026');
});

test.each([
  ['19', '19%'],
  ['8.875', '8.875%'],
  ['0', '0%'],
])('[X53] %s percent is written %s', (percent, written) => {
  expect(formatPercent(percent, 'en')).toBe(written);
});
