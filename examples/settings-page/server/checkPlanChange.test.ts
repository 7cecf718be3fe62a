import type { ProposedPlanChange } from '@billfold/server';
import { expect, test } from 'vitest';
import { checkPlanChange } from './checkPlanChange.js';

const proposed = (reference: string | null, quantity: number, more: object = {}) =>
  ({
    customer: { id: 'cus_1', reference },
    product: { id: 'prod_NotesTeam', name: 'Team' },
    price: { scheme: 'per_seat' },
    quantity,
    ...more,
  }) as ProposedPlanChange;

test('[E16] an account keeps a seat for each of its people', () => {
  expect(checkPlanChange(proposed('acct_studio', 3))).toBeNull();
  expect(checkPlanChange(proposed('acct_studio', 2))).toEqual({
    blockers: ['Remove 1 of the 3 people in your account first.'],
  });
  expect(checkPlanChange(proposed(null, 1))).toBeNull();
});

test('[E16] what a plan for one person means is said, and does not stand against it', () => {
  const personal = { product: { id: 'prod_NotesPersonal', name: 'Personal' }, price: { scheme: 'flat' } };
  expect(checkPlanChange(proposed('acct_studio', 1, personal))).toMatchObject({
    warnings: [expect.stringContaining('read-only')],
  });
  expect(checkPlanChange(proposed(null, 1, personal))).toBeNull();
});
