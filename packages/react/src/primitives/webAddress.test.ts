import { expect, test } from 'vitest';
import { webAddress } from './webAddress.js';

test.each(['https://example.com/app-store/subscriptions?id=1#top', 'http://localhost:3000/plans'])(
  '[U280] %s is a page of the web',
  (url) => {
    expect(webAddress(url)).toBe(url);
  },
);

test.each([
  null,
  undefined,
  '',
  '/plans',
  '//example.com',
  'example.com',
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,hi',
  'itms-apps://example.com',
  'file:///etc/hosts',
])('[U280] nobody is sent to %j', (url) => {
  expect(webAddress(url)).toBeNull();
});
