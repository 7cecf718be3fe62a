import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PriceTerms } from './account.js';
import { amountOf } from './price.js';
import { testAccountAt, testPrice, testSubscription } from '../../../../test/engineAccount.js';
import { upcomingInvoice } from './upcoming.js';
import { defaultTerms } from './terms.js';

/** Five seats at $10.00, five more at $8.00 with $20.00 once, and all others at $5.00. */
const graduated: PriceTerms = {
  ...testPrice,
  scheme: 'graduated',
  unitAmount: 1_000n,
  tiers: [
    { upTo: 5, unitAmount: 1_000n, flatAmount: 0n },
    { upTo: 10, unitAmount: 800n, flatAmount: 2_000n },
    { upTo: null, unitAmount: 500n, flatAmount: 0n },
  ],
};

test.each([
  [1, 1_000n],
  [5, 5_000n],
  [6, 5_000n + 800n + 2_000n],
  [10, 5_000n + 4_000n + 2_000n],
  [11, 11_500n],
  [999_999, 11_000n + 999_989n * 500n],
])('[X60] %i seats by their steps cost %i', (quantity, amount) => {
  expect(amountOf({ price: graduated, quantity })).toBe(amount);
});

test('[X60] each further seat costs what its step says, and the step once', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), (quantity) => {
      const added =
        amountOf({ price: graduated, quantity: quantity + 1 }) - amountOf({ price: graduated, quantity });
      expect(added).toBe(quantity < 5 ? 1_000n : quantity === 5 ? 2_800n : quantity < 10 ? 800n : 500n);
    }),
  );
});

test('[X60] a line of several steps has no unit amount', () => {
  const account = testAccountAt('2024-02-01', testSubscription({ price: graduated, quantity: 6 }));
  const invoice = upcomingInvoice(account, 'sub_1', defaultTerms);
  expect(invoice?.lines).toMatchObject([{ quantity: 6, unitAmount: null, amount: 7_800n }]);
});
