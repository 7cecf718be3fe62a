import { BillfoldError, type BillfoldErrorCode } from '@billfold/hooks';
import { expect, test } from 'vitest';
import { sectionState, sectionStates } from './sectionState.js';

const nothing = { data: undefined, error: null, isFetching: false, isOnline: true };
const failed = (code: BillfoldErrorCode) => ({
  ...nothing,
  error: new BillfoldError(code, 'told to the log'),
});
const full = { ...nothing, data: [1] };

test.each([
  ['loading', { ...nothing, isFetching: true }, true],
  ['ready', full, false],
  ['empty', full, true],
  ['refreshing', { ...full, isFetching: true }, false],
  ['refreshing', { ...full, isFetching: true }, true],
  ['error', failed('internal'), true],
  ['error', failed('network'), true],
  ['error', { ...failed('internal'), data: [1], isFetching: true }, false],
  ['offline', { ...failed('network'), isOnline: false }, true],
  ['offline', { ...failed('network'), data: [1], isOnline: false }, false],
  ['offline', { ...nothing, isOnline: false }, true],
  ['ready', { ...full, isOnline: false }, false],
  ['expired', failed('unauthorized'), true],
  ['expired', failed('link_expired'), true],
  ['expired', { ...failed('unauthorized'), isOnline: false }, true],
  ['forbidden', failed('feature_disabled'), true],
  ['forbidden', { ...failed('capability_missing'), data: [1] }, false],
  ['empty', failed('customer_not_found'), true],
  ['error', { ...nothing, error: new Error('of the host') }, true],
] as const)('[U30] %s', (state, facts, isEmpty) => {
  expect(sectionState(facts, isEmpty)).toBe(state);
  expect(sectionStates).toContain(state);
});
