import type { Subscription } from '@billfold/contract';
import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import { makePrice, makeSubscription, money } from '../../../test/builders.js';
import { makeOverdueInvoice, makePendingChange, makeRetentionOffer } from '../../../test/changeBuilders.js';
import { subscriptionSummaryView } from '../../../test/states.js';
import { subscriptionState, subscriptionTones } from '../../primitives/subscriptionState.js';
import { english } from '../../words/english/index.js';

const view = subscriptionSummaryView;
const end = '2026-12-14T00:00:00.000Z';

describe('what is paid for', () => {
  test('[U51] plan, price and tax, and when it renews', () => {
    render(view());
    expect(screen.getByText('Team')).toBeVisible();
    expect(screen.getByText('$48.00').tagName).toBe('BDI');
    expect(screen.getByText('a month', { exact: false })).toHaveTextContent('$48.00 a month');
    expect(screen.getByText('plus tax')).toBeVisible();
    expect(screen.getByText('Dec 14, 2026')).toHaveAttribute('datetime', end);
    expect(screen.getByText(/Renews on/)).toHaveTextContent('Renews on Dec 14, 2026');
  });

  test.each([
    ['every 3 months', makePrice({ intervalCount: 3 })],
    ['a year', makePrice({ interval: 'year' })],
    ['every 2 weeks', makePrice({ interval: 'week', intervalCount: 2 })],
    ['a fortnight', makePrice({ interval: 'fortnight' as never })],
  ])('[U55] %s', (text, price) => {
    render(view({ subscriptions: [makeSubscription({ price })] }));
    expect(screen.getByText(text, { exact: false })).toHaveTextContent(`$48.00 ${text}`);
  });

  test('[U55] seats are counted where they are paid for', () => {
    const price = makePrice({ scheme: 'per_seat', taxBehavior: 'inclusive' });
    const { rerender } = render(
      view({ subscriptions: [makeSubscription({ price, quantity: 6, amount: money(28800) })] }),
    );
    expect(screen.getByText('6 seats')).toBeVisible();
    expect(screen.getByText('tax included')).toBeVisible();
    rerender(view({ subscriptions: [makeSubscription({ price })] }));
    expect(screen.getByText('1 seat')).toBeVisible();
  });

  test('[U53] several plans are all shown', () => {
    render(
      view({
        subscriptions: [
          makeSubscription(),
          makeSubscription({ id: 'sub_2', product: { id: 'prod_2', name: 'Backup' } }),
        ],
      }),
    );
    expect(screen.getByText('Team')).toBeVisible();
    expect(screen.getByText('Backup')).toBeVisible();
  });
});

describe('what happens next', () => {
  test.each([
    ['trialing', { trialEndAt: end }],
    ['past_due', {}],
    ['unpaid', {}],
    ['paused', {}],
    ['incomplete', {}],
    ['canceled', { endedAt: end }],
    ['active', { cancelAt: end }],
    ['of_tomorrow', {}],
  ])('[U51] %s is never said to renew, even with a date', (status, differs) => {
    render(view({ subscriptions: [makeSubscription({ status: status as never, ...differs })] }));
    expect(screen.queryByText(/Renews/)).toBeNull();
  });

  test.each([
    ['Ends soon', 'Ends on Dec 14, 2026', { cancelAt: end, renewsAt: null }],
    [
      'Trial',
      'Your trial ends on Dec 14, 2026, then you are charged.',
      { status: 'trialing', trialEndAt: end },
    ],
    ['Trial', 'Your trial ends on Dec 14, 2026.', { status: 'trialing', trialEndAt: end, renewsAt: null }],
    [
      'Trial',
      'Your trial ends on Dec 14, 2026. You will not be charged.',
      { status: 'trialing', trialEndAt: end, cancelAt: end },
    ],
    [
      'Past due',
      'Your last payment did not go through. Update how you pay to keep this plan.',
      { status: 'past_due' },
    ],
    [
      'Past due',
      'Your last payment did not go through. The plan ends on Dec 14, 2026.',
      { status: 'past_due', cancelAt: end },
    ],
    ['Unpaid', 'This plan is on hold because it was not paid.', { status: 'unpaid' }],
    ['Paused', 'Nothing is charged while it is paused.', { status: 'paused' }],
    ['Not started', 'It starts when the first payment went through.', { status: 'incomplete' }],
  ] as const)('[U52] %s: %s', (chip, sentence, differs) => {
    const { container } = render(view({ subscriptions: [makeSubscription(differs)] }));
    expect(screen.getByText(chip)).toHaveClass('bf-Chip');
    expect(container).toHaveTextContent(sentence);
  });

  test('[U52] an active plan needs no chip', () => {
    const { container } = render(view());
    expect(container.querySelector('.bf-Chip')).toBeNull();
  });

  test('[U36] a status of a newer server is shown by its name', () => {
    render(view({ subscriptions: [makeSubscription({ status: 'of_tomorrow' as never })] }));
    expect(screen.getByText('of tomorrow')).toHaveAttribute('data-tone', 'neutral');
    expect(subscriptionState(makeSubscription({ status: 'of_tomorrow' as never }))).toBeNull();
  });

  test('[U52] every state has a name and a tone', () => {
    expect(Object.keys(subscriptionTones).sort()).toEqual(Object.keys(english.subscriptionStates).sort());
  });
});

describe('free', () => {
  const slots = {
    manageBilling: <button type="button">Manage</button>,
    upgrade: <a href="#prices">See plans</a>,
  };

  test('[U50] who pays for nothing is on the free plan, and is offered an upgrade', () => {
    render(view({ state: 'empty', subscriptions: [], ...slots }));
    expect(screen.getByText('Free')).toBeVisible();
    expect(screen.getByRole('link', { name: 'See plans' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Manage' })).toBeNull();
  });

  test('[U50] what ended is named with its end', () => {
    render(view({ subscriptions: [makeSubscription({ status: 'canceled', endedAt: end })], ...slots }));
    expect(screen.getByText('Free')).toBeVisible();
    expect(screen.getByText(/ended on/)).toHaveTextContent('Team ended on Dec 14, 2026');
    expect(screen.getByRole('link', { name: 'See plans' })).toBeVisible();
  });

  test.each(['active', 'past_due', 'paused', 'trialing'] as const)(
    '[U54] %s: there is something to manage',
    (status) => {
      render(view({ subscriptions: [makeSubscription({ status })], ...slots }));
      expect(screen.getByRole('button', { name: 'Manage' })).toBeVisible();
      expect(screen.queryByRole('link', { name: 'See plans' })).toBeNull();
    },
  );

  test.each(['loading', 'error', 'offline', 'expired', 'forbidden'] as const)(
    '[U54] %s: nobody knows yet, so nothing is offered',
    (state) => {
      render(view({ state, subscriptions: [], ...slots }));
      expect(screen.queryByText('Free')).toBeNull();
      expect(screen.queryByRole('link', { name: 'See plans' })).toBeNull();
      expect(screen.queryByRole('button', { name: 'Manage' })).toBeNull();
    },
  );
});

describe('states', () => {
  test('[U32] an error can be tried again', async () => {
    const onRetry = vi.fn();
    render(
      view({ state: 'error', subscriptions: [], problem: { code: 'timeout', requestId: null }, onRetry }),
    );
    expect(screen.getByRole('alert')).toHaveTextContent('Your plan could not be loaded.This took too long.');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(onRetry).toHaveBeenCalledOnce();
  });

  test('[U35] forbidden: what was shown before is gone', () => {
    render(view({ state: 'forbidden', problem: { code: 'capability_missing', requestId: null } }));
    expect(screen.queryByText('Team')).toBeNull();
    expect(screen.getByText('Your link does not allow this.')).toBeVisible();
  });
});

describe('changes', () => {
  const pause = { startsAt: end, resumesAt: '2027-01-14T00:00:00.000Z' };

  test.each([
    ['a pause to come', { pause }, 'Pauses from Dec 14, 2026 until Jan 14, 2027'],
    ['a pause', { status: 'paused', pause }, 'Nothing is charged until Jan 14, 2027, when it goes on.'],
    ['another plan', { pendingChange: makePendingChange() }, 'Changes to Business on Dec 14, 2026'],
    [
      'an overdue payment',
      { status: 'past_due', overdueInvoice: makeOverdueInvoice() },
      'Your payment of $48.00 did not go through. It is tried again on Nov 17, 2026.',
    ],
    [
      'an overdue payment that is not tried again',
      { status: 'past_due', overdueInvoice: makeOverdueInvoice({ nextAttemptAt: null }) },
      'Your payment of $48.00 did not go through. Pay it to keep this plan.',
    ],
  ] as const)('[U114] %s', (_what, differs, text) => {
    const { container } = render(view({ subscriptions: [makeSubscription(differs)] }));
    expect(container).toHaveTextContent(text);
  });

  test.each([
    [{}, { endsAt: '2027-03-14T00:00:00.000Z' }, '20% off until Mar 14, 2027'],
    [{ duration: 'forever' }, { promotionCode: 'WELCOME20' }, '20% off every invoice (WELCOME20)'],
    [{ duration: 'once', percentOff: null, amountOff: money(500) }, {}, '$5.00 off your next invoice'],
  ] as const)('[U114] a discount: %j %j', (coupon, differs, text) => {
    const discount = { ...makeRetentionOffer(coupon), promotionCode: null, endsAt: null, ...differs };
    const { container } = render(view({ subscriptions: [makeSubscription({ discounts: [discount] })] }));
    expect(container).toHaveTextContent(text);
  });

  test('[U115] the way back stands with its plan, and not where the session has ended', () => {
    const renderUndo = ({ id }: Subscription) => <button type="button">Undo {id}</button>;
    const two = [makeSubscription({ cancelAt: end }), makeSubscription({ id: 'sub_2', pause })];
    const { rerender } = render(view({ subscriptions: two, renderUndo }));
    expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual([
      'Undo sub_1',
      'Undo sub_2',
    ]);
    rerender(
      view({ state: 'expired', subscriptions: two, renderUndo, onRetry: undefined, onSignIn: undefined }),
    );
    expect(screen.queryByRole('button')).toBeNull();
  });
});
