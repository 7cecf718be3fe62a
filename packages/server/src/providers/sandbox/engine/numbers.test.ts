import { expect, test } from 'vitest';
import { invoiceId, invoiceLineId, invoiceNumber, invoicePrefix } from './numbers.js';

test('[X8] a number is the customer’s prefix and a count', () => {
  expect(invoiceNumber('2F9C4A1B', 1)).toBe('2F9C4A1B-0001');
  expect(invoiceNumber('2F9C4A1B', 10_228)).toBe('2F9C4A1B-10228');
});

test('[X8] a prefix comes from the customer’s id: always the same one, and another one on the next try', () => {
  const prefixes = Array.from({ length: 20_000 }, (_, index) => invoicePrefix(`cus_${index}`, 0));
  expect(new Set(prefixes).size).toBe(prefixes.length);
  expect(prefixes.every((prefix) => /^[0-9A-HJKMNP-TV-Z]{8}$/.test(prefix))).toBe(true);
  expect(invoicePrefix('cus_1', 0)).toBe(prefixes[1]);
  expect(invoicePrefix('cus_1', 1)).not.toBe(prefixes[1]);
});

test('[X8] ids of one customer sort as the numbers do, by code and by language', () => {
  const ids = [1, 9, 10, 35, 36, 1_295, 1_296, 46_656, 999_999].map((sequence) =>
    invoiceId('2F9C4A1B', sequence),
  );
  expect(ids.toSorted()).toEqual(ids);
  expect(ids.toSorted((a, b) => a.localeCompare(b, 'en'))).toEqual(ids);
  expect(ids.every((id) => /^in_[0-9a-z]+$/.test(id))).toBe(true);
  expect(invoiceLineId(ids[0]!, 0)).toMatch(/^il_[0-9a-z]+$/);
});
