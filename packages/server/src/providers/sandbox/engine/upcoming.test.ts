import { describe, expect, test } from 'vitest';
import { amountDue, type Account } from './account.js';
import { advance } from './advance.js';
import { cancelSubscription } from './cancel.js';
import { testAccountAt, testSubscription, testYearly } from '../../../../test/engineAccount.js';
import { defaultTerms } from './terms.js';
import { upcomingInvoice } from './upcoming.js';

const at = (text: string) => Date.parse(text);
const upcoming = (account: Account, id: string) => upcomingInvoice(account, id, defaultTerms);
const issued = (account: Account, to: string) => advance(account, at(to), defaultTerms).issued;

/** Two months of Team at $12.00, of which one begins ten days later, and a credit that pays for one and a half. */
const two = {
  ...testAccountAt(
    '2026-04-11',
    testSubscription({ id: 'sub_1', startedAt: at('2026-04-11') }),
    testSubscription({ id: 'sub_2', startedAt: at('2026-04-01') }),
  ),
  balance: 1_800n,
};

describe('the upcoming invoices of two subscriptions', () => {
  test('[X127] take from one credit what the other leaves, in the order in which they come', () => {
    const [first, second] = [upcoming(two, 'sub_2')!, upcoming(two, 'sub_1')!];
    expect([first.issuedAt, first.balanceApplied]).toEqual([at('2026-05-01'), 1_200n]);
    expect([second.issuedAt, second.balanceApplied, amountDue(second)]).toEqual([
      at('2026-05-11'),
      600n,
      600n,
    ]);
    expect(issued(two, '2026-05-11')).toEqual([first, second]);
  });

  test('[X127] at one instant come in the order in which they are written', () => {
    const together = {
      ...testAccountAt(
        '2026-04-01',
        testSubscription({ id: 'sub_1', startedAt: at('2026-04-01') }),
        testSubscription({ id: 'sub_2', startedAt: at('2026-04-01') }),
      ),
      balance: 1_800n,
    };
    const both = [upcoming(together, 'sub_1'), upcoming(together, 'sub_2')];
    expect(both.map((invoice) => invoice!.balanceApplied)).toEqual([1_200n, 600n]);
    expect(issued(together, '2026-05-01')).toEqual(both);
  });

  test('[X127] are told apart from those that come before: a year later, and where one ends', () => {
    const account = testAccountAt(
      '2026-04-11',
      testSubscription({ id: 'sub_1', startedAt: at('2026-04-11') }),
      testSubscription({ id: 'sub_2', startedAt: at('2026-04-01'), price: testYearly }),
    );
    const yearly = upcoming({ ...account, balance: 50_000n }, 'sub_2')!;
    // Eleven months of the other one come first.
    expect([yearly.subscription, yearly.sequence, yearly.balanceApplied]).toEqual(['sub_2', 14, 12_000n]);
    expect(upcoming({ ...account, balance: 18_000n }, 'sub_2')!.balanceApplied).toBe(18_000n - 11n * 1_200n);

    const ending = cancelSubscription(two, 'sub_1', {
      at: 'period_end',
      prorationBehavior: 'none',
      now: at('2026-04-12'),
    }).progress.account;
    expect(upcoming(ending, 'sub_1')).toBeNull();
  });
});
