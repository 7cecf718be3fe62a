import { render, screen, waitFor } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { makeSubscription } from '../../../test/builders.js';
import { openPortal, renderWithPortal, SLOW } from '../../../test/renderWithPortal.js';
import { subscriptionSummaryView as view } from '../../../test/states.js';
import { SubscriptionSummary } from './SubscriptionSummary.js';

const managedBy = { name: 'Example App Store', manageUrl: 'https://example.com/subscriptions' };

describe('a plan that somebody else bills', () => {
  test('[U281] says who bills it, and leads there beside the page', () => {
    render(view({ subscriptions: [makeSubscription({ managedBy, renewsAt: null, paymentMethod: null })] }));
    expect(screen.getByText('Billed by Example App Store.')).toBeVisible();
    const link = screen.getByRole('link', { name: 'Manage at Example App Store (opens in a new tab)' });
    expect(link).toHaveAttribute('href', managedBy.manageUrl);
    expect(link).toHaveAttribute('target', '_blank');
    expect(link).toHaveAttribute('rel', 'noopener noreferrer');
    expect(screen.queryByText(/Renews on/)).toBeNull();
  });

  test.each([null, 'javascript:alert(1)'])(
    '[U280, U281] leads nowhere where the address is %j',
    (manageUrl) => {
      render(view({ subscriptions: [makeSubscription({ managedBy: { ...managedBy, manageUrl } })] }));
      expect(screen.getByText(/changed, paid and canceled at Example App Store/)).toBeVisible();
      expect(screen.queryByRole('link')).toBeNull();
    },
  );

  test(
    '[U282] has nothing to take back here, however it stands',
    async () => {
      const page = await openPortal('managedExternally');
      renderWithPortal(page, <SubscriptionSummary />);
      expect(await screen.findByRole('link', { name: /^Manage at/ })).toBeVisible();
      expect(screen.queryByRole('button')).toBeNull();
      expect(page.requests).toEqual(['GET /portal/v1/subscriptions']);
    },
    SLOW,
  );
});

describe('the same plan twice', () => {
  const one = makeSubscription();
  const two = makeSubscription({ id: 'sub_2' });
  const other = makeSubscription({ id: 'sub_3', product: { id: 'prod_9', name: 'Backup' } });

  test('[U285] is told, once, and other plans are not', () => {
    const { rerender } = render(view({ subscriptions: [one, other, two] }));
    expect(screen.getAllByText(/^You have/)).toHaveLength(1);
    expect(screen.getByText('You have two subscriptions of Team. You pay for each of them.')).toBeVisible();
    rerender(view({ subscriptions: [one, other] }));
    expect(screen.queryByText(/^You have/)).toBeNull();
  });

  test.each(['canceled', 'incomplete'] as const)('[U285] is not told of one that is %s', (status) => {
    render(view({ subscriptions: [one, { ...two, status }] }));
    expect(screen.queryByText(/^You have/)).toBeNull();
  });
});

describe('without a plan', () => {
  test('[U287] who had one is told where their invoices are', () => {
    const ended = makeSubscription({ status: 'canceled', endedAt: '2026-10-01T00:00:00.000Z' });
    const { rerender } = render(view({ state: 'empty', subscriptions: [ended] }));
    expect(screen.getByText('Past invoices stay in your list of invoices.')).toBeVisible();
    rerender(view({ state: 'empty', subscriptions: [] }));
    expect(screen.queryByText(/Past invoices/)).toBeNull();
  });

  test.each([
    ['https://example.com/plans', 'https://example.com/plans'],
    ['javascript:alert(1)', null],
    [null, null],
  ])(
    '[U280, U286] the way to a plan is the one that is configured: %j',
    async (upgradeUrl, href) => {
      const page = await openPortal('free');
      const { fetch } = page.portal;
      page.portal.fetch = async (input, init) => {
        const response = await fetch(input, init);
        if (!String(input).endsWith('/portal/v1/session')) return response;
        const session = await response.json();
        return Response.json({ ...session, branding: { ...session.branding, upgradeUrl } });
      };
      renderWithPortal(page, <SubscriptionSummary />);
      await waitFor(() => expect(page.requests).toContain('GET /portal/v1/session'));
      if (href) expect(await screen.findByRole('link', { name: 'See plans' })).toHaveAttribute('href', href);
      await waitFor(() => expect(screen.queryAllByText('See plans')).toHaveLength(href ? 1 : 0));
    },
    SLOW,
  );

  test(
    '[U286] what the host says stands in its place, and the session is not asked for',
    async () => {
      const page = await openPortal('free');
      renderWithPortal(page, <SubscriptionSummary upgrade={<a href="#ours">Ours</a>} />);
      expect(await screen.findByRole('link', { name: 'Ours' })).toBeVisible();
      expect(page.requests).toEqual(['GET /portal/v1/subscriptions']);
    },
    SLOW,
  );
});
