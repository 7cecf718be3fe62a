import { describe, expect, test } from 'vitest';
import type { Subscription } from '@billfold/contract';
import {
  blocksInWords,
  removalBlocks,
  type FactsOfFile,
  type OpenInvoiceFacts,
  type SubscriptionFacts,
} from './removalBlocks.js';

const team = { id: 'sub_1', product: { id: 'prod_Team', name: 'Team' } };
const pro = { id: 'sub_2', product: { id: 'prod_Pro', name: 'Pro' } };
const money = (amount: number) => ({ amount, currency: 'usd', exponent: 2 });

/** Charged to `pm_1`, and going to be charged $12.00 again. */
function subscription(
  more: Partial<Subscription> = {},
  facts: Partial<SubscriptionFacts> = {},
): SubscriptionFacts {
  const stands = { renewsAt: '2026-12-01T00:00:00.000Z', pendingChange: null, pendingPayment: null };
  return {
    subscription: { ...team, amount: money(1_200), ...stands, ...more } as Subscription,
    paymentMethod: 'pm_1',
    payingWith: null,
    linesWait: false,
    ...facts,
  };
}

const invoice = (more: Partial<OpenInvoiceFacts> = {}): OpenInvoiceFacts => ({
  id: 'in_1',
  subscription: team,
  payingWith: null,
  ...more,
});

/** Two on file, and nothing else. */
const facts = (more: Partial<FactsOfFile> = {}): FactsOfFile => ({
  paymentMethods: ['pm_1', 'pm_2'],
  subscriptions: [],
  openInvoices: [],
  ...more,
});

const reasons = (more: Partial<FactsOfFile>, of = 'pm_1') =>
  removalBlocks(of, facts(more)).map(({ reason }) => reason);

test('[S98] what nothing needs can go, also the last one, the default, and all that is on file', () => {
  expect(removalBlocks('pm_1', facts())).toEqual([]);
  expect(removalBlocks('pm_1', facts({ paymentMethods: ['pm_1'] }))).toEqual([]);
});

describe('[S98] a subscription that is charged to it', () => {
  const free = { amount: money(0) };
  const ends = { renewsAt: null };
  const dearer = {
    pendingChange: { amount: money(1_200) } as NonNullable<Subscription['pendingChange']>,
  };
  const paying = { pendingPayment: {} as NonNullable<Subscription['pendingPayment']> };
  const owed = [invoice()];
  const underWay = [invoice({ payingWith: 'pm_2' })];

  test.each<[string, SubscriptionFacts, OpenInvoiceFacts[], boolean]>([
    ['renews at a price', subscription(), [], true],
    ['is free', subscription(free), [], false],
    ['is free, and is going to cost something', subscription({ ...free, ...dearer }), [], true],
    ['ends with what is paid', subscription(ends), [], false],
    ['ends, and owes', subscription(ends), owed, true],
    ['ends, and what it owes is on its way from elsewhere', subscription(ends), underWay, true],
    [
      'ends, and somebody else’s invoice is open',
      subscription(ends),
      [invoice({ subscription: pro })],
      false,
    ],
    ['ends, and waits for its customer’s bank', subscription({ ...ends, ...paying }), [], true],
    ['ends, and lines wait for its last invoice', subscription(ends, { linesWait: true }), [], true],
    ['is free, and lines wait', subscription(free, { linesWait: true }), [], true],
    ['is free, and owes', subscription(free), owed, true],
  ])('%s', (_, found, openInvoices, blocks) => {
    const expected = blocks ? [{ reason: 'subscription', subscription: team, invoice: null }] : [];
    expect(removalBlocks('pm_1', facts({ subscriptions: [found], openInvoices }))).toEqual(expected);
  });

  test('keeps that one, and no other', () => {
    const elsewhere = subscription({}, { paymentMethod: 'pm_2' });
    expect(reasons({ subscriptions: [elsewhere] })).toEqual([]);
    expect(reasons({ subscriptions: [elsewhere] }, 'pm_2')).toEqual(['subscription']);
    expect(reasons({ subscriptions: [subscription({}, { paymentMethod: null })] })).toEqual([]);
  });
});

describe('[S98] a charge that is under way', () => {
  test('keeps what it is made to, whatever the subscription is charged to by now', () => {
    const openInvoices = [invoice({ payingWith: 'pm_1' })];
    expect(removalBlocks('pm_1', facts({ openInvoices }))).toEqual([
      { reason: 'payment_processing', subscription: team, invoice: 'in_1' },
    ]);
    expect(reasons({ openInvoices }, 'pm_2')).toEqual([]);
    const subscriptions = [subscription({}, { paymentMethod: 'pm_2', payingWith: 'pm_1' })];
    expect(removalBlocks('pm_1', facts({ subscriptions }))).toEqual([
      { reason: 'payment_processing', subscription: team, invoice: null },
    ]);
  });
});

describe('[S98] an open invoice', () => {
  test('keeps the last one on file, whatever it is of', () => {
    const openInvoices = [invoice({ subscription: null }), invoice({ id: 'in_2' })];
    const last = { paymentMethods: ['pm_1'], openInvoices };
    expect(removalBlocks('pm_1', facts(last))).toEqual([
      { reason: 'open_invoice', subscription: null, invoice: 'in_1' },
      { reason: 'open_invoice', subscription: team, invoice: 'in_2' },
    ]);
    expect(reasons({ openInvoices })).toEqual([]);
  });

  test('of which the payment is under way is not owed', () => {
    const openInvoices = [invoice({ payingWith: 'pm_1' })];
    expect(reasons({ paymentMethods: ['pm_1'], openInvoices })).toEqual(['payment_processing']);
  });
});

test('[S98] all reasons are told, in one order, and in words that name what needs it', () => {
  const everything = facts({
    paymentMethods: ['pm_1'],
    subscriptions: [subscription(), subscription(pro, { payingWith: 'pm_1' })],
    openInvoices: [invoice({ payingWith: 'pm_1' }), invoice({ id: 'in_2', subscription: null })],
  });
  expect(blocksInWords(removalBlocks('pm_1', everything))).toEqual(
    [
      'the subscription to Team (sub_1) is charged to it: choose another payment method for it first',
      'the subscription to Pro (sub_2) is charged to it: choose another payment method for it first',
      'a payment of a change of the subscription to Pro (sub_2) is under way with it',
      'a payment of the invoice in_1 of the subscription to Team (sub_1) is under way with it',
      'it is the last one on file, and the invoice in_2 is not paid',
    ].map((message) => ({ path: 'paymentMethod', message })),
  );
});

test('[S98] whatever there is, one that is not needed blocks nothing, and one that is says why', () => {
  const yesNo = [false, true];
  for (const isFree of yesNo)
    for (const ends of yesNo)
      for (const owes of yesNo)
        for (const waits of yesNo)
          for (const isMine of yesNo)
            for (const isLast of yesNo) {
              const found = subscription(
                { ...(isFree && { amount: money(0) }), ...(ends && { renewsAt: null }) },
                { linesWait: waits, paymentMethod: isMine ? 'pm_1' : null },
              );
              const all = {
                paymentMethods: isLast ? ['pm_1'] : ['pm_1', 'pm_2'],
                subscriptions: [found],
                openInvoices: owes ? [invoice()] : [],
              };
              const isNeeded = isMine && ((!isFree && !ends) || owes || waits);
              const expected = [
                ...(isNeeded ? ['subscription'] : []),
                ...(isLast && owes ? ['open_invoice'] : []),
              ];
              expect(reasons(all), JSON.stringify(all)).toEqual(expected);
            }
});
