import { expect, test } from 'vitest';
import { parentOrigin } from './parentOrigin.js';

const self = {} as Window;
const around = {} as Window;

/** A window in a frame of a page, with an address that names its parent. */
const framed = (named: string | null, ancestors?: string[], parent = around) =>
  parentOrigin({
    self: self as Window & typeof globalThis,
    parent,
    location: {
      search: named === null ? '' : `?parent=${encodeURIComponent(named)}`,
      ancestorOrigins: ancestors,
    } as unknown as Location,
  });

test('[F12] it works for the origin that its address names', () => {
  expect(framed('https://billing.test')).toBe('https://billing.test');
  expect(framed('http://localhost:5173', ['http://localhost:5173'])).toBe('http://localhost:5173');
});

test.each([
  null,
  '',
  '*',
  'null',
  'billing.test',
  'https://billing.test/',
  'https://billing.test/page',
  'https://user@billing.test',
  'HTTPS://billing.test',
  'file://',
  'javascript:alert(1)',
  'https://',
])('[F12] %s is no origin, so it works for nobody', (named) => {
  expect(framed(named)).toBeNull();
});

test('[F12] it works for nobody where another page is around it, or none', () => {
  expect(framed('https://billing.test', ['https://stranger.test'])).toBeNull();
  expect(framed('https://billing.test', undefined, self)).toBeNull();
});
