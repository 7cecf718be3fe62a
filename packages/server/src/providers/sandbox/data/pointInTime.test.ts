import { expect, test } from 'vitest';
import { isPointInTime, readPointInTime } from './pointInTime.js';

const now = new Date('2026-03-31T09:30:00.000Z');
const read = (text: string) => readPointInTime(text, now).toISOString();

test('[X31] a day, an instant, or a time ago', () => {
  expect(read('2025-01-31')).toBe('2025-01-31T00:00:00.000Z');
  expect(read('2025-01-31T09:00Z')).toBe('2025-01-31T09:00:00.000Z');
  expect(read('-1 month')).toBe('2026-02-28T09:30:00.000Z');
  expect(read('-24 months')).toBe('2024-03-31T09:30:00.000Z');
  expect(read('-28 years')).toBe('1998-03-31T09:30:00.000Z');
  expect(read('-2 weeks')).toBe('2026-03-17T09:30:00.000Z');
});

test('[X31] several times ago are taken one after the other', () => {
  expect(read('-4 days -6 months')).toBe('2025-09-27T09:30:00.000Z');
});

test('[X31] nothing else is understood, and no day that is in no calendar', () => {
  for (const text of ['2025-01-31', '2024-02-29', '2025-01-31T09:00:00.000Z', '-1 day', '-3 years -2 days']) {
    expect(isPointInTime(text)).toBe(true);
  }
  for (const text of [
    '',
    'yesterday',
    '24 months',
    '+1 day',
    '-1 fortnight',
    '-1  day',
    '- 1 day',
    '2025-02-29',
    '2025-02-30T00:00:00Z',
    '2025-13-01',
    '31.01.2025',
    '2025-01-31T09:00+02:00',
    '2025-01-31T25:00Z',
  ]) {
    expect(isPointInTime(text)).toBe(false);
  }
});
