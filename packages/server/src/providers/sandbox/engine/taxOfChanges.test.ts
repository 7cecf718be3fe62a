import { expect, test } from 'vitest';
import type { Account } from './account.js';
import { advance } from './advance.js';
import { cancelSubscription } from './cancel.js';
import { changeSubscription } from './change.js';
import {
  testAccount,
  testAccountAt,
  testChange,
  testOptions,
  testPrice,
  testSubscription,
  testTaxId,
} from '../../../../test/engineAccount.js';
import { defaultTerms } from './terms.js';

const start = Date.parse('2026-04-01');
const middle = '2026-04-16T00:00:00Z';
const livingIn = (account: Account, country: string | null, taxId: string | null = null): Account => {
  const place = { region: null, line1: null, line2: null, city: null, postalCode: null };
  return {
    ...account,
    billedTo: {
      ...account.billedTo,
      taxIds: taxId === null ? [] : [testTaxId(taxId)],
      address: country === null ? null : { ...place, country },
    },
  };
};
const began = (country: string | null, taxId: string | null = null, more = {}) =>
  advance(
    livingIn(testAccount(testSubscription({ startedAt: start, ...more })), country, taxId),
    start,
    defaultTerms,
  );
const cancel = (account: Account, now = start) =>
  cancelSubscription(account, 'sub_1', { at: 'now', prorationBehavior: 'create_prorations', now });

test.each<[string, string | null, string | null, string | null, string | null]>([
  ['moved to where there is none', 'DE', null, null, null],
  ['moved from where there was none', null, null, 'DE', null],
  ['became a business', 'DE', null, 'DE', 'DE123456788'],
  ['stayed', 'DE', null, 'DE', null],
])('[X131] who %s gets the tax back that was paid, and no other', (_, country, taxId, later, laterId) => {
  for (const taxBehavior of ['exclusive', 'inclusive'] as const) {
    const { account, issued } = began(country, taxId, { price: { ...testPrice, taxBehavior } });
    const { credit, invoice } = cancel(livingIn(account, later, laterId));
    expect(credit).toBe(issued[0]!.total);
    expect(invoice!.tax).toBe(-issued[0]!.tax || 0n);
  }
});

test('[X131] a change gives back at the tax of then, and charges at the tax of now, each in its own line', () => {
  const inGermany = began('DE').account;
  const change = { ...testChange(middle), prorationBehavior: 'create_prorations' as const };
  const step = changeSubscription(livingIn(inGermany, 'FR'), 'sub_1', change, testOptions);
  expect(step.priced.taxes).toMatchObject([
    { country: 'DE', percent: '19', taxableAmount: -600n, amount: -114n },
    { country: 'FR', percent: '20', taxableAmount: 1_500n, amount: 300n },
  ]);
  // What waits is taxed as it was priced, wherever the customer lives when it is invoiced.
  const moved = livingIn(step.progress.account, null);
  const [next] = advance(moved, Date.parse('2026-05-01'), defaultTerms).issued;
  expect(next).toMatchObject({ tax: 186n, total: 900n + 186n + 3_000n });
  // Given back at once, it is as if it had never been charged.
  const back = cancel(moved, Date.parse(middle));
  expect(back.invoice).toMatchObject({ subtotal: -600n, tax: -114n, total: -714n });
});

test('[X131] where it was not kept how time was taxed, it is as the customer is taxed now', () => {
  const account = testAccountAt('2026-04-01', testSubscription({ startedAt: start }));
  const before = { ...account, subscriptions: [{ ...account.subscriptions[0]!, taxTreatment: null }] };
  expect(cancel(livingIn(before, 'DE')).credit).toBe(1_428n);
});
