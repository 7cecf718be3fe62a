import { describe, expect, test } from 'vitest';
import type { Account, EngineChange, SubscriptionState } from './account.js';
import { cancelSubscription } from './cancel.js';
import { changeSubscription } from './change.js';
import { payInvoice } from './pay.js';
import {
  testAccountAt,
  testBusiness,
  testChange,
  testOptions,
  testPrice,
  testSubscription,
  testYearly,
  testMethodOnFile,
} from '../../../../test/engineAccount.js';

const startedAt = Date.parse('2026-04-01');
const middle = '2026-04-16T00:00:00Z';
const subscriptionIn = (account: Account): SubscriptionState => account.subscriptions[0]!;

/** A period that is to be paid by hand and is not yet; since then there is a card on file. */
function unpaid(more: Partial<SubscriptionState>): Account {
  const byHand = testSubscription({ startedAt, paymentMethod: null, ...more });
  const account = testAccountAt('2026-04-05', byHand);
  return {
    ...account,
    subscriptions: [{ ...subscriptionIn(account), paymentMethod: testMethodOnFile('visa') }],
  };
}
const change = (account: Account, more: Partial<EngineChange> = {}, pricedAt = middle) =>
  changeSubscription(account, 'sub_1', testChange(pricedAt, more), testOptions);
const cancel = (account: Account) =>
  cancelSubscription(account, 'sub_1', {
    at: 'now',
    prorationBehavior: 'create_prorations',
    now: Date.parse(middle),
  });
const pay = (account: Account) =>
  payInvoice(account, account.openInvoices[0]!.id, Date.parse(middle), testOptions).progress.account;

describe('of a period that nobody has paid', () => {
  const business = unpaid({ price: testBusiness });

  test.each(['always_invoice', 'create_prorations'] as const)(
    '[X130] a cheaper plan gives nothing back, and the period stays as it was invoiced (%s)',
    (prorationBehavior) => {
      const step = change(business, { price: testPrice, prorationBehavior });
      const { account, issued } = step.progress;
      expect(step.priced).toMatchObject({ lines: [], creditAdded: 0n, dueNow: 0n });
      expect([issued, account.balance]).toEqual([[], 0n]);
      expect(subscriptionIn(account)).toMatchObject({ price: testPrice, paid: 3_000n, prorations: [] });
      expect(cancel(account)).toMatchObject({ credit: 0n, outstanding: 3_000n });
      // Once it is paid, what is left of it is worth what was paid for it.
      expect(cancel(pay(account)).credit).toBe(1_500n);
    },
  );

  test('[X130] a dearer plan charges the difference, and no time twice', () => {
    const step = change(unpaid({}));
    expect(step.priced.lines.map(({ amount }) => amount)).toEqual([-600n, 1_500n]);
    expect(step).toMatchObject({ invoice: { status: 'paid', total: 900n } });
    expect(step.progress.account.openInvoices).toMatchObject([{ total: 1_200n }]);
    expect(cancel(pay(step.progress.account)).credit).toBe(1_500n);
  });

  test('[X130] what waits for the next invoice is taken back: there and back comes to nothing', () => {
    const waits = { prorationBehavior: 'create_prorations' as const };
    const there = change(unpaid({}), waits).progress.account;
    const back = change(there, { ...waits, price: testPrice });
    expect(back.priced).toMatchObject({ total: -900n, dueNow: 0n, nextInvoice: { total: 1_200n } });
    expect(subscriptionIn(back.progress.account)).toMatchObject({ price: testPrice, paid: 1_200n });
  });

  test('[X130] a new period is charged less what is left of the old one, down to nothing and not below', () => {
    const yearly = unpaid({ price: testYearly });
    const step = change(yearly, { price: testPrice });
    expect(step.priced.lines.map(({ amount }) => amount)).toEqual([-1_200n, 1_200n]);
    expect(step).toMatchObject({ priced: { creditAdded: 0n, dueNow: 0n }, invoice: { status: 'paid' } });
    expect(step.progress.account).toMatchObject({ balance: 0n, openInvoices: [{ total: 12_000n }] });
    const longer = change(unpaid({}), { price: testYearly });
    expect(longer.priced).toMatchObject({ dueNow: 11_400n });
  });

  test('[X130] also where tax has changed meanwhile, nothing comes back', () => {
    const place = { region: null, line1: null, line2: null, city: null, postalCode: null };
    const inGermany = (account: Account): Account => ({
      ...account,
      billedTo: { ...account.billedTo, address: { ...place, country: 'DE' } },
    });
    const rates = [{ name: 'VAT', country: 'DE', percent: '19' }];
    const moved = (price: typeof testPrice): Account => {
      const account = unpaid({ price });
      const taxTreatment = { rates, reverseCharge: false };
      return { ...account, subscriptions: [{ ...subscriptionIn(account), taxTreatment }] };
    };
    const sameCost = { ...testPrice, id: 'price_Same' };
    expect(change(moved(testPrice), { price: sameCost }).priced).toMatchObject({
      lines: [],
      creditAdded: 0n,
    });
    const yearly = change(moved(testYearly), { price: testPrice });
    expect(yearly.priced).toMatchObject({ total: 0n, creditAdded: 0n });
    expect(change(inGermany(moved(testYearly)), { price: testPrice }).priced).toMatchObject({ total: 0n });
  });
});

test('[X130] what is paid, or on its way, is given back as ever', () => {
  for (const paymentMethod of ['visa', 'sepa_debit'] as const) {
    const paid = testAccountAt(
      '2026-04-02',
      testSubscription({ startedAt, price: testBusiness, paymentMethod }),
    );
    expect(change(paid, { price: testPrice }).priced.creditAdded).toBe(900n);
  }
});
