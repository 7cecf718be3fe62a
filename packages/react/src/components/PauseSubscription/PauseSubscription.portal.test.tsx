import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { press } from '../../../test/press.js';
import { openPortal, renderWithPortal, SLOW } from '../../../test/renderWithPortal.js';
import { turnControls } from '../../../test/turnControls.js';
import { sandboxAuthenticate } from '../../sandbox/index.js';
import { PauseSubscription } from './PauseSubscription.js';

const offered = { subscriptionPause: { enabled: true, maxMonths: 3 } };

test(
  '[U102, U103] pauses for as long as is chosen, and takes it back for nothing',
  async () => {
    const page = await openPortal('active', offered);
    renderWithPortal(page, <PauseSubscription />);
    expect(await screen.findAllByRole('radio')).toHaveLength(3);
    await userEvent.click(screen.getByRole('radio', { name: /^2 months/ }));
    await press('Pause plan');
    const scheduled = await screen.findByText(/^Team pauses from/);
    await waitFor(() => expect(scheduled).toHaveFocus());
    await press('Do not pause');
    expect(await screen.findByText('Team does not pause.')).toHaveFocus();
    expect(page.requests.some((request) => request.includes('invoices'))).toBe(false);
  },
  SLOW,
);

test(
  '[U103] ends a pause for the price on the button',
  async () => {
    const page = await openPortal('paused', offered);
    renderWithPortal(page, <PauseSubscription />, { locale: 'en-US' });
    await press(/^Pay \$[\d.]+ and resume$/);
    expect(await screen.findByText('Team is active again.')).toHaveFocus();
  },
  SLOW,
);

test(
  '[U103] the bank confirms in the page; while it is refused, nothing is resumed',
  async () => {
    const page = await openPortal('paused', offered);
    renderWithPortal(page, <PauseSubscription />, { locale: 'en-US', authenticate: sandboxAuthenticate });
    await screen.findByRole('button', { name: /^Pay/ });
    await turnControls(page, { nextCharge: 'requires_action' });
    await press(/^Pay/);
    expect(await screen.findByText('Confirm the payment with your bank.', { selector: 'p' })).toBeVisible();
    await press('Refuse');
    // The bank's own alert stands there until it is gone.
    await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent('Your plan was not resumed.'));
    expect(screen.getByText(/^Team is paused until/)).toBeVisible();
  },
  SLOW,
);

test(
  '[U104] nothing where it is not offered',
  async () => {
    const page = await openPortal('active');
    const { container } = renderWithPortal(page, <PauseSubscription />);
    await waitFor(() => expect(container).toBeEmptyDOMElement());
  },
  SLOW,
);

test(
  '[U104] nothing for a plan that can not be paused',
  async () => {
    const page = await openPortal('trialing', offered);
    const { container } = renderWithPortal(page, <PauseSubscription />);
    await waitFor(() => expect(container).toBeEmptyDOMElement());
  },
  SLOW,
);
