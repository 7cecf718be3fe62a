import { describe, expect, test } from 'vitest';
import { currentPeriod, nextRenewalAt, type Account, type SubscriptionState } from './account.js';
import { applyDiscount } from './adjust.js';
import { advance } from './advance.js';
import { cancelSubscription } from './cancel.js';
import { changeSubscription } from './change.js';
import { confirmPayment } from './confirm.js';
import { startDiscount } from './discounts.js';
import { pauseSubscription, resumeSubscription } from './pause.js';
import {
  testAccountAt,
  testChange,
  testCoupon,
  testOptions,
  testSubscription,
} from '../../../../test/engineAccount.js';
import { defaultTerms } from './terms.js';
import { upcomingInvoice } from './upcoming.js';

const at = (text: string) => Date.parse(text);
const middle = '2026-04-16T00:00:00Z';
const resumesAt = at('2026-07-10T12:00:00Z');
const started = { startedAt: at('2026-04-01') };
const team = testAccountAt('2026-04-01', testSubscription(started));
const subscriptionIn = (account: Account): SubscriptionState => account.subscriptions[0]!;
const pause = (account: Account, until = resumesAt) =>
  pauseSubscription(account, 'sub_1', until, at(middle)).progress.account;
const resume = (account: Account, when: string) =>
  resumeSubscription(account, 'sub_1', at(when), testOptions);
const run = (account: Account, to: string) => advance(account, at(to), defaultTerms);
const paused = run(pause(team), '2026-06-01').account;

describe('a pause', () => {
  test('[X79] begins where the paid period ends, and nothing is invoiced in it', () => {
    const waiting = run(pause(team), '2026-04-30').account;
    expect(subscriptionIn(waiting)).toMatchObject({
      status: 'active',
      pause: { startsAt: at('2026-05-01'), resumesAt },
    });
    const { account, issued, changedSubscriptions, dueAt } = run(waiting, '2026-07-10T11:59:59Z');
    expect([issued, changedSubscriptions.length, dueAt]).toEqual([[], 1, resumesAt]);
    expect(subscriptionIn(account).status).toBe('paused');
    expect(currentPeriod(subscriptionIn(account))).toEqual({ startAt: at('2026-05-01'), endAt: resumesAt });
    expect(nextRenewalAt(subscriptionIn(account))).toBe(resumesAt);
  });

  test('[X79] where it ends a new period begins, is paid, and is the anchor', () => {
    const { account, issued } = run(paused, '2026-08-31');
    expect(issued.map(({ issuedAt, status }) => [new Date(issuedAt).toISOString(), status])).toEqual([
      ['2026-07-10T12:00:00.000Z', 'paid'],
      ['2026-08-10T12:00:00.000Z', 'paid'],
    ]);
    expect(subscriptionIn(account)).toMatchObject({ status: 'active', pause: null, anchorAt: resumesAt });
  });

  test('[X79] that ends with a refused payment leaves it past due', () => {
    const declined = { ...paused, nextCharge: 'fails' as const };
    expect(subscriptionIn(run(declined, '2026-07-11').account).status).toBe('past_due');
  });

  test('[X79] is silent about debts, which count again after it', () => {
    const byHand = testAccountAt(
      middle,
      testSubscription({ ...started, startedAt: at('2026-04-10'), paymentMethod: null }),
    );
    const asleep = run(pause(byHand), '2026-06-01').account;
    expect(subscriptionIn(asleep).status).toBe('paused');
    const awake = run(asleep, '2026-07-10T12:00:00Z').account;
    expect(subscriptionIn(awake).status).toBe('past_due');
  });

  test('[X79] drops a scheduled change, and lines that wait wait on', () => {
    const scheduled = changeSubscription(
      team,
      'sub_1',
      testChange(middle, { timing: 'period_end' }),
      testOptions,
    );
    expect(subscriptionIn(pause(scheduled.progress.account)).pendingChange).toBeNull();
    const upgraded = changeSubscription(
      team,
      'sub_1',
      testChange(middle, { prorationBehavior: 'create_prorations' }),
      testOptions,
    ).progress.account;
    const { issued } = run(pause(upgraded), '2026-07-11');
    expect(issued).toMatchObject([{ total: 900n + 3_000n, issuedAt: resumesAt }]);
  });

  test('[X79] must end after it has begun', () => {
    expect(() => pause(team, at('2026-05-01'))).toThrow(
      expect.objectContaining({
        code: 'invalid_request',
        fields: [expect.objectContaining({ path: 'resumesAt' })],
      }),
    );
  });

  test.each<[string, Partial<SubscriptionState>]>([
    ['trialing', { status: 'trialing' }],
    ['past due', { status: 'past_due' }],
    ['ending', { cancelAt: at('2026-05-01') }],
    ['pausing already', { pause: { startsAt: at('2026-05-01'), resumesAt } }],
  ])('[X85] what is %s is not paused', (_, state) => {
    const account = { ...team, subscriptions: [{ ...subscriptionIn(team), ...state }] };
    expect(() => pause(account)).toThrow(expect.objectContaining({ code: 'subscription_state' }));
  });

  test('[X78] what is paused ends at once', () => {
    const step = cancelSubscription(paused, 'sub_1', {
      at: 'period_end',
      prorationBehavior: 'create_prorations',
      now: at('2026-06-01'),
    });
    expect(step).toMatchObject({ effectiveAt: at('2026-06-01'), credit: 0n, outstanding: 0n, invoice: null });
    expect(step.progress.dueAt).toBeNull();
  });
});

describe('a resumption', () => {
  test('[X80] of what was not paused yet costs nothing, and everything goes on', () => {
    const step = resume(pause(team), middle);
    expect(step).toMatchObject({ outcome: { status: 'succeeded' }, invoice: null });
    expect(subscriptionIn(step.progress.account)).toEqual({ ...subscriptionIn(team), version: 4 });
  });

  test('[X80] is paid, and a new period begins now', () => {
    const step = resume(paused, '2026-06-05T08:00:00Z');
    expect(step).toMatchObject({
      outcome: { status: 'succeeded' },
      invoice: { status: 'paid', total: 1_200n },
    });
    expect(subscriptionIn(step.progress.account)).toMatchObject({
      status: 'active',
      pause: null,
      anchorAt: at('2026-06-05T08:00:00Z'),
      periodsBilled: 1,
    });
    expect(step.progress.dueAt).toBe(at('2026-07-05T08:00:00Z'));
  });

  test('[X80] that is refused leaves the pause as it was', () => {
    const step = resume({ ...paused, nextCharge: 'fails' }, '2026-06-05');
    expect(step.outcome).toEqual({ status: 'failed', failure: 'contact_bank' });
    expect(step.progress.account).toEqual(paused);
  });

  test('[X80] can be confirmed with the bank, and is then as it was asked for', () => {
    const asked = resume({ ...paused, nextCharge: 'requires_action' }, '2026-06-05');
    expect(asked.outcome.status).toBe('requires_action');
    expect(subscriptionIn(asked.progress.account)).toMatchObject({
      status: 'paused',
      pendingPayment: { amount: 1_200n },
    });
    const step = confirmPayment(
      asked.progress.account,
      'pay_secret',
      'authenticated',
      at('2026-06-05T01:00:00Z'),
      testOptions,
    );
    expect(step).toMatchObject({
      outcome: { status: 'succeeded' },
      invoice: { status: 'paid', total: 1_200n },
    });
    expect(subscriptionIn(step!.progress.account)).toMatchObject({
      status: 'active',
      anchorAt: at('2026-06-05'),
    });
  });

  test('[X80] under way ends the pause when it arrives', () => {
    const asked = resume({ ...paused, nextCharge: 'processing' }, '2026-06-05');
    expect(asked.outcome.status).toBe('pending');
    expect(subscriptionIn(run(asked.progress.account, '2026-06-06').account).status).toBe('active');
  });

  test('[X85] of what is not paused is refused', () => {
    expect(() => resume(team, middle)).toThrow(expect.objectContaining({ code: 'subscription_state' }));
  });

  test('[X82] of a pause that has not begun is the upcoming invoice, in its period and without what has ended then', () => {
    const twoMonths = testCoupon({ duration: 'repeating', durationInMonths: 2 });
    const given = startDiscount(twoMonths, null, at(middle));
    const account = applyDiscount(pause(team), 'sub_1', given, at(middle)).progress.account;
    const upcoming = upcomingInvoice(account, 'sub_1', defaultTerms);
    expect(upcoming).toMatchObject({
      total: 1_200n,
      period: { startAt: resumesAt, endAt: at('2026-08-10T12:00:00Z') },
    });
    expect(run(account, '2026-07-11').issued).toEqual([upcoming]);
  });

  test('[X82] is the upcoming invoice of what is paused', () => {
    const upcoming = upcomingInvoice(paused, 'sub_1', defaultTerms);
    expect(run(paused, '2026-07-11').issued).toEqual([upcoming]);
  });
});
