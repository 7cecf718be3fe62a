import { expect, test } from 'vitest';
import { formatDate, formatDateTime, formatTime } from './date.js';

test.each([
  ['Dec 1, 2026', 'en-US', 'UTC'],
  ['Nov 30, 2026', 'en-US', 'America/Los_Angeles'],
  ['1 Dec 2026', 'en-GB', 'Europe/London'],
  ['01.12.2026', 'de-DE', 'Europe/Berlin'],
])('[U23] %s: the day in the zone that was asked for', (text, locale, timeZone) => {
  expect(formatDate('2026-12-01T00:00:00.000Z', locale, timeZone)).toBe(text);
});

test.each([
  ['a locale', 'not a locale', 'UTC', '2026-12-01T00:00:00.000Z'],
  ['a time zone', 'en-US', 'Mars/Base', '2026-12-01T00:00:00.000Z'],
  ['a time', 'en-US', 'UTC', '2026-12-01T99:99:99.000Z'],
])(
  '[U23] %s that an engine does not know leaves the day as it was sent',
  (_what, locale, timeZone, instant) => {
    expect(formatDate(instant, locale, timeZone)).toBe('2026-12-01');
  },
);

test.each([
  ['Dec 1, 2026, 2:05 PM UTC', 'en-US', 'UTC'],
  ['1 Dec 2026, 14:05 GMT', 'en-GB', 'Europe/London'],
  ['1. Dez. 2026, 15:05 MEZ', 'de-DE', 'Europe/Berlin'],
  ['2026-12-01 14:05', 'not a locale', 'UTC'],
])('[U23] %s: to the minute, with the name of the zone', (text, locale, timeZone) => {
  expect(formatDateTime('2026-12-01T14:05:00.000Z', locale, timeZone)).toBe(text);
});

test.each([
  ['2:05 PM UTC', 'en-US', 'UTC'],
  ['14:05 GMT', 'en-GB', 'Europe/London'],
  ['15:05 MEZ', 'de-DE', 'Europe/Berlin'],
  ['14:05', 'not a locale', 'UTC'],
])('[U23] %s: the time on its day, with the name of the zone', (text, locale, timeZone) => {
  expect(formatTime('2026-12-01T14:05:00.000Z', locale, timeZone)).toBe(text);
});
