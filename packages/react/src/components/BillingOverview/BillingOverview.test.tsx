import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { makeSubscription, money } from '../../../test/builders.js';
import {
  billedElsewhere,
  billingOverviewView as view,
  known,
  manyAtOnce,
  overdueInvoice,
} from '../../../test/overviewStates.js';
import { BillingOverviewView } from './BillingOverviewView.js';

const overview = () => screen.getByRole('region', { name: 'Overview' });
const end = '2026-12-14T00:00:00.000Z';

test('[U288] a plan is told with its price, and what is charged next, when and to which', () => {
  render(view());
  expect(overview()).toHaveTextContent(
    /Team\$48\.00 a monthNext payment \$57\.12on Dec 14, 2026to Visa.*4242/,
  );
});

test('[U288] what credit pays is said, and what nothing on file pays', () => {
  const { rerender } = render(
    view({ next: { sub_1: known({ balanceApplied: money(500), amountDue: money(5212) }) } }),
  );
  expect(overview()).toHaveTextContent(/\$52\.12on Dec 14, 2026to Visa.*after \$5\.00 of credit/);
  rerender(view({ next: { sub_1: known({ paymentMethod: null }) } }));
  expect(screen.getByText('No payment method is on file.')).toBeVisible();
  rerender(view({ next: { sub_1: known({ paymentMethod: null, amountDue: money(0) }) } }));
  expect(screen.queryByText('No payment method is on file.')).toBeNull();
  rerender(view({ next: { sub_1: { status: 'known', invoice: null } } }));
  expect(screen.getByText('Nothing is going to be charged.')).toBeVisible();
});

test.each([
  [{ cancelAt: end }, 'Ends on Dec 14, 2026'],
  [{ status: 'trialing' as const, trialEndAt: end }, 'Trial ends on Dec 14, 2026'],
  [
    { pause: { startsAt: end, resumesAt: '2027-01-14T00:00:00.000Z' } },
    'Pauses from Dec 14, 2026 until Jan 14, 2027',
  ],
  [
    { status: 'paused' as const, pause: { startsAt: '2026-11-14T00:00:00.000Z', resumesAt: end } },
    'Paused until Dec 14, 2026',
  ],
])('[U289] what is going to change is told: %j', (differs, text) => {
  render(view({ subscriptions: [makeSubscription(differs)] }));
  expect(overview()).toHaveTextContent(text);
});

test('[U289] what is overdue stands before what is to come, with the way to pay it', () => {
  render(view({ subscriptions: [makeSubscription({ status: 'past_due', overdueInvoice })] }));
  expect(overview()).toHaveTextContent('Overdue $48.00It is tried again on Dec 14, 2026.');
  expect(screen.queryByText(/Next payment/)).toBeNull();
  expect(screen.getByRole('link', { name: 'See what is overdue' })).toHaveAttribute('href', '#invoices');
});

test('[U289] a plan that somebody else bills has no next payment here, but the way there', () => {
  render(view({ subscriptions: [billedElsewhere()], next: {} }));
  expect(screen.getByText('Billed by Example App Store.')).toBeVisible();
  expect(screen.getByRole('link', { name: /^Manage at Example App Store/ })).toBeVisible();
  expect(screen.queryByText(/charged next/)).toBeNull();
});

test('[U290] a next payment that could not be had is said in its line, and asked for again there', async () => {
  const onRetryNext = vi.fn();
  render(view({ ...manyAtOnce, onRetryNext }));
  expect(screen.getAllByText('What is charged next could not be loaded.')).toHaveLength(1);
  expect(screen.getByText('$52.12')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(onRetryNext).toHaveBeenCalledExactlyOnceWith('sub_3');
});

test('[U291] sections are led to by address or by callback, and not at all without either', async () => {
  const onNavigate = vi.fn();
  const { rerender } = render(view());
  const ways = within(screen.getByRole('navigation', { name: 'Billing' })).getAllByRole('link');
  expect(ways.map(({ textContent }) => textContent)).toEqual([
    'Change plan',
    'Payment methods',
    'Invoices',
    'Billing details',
  ]);
  rerender(view({ onNavigate }));
  await userEvent.click(screen.getByRole('link', { name: 'Invoices' }));
  rerender(view({ hrefs: undefined, onNavigate }));
  await userEvent.click(screen.getByRole('button', { name: 'Payment methods' }));
  expect(onNavigate.mock.calls).toEqual([['invoices'], ['payment_methods']]);
  rerender(view({ hrefs: { invoices: '#invoices' } }));
  expect(screen.getAllByRole('link')).toHaveLength(1);
  rerender(view({ hrefs: undefined }));
  expect(screen.queryByRole('navigation')).toBeNull();
});

test('[U291] a link that is to open in another tab is left to the browser', async () => {
  const onNavigate = vi.fn();
  render(view({ onNavigate }));
  const user = userEvent.setup();
  await user.keyboard('{Control>}');
  await user.click(screen.getByRole('link', { name: 'Invoices' }));
  expect(onNavigate).not.toHaveBeenCalled();
});

test('[U286, U287] who pays for nothing is shown the way up, and has no plan to change', () => {
  const ended = makeSubscription({ status: 'canceled', endedAt: '2026-10-01T00:00:00.000Z' });
  render(
    view({ state: 'empty', subscriptions: [ended], next: {}, upgrade: <a href="#prices">See plans</a> }),
  );
  expect(screen.getByText('You are not paying for a plan.')).toBeVisible();
  expect(screen.getByText('Past invoices stay in your list of invoices.')).toBeVisible();
  expect(screen.getByRole('link', { name: 'See plans' })).toBeVisible();
  expect(screen.queryByRole('link', { name: 'Change plan' })).toBeNull();
});

test('[U32, U35] an error is not shown as empty, and what is forbidden is a sentence', () => {
  const problem = { code: 'internal', requestId: 'req_1' };
  const { rerender } = render(
    <BillingOverviewView state="error" subscriptions={[]} next={{}} problem={problem} />,
  );
  expect(screen.getByRole('alert')).toHaveTextContent('Your overview could not be loaded.');
  expect(screen.queryByText('You are not paying for a plan.')).toBeNull();
  rerender(view({ state: 'forbidden', problem: { code: 'capability_missing', requestId: null } }));
  expect(screen.queryByText('$57.12')).toBeNull();
  expect(screen.queryByRole('link')).toBeNull();
});
