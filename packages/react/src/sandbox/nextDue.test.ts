import { expect, test } from 'vitest';
import { makePrice, makeSubscription, money } from '../../test/builders.js';
import { nextDue } from './nextDue.js';

const now = '2026-11-20T12:00:00.000Z';
const day = (number: number) => `2026-12-${String(number).padStart(2, '0')}T00:00:00.000Z`;

test.each([
  ['renewal', {}, day(14)],
  ['end', { renewsAt: null, cancelAt: day(14) }, day(14)],
  ['trialEnd', { trialEndAt: day(14) }, day(14)],
  ['pause', { renewsAt: null, pause: { startsAt: day(14), resumesAt: day(30) } }, day(14)],
  [
    'resumption',
    { renewsAt: null, pause: { startsAt: '2026-11-14T00:00:00.000Z', resumesAt: day(30) } },
    day(30),
  ],
  [
    'change',
    {
      pendingChange: {
        product: { id: 'prod_1', name: 'Personal' },
        price: makePrice(),
        quantity: 1,
        amount: money(600),
        effectiveAt: day(14),
      },
    },
    day(14),
  ],
  [
    'retry',
    {
      overdueInvoice: {
        id: 'in_1',
        amountRemaining: money(4800),
        failure: 'insufficient_funds',
        method: null,
        attemptedAt: now,
        nextAttemptAt: day(1),
      },
    },
    day(1),
  ],
] as const)('[U127] a %s is what is due next', (kind, differs, at) => {
  expect(nextDue([makeSubscription(differs)], now)).toEqual({ kind, at });
});

test('[U127] the first of several plans counts, and what is over does not', () => {
  const later = makeSubscription();
  const sooner = makeSubscription({ id: 'sub_2', renewsAt: day(2) });
  const over = makeSubscription({ id: 'sub_3', renewsAt: null, cancelAt: now });
  expect(nextDue([over, later, sooner], now)).toEqual({ kind: 'renewal', at: day(2) });
  expect(nextDue([over], now)).toBeNull();
});
