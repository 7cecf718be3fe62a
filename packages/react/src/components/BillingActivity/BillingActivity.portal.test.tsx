import { listActivity, type ActivityEntry } from '@billfold/contract';
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  errorAnswer,
  openLastingPortal,
  renderWithPortal,
  SLOW,
  type PortalPage,
} from '../../../test/renderWithPortal.js';
import { makeActivity } from '../../../test/activityStates.js';
import { press } from '../../../test/press.js';
import { SubscriptionSummary } from '../SubscriptionSummary/index.js';
import { BillingActivity } from './BillingActivity.js';

let page: PortalPage;
beforeAll(async () => {
  page = await openLastingPortal('canceling');
}, SLOW);
afterAll(() => page.portal.close());
beforeEach(() => {
  page.requests = [];
  page.fault = () => null;
  page.token = {};
});

const PATH = listActivity.path;
const list = () => screen.getByRole('region', { name: 'Activity' });
const lines = () =>
  [...list().querySelectorAll('.bf-BillingActivity-line p:first-child')].map((it) => it.textContent);
const isReady = () => waitFor(() => expect(list()).toHaveAttribute('data-state', 'ready'));

/** Pages of made-up lines, ten to a page, in the place of the portal's. */
function tell(count: number): void {
  const all: ActivityEntry[] = Array.from({ length: count }, () => makeActivity());
  let asked = 0;
  page.fault = (path) => {
    if (path !== PATH) return null;
    const data = all.slice(10 * asked, 10 * asked + 10);
    asked += 1;
    return Response.json(
      { data, nextCursor: 10 * asked < count ? `c_${asked}` : null },
      { headers: { 'Billfold-Customer': page.customer } },
    );
  };
}

describe('over the real portal', () => {
  test(
    '[U262] what the customer does is told right after, without a reload, with the name of whoever sits there',
    async () => {
      page.token = { actor: { id: 'user_1', name: 'Dana Example' } };
      renderWithPortal(
        page,
        <>
          <SubscriptionSummary />
          <BillingActivity />
        </>,
      );
      expect(list()).toHaveAttribute('data-state', 'loading');
      await waitFor(() => expect(['ready', 'empty']).toContain(list().dataset.state));
      const before = lines().length;
      await press('Keep plan');
      await waitFor(() => expect(lines()[0]).toMatch(/^Dana Example took back the cancellation of \w+/));
      expect(lines().length).toBeGreaterThanOrEqual(Math.min(before + 1, 5));
    },
    SLOW,
  );

  test('[U261] a link that does not allow it shows nothing of it', async () => {
    page.token = { capabilities: ['subscriptions:read'] };
    renderWithPortal(page, <BillingActivity />);
    await waitFor(() => expect(list()).toHaveAttribute('data-state', 'forbidden'));
    expect(within(list()).getByText('Your link does not allow this.')).toBeVisible();
  });

  test('[U34] a session that ended is said to have ended', async () => {
    const onSignIn = vi.fn();
    page.token = null;
    renderWithPortal(page, <BillingActivity onSignIn={onSignIn} />);
    await waitFor(() => expect(list()).toHaveAttribute('data-state', 'expired'));
    await userEvent.click(screen.getByRole('button', { name: 'Sign in again' }));
    expect(onSignIn).toHaveBeenCalledOnce();
  });
});

describe('over many lines', () => {
  test('[U260] a few at first, more on demand, one page at a time', async () => {
    tell(25);
    renderWithPortal(page, <BillingActivity />);
    await isReady();
    expect(lines()).toHaveLength(5);
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    await waitFor(() => expect(lines()).toHaveLength(20));
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    await waitFor(() => expect(lines()).toHaveLength(25));
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
    expect(page.requests.filter((request) => request.includes(PATH))).toHaveLength(3);
  });

  test('[U260] a next page that fails leaves what is there, and comes when it is tried again', async () => {
    tell(15);
    const working = page.fault;
    renderWithPortal(page, <BillingActivity />);
    await isReady();
    page.fault = (path) => (path === PATH ? errorAnswer('invalid_cursor') : null);
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    await waitFor(() =>
      expect(screen.getByRole('alert')).toHaveTextContent('More activity could not be loaded.'),
    );
    expect(lines()).toHaveLength(5);
    page.fault = working;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(lines()).toHaveLength(15));
  });

  test('[U257] what the business did is told with its name', async () => {
    page.fault = (path) =>
      path === PATH
        ? Response.json(
            { data: [makeActivity({ by: 'merchant' })], nextCursor: null },
            { headers: { 'Billfold-Customer': page.customer } },
          )
        : null;
    renderWithPortal(page, <BillingActivity />);
    await waitFor(() => expect(lines()).toEqual(['Example App changed the plan from Starter to Team']));
  });
});

test('[U32] what failed is asked for again on demand', async () => {
  page.fault = (path) => (path === PATH ? errorAnswer('invalid_request') : null);
  renderWithPortal(page, <BillingActivity />);
  await waitFor(() => expect(list()).toHaveAttribute('data-state', 'error'));
  expect(screen.getByRole('alert')).toHaveTextContent('Your activity could not be loaded.');
  tell(1);
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await isReady();
});

test('[U33] without a connection it says so', async () => {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  page.fault = () => Promise.reject(new TypeError('Failed to fetch'));
  renderWithPortal(page, <BillingActivity />);
  await waitFor(() => expect(list()).toHaveAttribute('data-state', 'offline'));
  expect(list()).toHaveTextContent('You are offline.');
  vi.restoreAllMocks();
});
