import { expect, test } from 'vitest';
import { makeId } from './Books.js';

test('[O7] no id has thirteen digits in a row, as a card has', () => {
  const ids = Array.from({ length: 20_000 }, makeId);
  expect(new Set(ids).size).toBe(20_000);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{16}$/);
  expect(ids.filter((id) => /\d{13}/.test(id))).toEqual([]);
});
