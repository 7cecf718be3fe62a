import { render, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { makeSubscription, NOW } from '../../../test/builders.js';
import { openPortal, renderWithPortal, SLOW } from '../../../test/renderWithPortal.js';
import { TrialBannerView } from '../TrialBanner/index.js';
import { PastDueBanner } from './PastDueBanner.js';

const managedBy = { name: 'Example App Store', manageUrl: 'https://example.com/subscriptions' };

test(
  '[U282, U284] what is overdue elsewhere stands beside what is overdue here, and is paid there',
  async () => {
    const page = await openPortal('pastDue');
    const { fetch } = page.portal;
    page.portal.fetch = async (input, init) => {
      const response = await fetch(input, init);
      if (!String(input).endsWith('/portal/v1/subscriptions')) return response;
      const { data } = await response.json();
      const elsewhere = makeSubscription({ id: 'sub_9', status: 'past_due', managedBy });
      return Response.json({ data: [...data, elsewhere] });
    };
    const { container } = renderWithPortal(page, <PastDueBanner />);
    await waitFor(() => expect(container.querySelectorAll('.bf-PastDueBanner')).toHaveLength(2));
    const elsewhere = screen.getByRole('region', { name: 'A payment for Team did not go through' });
    expect(elsewhere).toHaveTextContent('It is paid at Example App Store, and not here.');
    expect(elsewhere.querySelector('button')).toBeNull();
    expect(elsewhere.querySelector('a')).toHaveAttribute('href', managedBy.manageUrl);
    expect(await screen.findByRole('button', { name: /^Pay/ })).toBeVisible();
  },
  SLOW,
);

test('[U282] a trial that somebody else bills says where it goes on, and offers nothing here', () => {
  const subscription = makeSubscription({
    status: 'trialing',
    trialEndAt: '2026-11-25T12:00:00.000Z',
    paymentMethod: null,
    managedBy,
  });
  render(
    <TrialBannerView
      subscription={subscription}
      now={NOW}
      addPaymentMethod={() => <form />}
      cancel={<button type="button">Cancel trial</button>}
    />,
  );
  expect(screen.getByText(/Billed by Example App Store\./)).toBeVisible();
  expect(screen.queryByRole('button')).toBeNull();
  expect(screen.getByRole('link', { name: /^Manage at Example App Store/ })).toBeVisible();
});
