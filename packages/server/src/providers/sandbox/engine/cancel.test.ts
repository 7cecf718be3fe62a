import { describe, expect, test } from 'vitest';
import type { Account, SubscriptionState } from './account.js';
import { advance } from './advance.js';
import { cancelSubscription, keepSubscription, type EngineCancellation } from './cancel.js';
import { changeSubscription } from './change.js';
import { testAccountAt, testChange, testOptions, testSubscription } from '../../../../test/engineAccount.js';
import { defaultTerms } from './terms.js';
import { upcomingInvoice } from './upcoming.js';

const at = (text: string) => Date.parse(text);
const middle = '2026-04-16T00:00:00Z';
const started = { startedAt: at('2026-04-01') };
const team = testAccountAt('2026-04-01', testSubscription(started));
const trial = testAccountAt(
  '2026-04-01',
  testSubscription({ ...started, status: 'trialing', trialEndAt: at('2026-05-01') }),
);
const subscriptionIn = (account: Account): SubscriptionState => account.subscriptions[0]!;
const cancel = (account: Account, more: Partial<EngineCancellation> = {}) =>
  cancelSubscription(account, 'sub_1', {
    at: 'now',
    prorationBehavior: 'create_prorations',
    now: at(middle),
    ...more,
  });
const upgraded = changeSubscription(
  team,
  'sub_1',
  testChange('2026-04-07T12:00:00Z', { prorationBehavior: 'create_prorations' }),
  testOptions,
).progress.account;

describe('with the period', () => {
  test('[X76] it ends where what is paid ends, and is not renewed', () => {
    const step = cancel(team, { at: 'period_end' });
    expect(step).toMatchObject({
      effectiveAt: at('2026-05-01'),
      credit: 0n,
      outstanding: 0n,
      stopsCollection: false,
    });
    expect(subscriptionIn(step.progress.account)).toMatchObject({
      status: 'active',
      cancelAt: at('2026-05-01'),
      canceledAt: at(middle),
    });
    expect(upcomingInvoice(step.progress.account, 'sub_1', defaultTerms)).toBeNull();
    const { issued, account } = advance(step.progress.account, at('2026-06-01'), defaultTerms);
    expect(issued).toEqual([]);
    expect(subscriptionIn(account)).toMatchObject({ status: 'canceled', endedAt: at('2026-05-01') });
  });

  test('[X76] a trial ends with the trial', () => {
    expect(cancel(trial, { at: 'period_end' }).effectiveAt).toBe(at('2026-05-01'));
  });

  test('[X76] it drops a scheduled change, and a pause that has not begun', () => {
    const scheduled = changeSubscription(
      team,
      'sub_1',
      testChange(middle, { timing: 'period_end' }),
      testOptions,
    );
    expect(
      subscriptionIn(cancel(scheduled.progress.account, { at: 'period_end' }).progress.account).pendingChange,
    ).toBeNull();
    const pause = { startsAt: at('2026-05-01'), resumesAt: at('2026-07-01') };
    const pausing = { ...team, subscriptions: [{ ...subscriptionIn(team), pause }] };
    const step = cancel(pausing, { at: 'period_end' });
    expect(step.effectiveAt).toBe(at('2026-05-01'));
    expect(subscriptionIn(step.progress.account).pause).toBeNull();
  });

  test('[X76] it can be kept, and then goes on as it was', () => {
    const ending = cancel(team, { at: 'period_end' }).progress.account;
    const kept = keepSubscription(ending, 'sub_1', at(middle)).progress.account;
    expect(subscriptionIn(kept)).toEqual({ ...subscriptionIn(team), version: 4 });
    expect(() => keepSubscription(kept, 'sub_1', at(middle))).toThrow(
      expect.objectContaining({ code: 'subscription_state' }),
    );
  });

  test('[X85] it is not canceled twice with its period, but can still be now', () => {
    const ending = cancel(team, { at: 'period_end' }).progress.account;
    expect(() => cancel(ending, { at: 'period_end' })).toThrow(
      expect.objectContaining({ code: 'subscription_state' }),
    );
    expect(cancel(ending).effectiveAt).toBe(at(middle));
  });

  test('[X76] lines that wait are its last invoice, which is the upcoming one', () => {
    const ending = cancel(upgraded, { at: 'period_end' }).progress.account;
    const upcoming = upcomingInvoice(ending, 'sub_1', defaultTerms);
    const { issued, account } = advance(ending, at('2026-05-01'), defaultTerms);
    expect(issued).toEqual([upcoming]);
    // 23.5 of 30 days: 940 of Team back, 2350 of Business.
    expect(issued).toMatchObject([{ total: 1_410n, status: 'paid', period: { endAt: at('2026-05-01') } }]);
    expect(subscriptionIn(account)).toMatchObject({ status: 'canceled', prorations: [] });
  });
});

describe('now', () => {
  test('[X77] time that is left comes back as credit', () => {
    const step = cancel(team);
    expect(step).toMatchObject({
      credit: 600n,
      outstanding: 0n,
      effectiveAt: at(middle),
      invoice: { total: -600n, status: 'paid', amountPaid: 0n },
      progress: { account: { balance: 600n, invoicesIssued: 2 } },
    });
    expect(subscriptionIn(step.progress.account)).toMatchObject({ status: 'canceled', endedAt: at(middle) });
  });

  test('[X77] or it does not, by the setting', () => {
    const step = cancel(team, { prorationBehavior: 'none' });
    expect(step).toMatchObject({ credit: 0n, invoice: null, progress: { account: { balance: 0n } } });
  });

  test('[X77] a trial gives nothing back', () => {
    expect(cancel(trial)).toMatchObject({ credit: 0n, invoice: null });
  });

  test('[X77] lines that wait stay owed, and nobody is charged for leaving', () => {
    const step = cancel(upgraded, { now: at('2026-04-30') });
    // Owed for Business since the 7th; the last day of it comes back.
    expect(step).toMatchObject({
      credit: 0n,
      outstanding: 1_310n,
      invoice: { total: 1_310n, status: 'open', payment: null, next: null },
    });
    const { account, issued } = advance(step.progress.account, at('2027-01-01'), defaultTerms);
    expect([issued, account.openInvoices.length]).toEqual([[], 1]);
  });

  test('[X78] what is past due ends at once: retries stop, and what is owed stays owed', () => {
    const overdue = testAccountAt(
      '2026-04-02',
      testSubscription({ ...started, paymentMethod: 'card_declined' }),
    );
    const step = cancel(overdue, { at: 'period_end', now: at('2026-04-02') });
    expect(step).toMatchObject({
      effectiveAt: at('2026-04-02'),
      stopsCollection: true,
      credit: 0n,
      outstanding: 1_200n,
      invoice: null,
      progress: { changedInvoices: [{ status: 'open', next: null }], dueAt: null },
    });
    expect(subscriptionIn(step.progress.account).status).toBe('canceled');
  });

  test('[X77] whoever has not paid for the time has nothing to get back', () => {
    const byHand = testAccountAt('2026-04-02', testSubscription({ ...started, paymentMethod: null }));
    expect(cancel(byHand)).toMatchObject({ credit: 0n, outstanding: 1_200n, stopsCollection: false });
    const debit = testAccountAt('2026-04-02', testSubscription({ ...started, paymentMethod: 'sepa_debit' }));
    expect(cancel(debit)).toMatchObject({ credit: 600n, outstanding: 0n });
  });
});
