import { expect, test } from 'vitest';
import { readNumber, testCards, testIbans } from './testNumbers.js';

test('[F1] there is a number for each test method of the sandbox', () => {
  expect(Object.values(testCards)).toEqual([
    'visa',
    'mastercard',
    'amex',
    'card_declined',
    'insufficient_funds',
    'card_expired',
    'declined_at_setup',
    'authentication_at_setup',
    'authentication_required',
    'authentication_fails',
  ]);
  expect(Object.values(testIbans)).toEqual(['sepa_debit', 'sepa_debit_slow', 'sepa_debit_fails']);
});

test.each(Object.entries(testCards))('[F1] %s is %s', (number, method) => {
  expect(readNumber(number, testCards, 12)).toEqual({ status: 'accepted', method });
});

test.each(Object.entries(testIbans))('[F1] %s is %s', (number, method) => {
  expect(readNumber(number, testIbans, 15)).toEqual({ status: 'accepted', method });
});

test.each([
  ['', 'unfinished'],
  ['4242', 'unfinished'],
  ['424242424242424', 'unfinished'],
  ['41111111111', 'unfinished'],
  ['411111111111', 'refused'],
  ['4111111111111111', 'refused'],
  ['42424242424242424', 'refused'],
  ['4242424242424241', 'refused'],
  // A name that every object has is no number of the table.
  ['constructor', 'unfinished'],
])('[F2] "%s" is %s', (entry, status) => {
  expect(readNumber(entry, testCards, 12)).toEqual({ status });
});
