import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { errorAnswer, openPortal, renderWithPortal, SLOW } from '../../../test/renderWithPortal.js';
import { BillingOverview } from './BillingOverview.js';

const overview = () => screen.getByRole('region', { name: 'Overview' });

test(
  '[U288, U290] several plans, each with its own next payment, of which one fails alone',
  async () => {
    const page = await openPortal('multiSubscription');
    let asked = 0;
    page.fault = (path) =>
      path.endsWith('/upcoming') && (asked += 1) === 2 ? errorAnswer('capability_missing') : null;
    renderWithPortal(page, <BillingOverview />, { locale: 'en-US' });
    expect(overview()).toHaveAttribute('data-state', 'loading');
    expect(await screen.findByText('What is charged next could not be loaded.')).toBeVisible();
    await waitFor(() => expect(overview()).toHaveTextContent(/Business.*Next payment \$[\d,.]+on /));
    await waitFor(() =>
      expect(overview()).toHaveTextContent(/Starter.*Nothing is going to be charged\..*Ends on /),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(overview()).toHaveTextContent(/Team.*Next payment \$[\d,.]+on .*Business/));
    expect(asked).toBe(4);
  },
  SLOW,
);

test(
  '[U282] nothing is asked about a plan that somebody else bills',
  async () => {
    const page = await openPortal('managedExternally');
    renderWithPortal(page, <BillingOverview />);
    expect(await screen.findByText('Billed by Example App Store.')).toBeVisible();
    expect(page.requests).toEqual(['GET /portal/v1/subscriptions']);
  },
  SLOW,
);

test(
  '[U289] the same plan twice, one of them overdue; and an ended session',
  async () => {
    const page = await openPortal('twoSubscriptions');
    const { unmount } = renderWithPortal(page, <BillingOverview onNavigate={() => {}} />);
    expect(await screen.findByRole('button', { name: 'See what is overdue' })).toBeVisible();
    await waitFor(() => expect(overview()).toHaveTextContent(/Past due.*Overdue.*Next payment/));
    unmount();

    page.fault = () => errorAnswer('unauthorized');
    renderWithPortal(page, <BillingOverview hrefs={{ invoices: '#invoices' }} onSignIn={() => {}} />);
    await waitFor(() => expect(overview()).toHaveAttribute('data-state', 'expired'));
    expect(screen.queryByRole('link')).toBeNull();
    expect(screen.getByRole('button', { name: 'Sign in again' })).toBeVisible();
  },
  SLOW,
);
