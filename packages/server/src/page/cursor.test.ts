import { expect, test } from 'vitest';
import { openCursor, signCursor } from './cursor.js';

const scope = {
  key: 'key',
  operation: 'listInvoices',
  owner: 'cus_1',
  filters: { status: 'paid', year: null },
};

test('[S20] a cursor opens to its position, in its own scope', () => {
  const cursor = signCursor('2026 ü 1', scope);
  expect(cursor).toMatch(/^[\w.-]+$/);
  expect(openCursor(cursor, scope)).toBe('2026 ü 1');
});

test.each([
  ['key', { ...scope, key: 'other' }],
  ['operation', { ...scope, operation: 'listCustomers' }],
  ['owner', { ...scope, owner: 'cus_2' }],
  ['filters', { ...scope, filters: { status: null, year: null } }],
])('[S20] a cursor of another %s does not open', (_, other) => {
  expect(() => openCursor(signCursor('1', other), scope)).toThrow(
    expect.objectContaining({ code: 'invalid_cursor' }),
  );
});

test('[S20] what nobody signed does not open', () => {
  const cursor = signCursor('1', scope);
  const [position, signature] = cursor.split('.') as [string, string];
  for (const forged of [
    '',
    '.',
    'x',
    `${position}.`,
    `.${signature}`,
    `${position}.${signature}.x`,
    `Mg.${signature}`,
    `${position}.${signature.slice(1)}`,
    `${cursor}x`,
  ]) {
    expect(() => openCursor(forged, scope)).toThrow(expect.objectContaining({ code: 'invalid_cursor' }));
  }
});
