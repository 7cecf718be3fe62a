import { expect, test } from 'vitest';
import { expiryOf } from './expiryOf.js';

const ofDecember = { expiresAt: '2027-01-01T00:00:00.000Z' };

test.each([
  ['2026-12-01T23:59:59.999Z', 'valid'],
  ['2026-12-02T00:00:00.000Z', 'expires_soon'],
  ['2026-12-31T23:59:59.999Z', 'expires_soon'],
  ['2027-01-01T00:00:00.000Z', 'expired'],
  ['2031-05-05T00:00:00.000Z', 'expired'],
])('[H77] a card of December is, at %s, %s', (now, expiry) => {
  expect(expiryOf(ofDecember, now)).toBe(expiry);
  expect(expiryOf(ofDecember, new Date(now))).toBe(expiry);
});

test('[H77] what does not run out has no expiry', () => {
  expect(expiryOf({ expiresAt: null }, '2026-12-02T00:00:00.000Z')).toBeNull();
});
