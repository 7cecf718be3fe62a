import { expect, test } from 'vitest';
import {
  brandOf,
  digitsOf,
  expiryOf,
  expiryTyped,
  grouped,
  groupedIban,
  hidesNumber,
  ibanOf,
} from './entries.js';

test.each([
  ['4242 4242 4242 4242', '4242424242424242'],
  ['4242-4242.4242/4242', '4242424242424242'],
  ['4242 4242 4242 4242', '4242424242424242'],
  ['４２４２４２４２４２４２４２４２', '4242424242424242'],
  ['٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢', '4242424242424242'],
  ['४२४२४२४२४२४२४२४२', '4242424242424242'],
  ['no digits', ''],
])('[F1] the digits of %s', (text, digits) => {
  expect(digitsOf(text)).toBe(digits);
});

test('[F1] an IBAN is read in any spacing, small or capital', () => {
  expect(ibanOf(' de89 3704-0044 0532 0130 00 ')).toBe('DE89370400440532013000');
});

test.each([
  ['4', '4'],
  ['42424', '4242 4'],
  ['4242424242424242', '4242 4242 4242 4242'],
  ['378282246310005', '3782 822463 10005'],
  ['37828', '3782 8'],
  ['42424242424242421', '42424242424242421'],
  ['', ''],
])('[F7] %s is grouped as %s', (digits, groups) => {
  expect(grouped(digits)).toBe(groups);
});

test('[F7] an IBAN is grouped by four, without a space behind it', () => {
  expect(groupedIban('DE8937')).toBe('DE89 37');
  expect(groupedIban('DE89')).toBe('DE89');
});

test.each([
  ['4', 'visa'],
  ['51', 'mastercard'],
  ['2221', 'mastercard'],
  ['34', 'amex'],
  ['37', 'amex'],
  ['3', null],
  ['6', null],
  ['', null],
])('[F7] %s begins like %s', (digits, brand) => {
  expect(brandOf(digits)).toBe(brand);
});

test.each([
  ['1', '1'],
  ['12', '12'],
  ['123', '12 / 3'],
  ['5', '05'],
  ['1/', '01 / '],
  ['1/34', '01 / 34'],
  ['12/2034', '12 / 2034'],
  ['12 - 34', '12 / 34'],
  // Taken away from the end: the slash goes with the year.
  ['12 / ', '12'],
  ['05 /', '05'],
])('[F6] an expiry typed as "%s" reads "%s"', (typed, read) => {
  expect(expiryTyped(typed)).toBe(read);
});

test.each([
  ['12/34', { month: 12, year: 2034 }],
  ['1234', { month: 12, year: 2034 }],
  ['1/34', { month: 1, year: 2034 }],
  ['12 / 2034', { month: 12, year: 2034 }],
  // Long over; by whose time, is not for this page to know.
  ['01/20', { month: 1, year: 2020 }],
  ['13/34', null],
  ['00/34', null],
  ['12/1934', null],
  ['12/3', null],
  ['', null],
])('[F6] %s', (text, expiry) => {
  expect(expiryOf(text)).toEqual(expiry);
});

test('[F3] a name can have a number in it, but none as long as that of a card', () => {
  expect(hidesNumber('Example Ltd 2000')).toBe(false);
  expect(hidesNumber('4111-1111 1111/1111')).toBe(true);
  expect(hidesNumber('４１１１１１１１１１１１１１１１')).toBe(true);
});
