import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { press } from '../../test/press.js';
import { openPortal, renderWithPortal, SLOW } from '../../test/renderWithPortal.js';
import { PauseSubscription } from '../components/PauseSubscription/index.js';

const offered = { subscriptionPause: { enabled: true, maxMonths: 3 } };

test(
  '[U297] what was done to one subscription is not said of another that is chosen then',
  async () => {
    const page = await openPortal('multiSubscription', offered);
    renderWithPortal(page, <PauseSubscription />);
    await userEvent.click(await screen.findByRole('radio', { name: /^Business/ }));
    await press('Pause plan');
    expect(await screen.findByText(/^Business pauses from/)).toHaveFocus();
    const team = screen.getByRole('radio', { name: /^Team/ });
    await waitFor(() => expect(team).toBeEnabled());
    await userEvent.click(team);
    expect(await screen.findByRole('button', { name: 'Pause plan' })).toBeVisible();
    expect(screen.queryByText('Team does not pause.')).toBeNull();
    await userEvent.click(screen.getByRole('radio', { name: /^Business/ }));
    expect(await screen.findByText(/^Business pauses from/)).toBeVisible();
  },
  SLOW,
);

test(
  '[U298] the only one of several that can be paused is named, with what it costs and when it began',
  async () => {
    const page = await openPortal('twoSubscriptions', offered);
    renderWithPortal(page, <PauseSubscription />, { locale: 'en-US' });
    const subject = await screen.findByRole('group', { name: 'Pause plan: Team, 3 seats' });
    expect(subject).toHaveTextContent(/Team, 3 seats.*€[\d.]+ a month.*Since [A-Z]/);
    expect(within(subject).getByRole('button', { name: 'Pause plan' })).toBeVisible();
  },
  SLOW,
);

test(
  '[U298] who has one only is not told which',
  async () => {
    const page = await openPortal('active', offered);
    renderWithPortal(page, <PauseSubscription />);
    expect(await screen.findByRole('button', { name: 'Pause plan' })).toBeVisible();
    expect(screen.queryByText(/^Since/)).toBeNull();
  },
  SLOW,
);
