import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { openPortal, renderWithPortal, SLOW } from '../../../test/renderWithPortal.js';
import { PendingChangeBanner } from './PendingChangeBanner.js';

test(
  '[U106] a downgrade that is scheduled is named and undone',
  async () => {
    const page = await openPortal('scheduledDowngrade');
    renderWithPortal(page, <PendingChangeBanner />);
    expect(await screen.findByRole('region', { name: /^You switch to Starter on/ })).toBeVisible();
    await userEvent.click(await screen.findByRole('button', { name: 'Undo the change of Business' }));
    expect(await screen.findByText('Undone. Business stays as it is.')).toHaveFocus();
    expect(page.requests.some((request) => request.startsWith('DELETE'))).toBe(true);
  },
  SLOW,
);

test(
  '[U105] nothing without a change; no way to undo it for a session that may not',
  async () => {
    const page = await openPortal('active');
    const { container, unmount } = renderWithPortal(page, <PendingChangeBanner />);
    await waitFor(() => expect(page.requests).toContain('GET /portal/v1/subscriptions'));
    expect(container).toBeEmptyDOMElement();
    unmount();

    page.customer = (await page.portal.createScenario('scheduledDowngrade')).id;
    page.token = { capabilities: ['subscriptions:read'] };
    renderWithPortal(page, <PendingChangeBanner />);
    expect(await screen.findByRole('region', { name: /^You switch to/ })).toBeVisible();
    await waitFor(() => expect(page.requests).toContain('GET /portal/v1/session'));
    expect(screen.queryByRole('button')).toBeNull();
  },
  SLOW,
);
