import { errorTable, type ErrorCode } from '@billfold/contract';
import { expect, test } from 'vitest';
import { BillfoldError, isUnheard } from './BillfoldError.js';

test('[H111] who has not heard does not claim that nothing was done', () => {
  // No operation of the portal is answered with the one that is left out.
  const codes = (Object.keys(errorTable) as ErrorCode[]).filter((code) => code !== 'webhooks_unavailable');
  const ofPortal = (code: ErrorCode) => new BillfoldError(code, '', { status: errorTable[code].status });
  expect(codes.filter((code) => isUnheard(ofPortal(code))).sort()).toEqual([
    'database_unavailable',
    'idempotency_in_flight',
    'internal',
    'provider_unavailable',
  ]);
  expect(isUnheard(new BillfoldError('network', ''))).toBe(true);
  // What answered was not the portal.
  expect(isUnheard(new BillfoldError('network', '', { status: 404 }))).toBe(true);
  expect(isUnheard(new BillfoldError('timeout', ''))).toBe(true);
  // The page itself said so.
  expect(isUnheard(new BillfoldError('unauthorized', ''))).toBe(false);
  expect(isUnheard(new TypeError())).toBe(false);
});
