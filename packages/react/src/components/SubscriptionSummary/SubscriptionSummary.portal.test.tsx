import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { errorAnswer, openPortal, renderWithPortal, SLOW } from '../../../test/renderWithPortal.js';
import { SubscriptionSummary } from './SubscriptionSummary.js';

const summary = () => screen.getByRole('region', { name: 'Plan' });

test(
  '[U51] an active subscription of the real portal, in the time zone of the root',
  async () => {
    const page = await openPortal('active');
    renderWithPortal(page, <SubscriptionSummary />, { timeZone: 'Pacific/Auckland', locale: 'en-US' });
    expect(summary()).toHaveAttribute('data-state', 'loading');
    await waitFor(() => expect(summary()).toHaveAttribute('data-state', 'ready'));
    expect(summary()).toHaveTextContent(/\$\d.*a month.*Renews on /);
    expect(page.requests).toEqual(['GET /portal/v1/subscriptions']);
  },
  SLOW,
);

test(
  '[U50] a customer without a subscription is on the free plan',
  async () => {
    const page = await openPortal('free');
    renderWithPortal(page, <SubscriptionSummary upgrade={<a href="#prices">See plans</a>} />);
    await waitFor(() => expect(summary()).toHaveAttribute('data-state', 'empty'));
    expect(screen.getByRole('link', { name: 'See plans' })).toBeVisible();
  },
  SLOW,
);

test(
  '[U39] somebody whom billing has never heard of is on the free plan too',
  async () => {
    const page = await openPortal('free');
    page.fault = () => errorAnswer('customer_not_found');
    renderWithPortal(page, <SubscriptionSummary />);
    await waitFor(() => expect(summary()).toHaveAttribute('data-state', 'empty'));
    expect(summary()).toHaveTextContent('Free');
  },
  SLOW,
);

test(
  '[U52] what is past due is said',
  async () => {
    const page = await openPortal('pastDue');
    renderWithPortal(page, <SubscriptionSummary />);
    await waitFor(() => expect(summary()).toHaveAttribute('data-state', 'ready'));
    expect(summary()).toHaveTextContent('Past due');
  },
  SLOW,
);

test(
  '[U115] a scheduled end is taken back, and the focus stays with the plan',
  async () => {
    const page = await openPortal('canceling');
    renderWithPortal(page, <SubscriptionSummary />);
    await userEvent.click(await screen.findByRole('button', { name: 'Keep plan' }));
    await waitFor(() => expect(summary()).toHaveTextContent('Renews on'));
    expect(screen.queryByRole('button', { name: 'Keep plan' })).toBeNull();
    expect(screen.getByText('Business')).toHaveFocus();
  },
  SLOW,
);

test(
  '[U115] a pause is ended for the price on the button',
  async () => {
    const page = await openPortal('paused', { subscriptionPause: { enabled: true } });
    renderWithPortal(page, <SubscriptionSummary />, { locale: 'en-US' });
    await userEvent.click(await screen.findByRole('button', { name: /^Pay \$[\d.]+ and resume$/ }));
    await waitFor(() => expect(summary()).toHaveTextContent('Renews on'));
  },
  SLOW,
);

test(
  '[U115] nothing is taken back where the session may not',
  async () => {
    const page = await openPortal('canceling');
    page.token = { capabilities: ['subscriptions:read'] };
    renderWithPortal(page, <SubscriptionSummary />);
    await waitFor(() => expect(page.requests).toContain('GET /portal/v1/session'));
    await waitFor(() => expect(summary()).toHaveTextContent('Ends on'));
    expect(screen.queryByRole('button')).toBeNull();
  },
  SLOW,
);
