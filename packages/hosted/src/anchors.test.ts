import { expect, test } from 'vitest';
import { isAnchor } from './anchors.js';

test('[P27] sections, and the page without one, are places on this page: going back from a section loads nothing anew', () => {
  expect(isAnchor('#invoices')).toBe(true);
  expect(isAnchor('')).toBe(true);
});

test('[P7] everything else may be the code of a link', () => {
  expect(isAnchor('#lc_abc')).toBe(false);
  expect(isAnchor('#constructor')).toBe(false);
});
