import { render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { makeSubscription } from '../../../test/builders.js';
import { cancelFlow } from '../../../test/changeStates.js';
import { openPortal, renderWithPortal, SLOW } from '../../../test/renderWithPortal.js';
import { CancelStage } from './CancelStage.js';
import { CancelSubscription } from './CancelSubscription.js';

const network = vi.hoisted(() => ({ isDown: true, fetched: 0 }));

vi.mock('./CancelFlow.js', () => ({
  get CancelFlow() {
    network.fetched += 1;
    if (network.isDown) throw new TypeError('Failed to fetch dynamically imported module');
    return () => <p>Are you sure?</p>;
  },
}));

test(
  '[U118] how a cancellation is asked is fetched when somebody comes to the opener, and missed in its place',
  async () => {
    const page = await openPortal('active');
    renderWithPortal(page, <CancelSubscription presentation="inline" />);
    const opener = await screen.findByRole('button', { name: 'Cancel plan' });
    await waitFor(() =>
      expect(screen.getByRole('region', { name: 'Cancel plan' })).toHaveAttribute('data-state', 'ready'),
    );
    expect(network.fetched).toBe(0);
    await userEvent.hover(opener);
    expect(network.fetched).toBe(1);

    await userEvent.click(opener);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'What you need to cancel could not be loaded.',
    );
    expect(opener).not.toHaveAttribute('aria-busy');
    network.isDown = false;
    await userEvent.click(opener);
    expect(await screen.findByText('Are you sure?')).toBeVisible();
    expect(screen.getByText('Cancel Team?')).toHaveFocus();
  },
  SLOW,
);

test('[U118] the opener is busy as long as it waits for what it opens', () => {
  const subscription = makeSubscription();
  render(
    <CancelStage
      state="ready"
      subscriptions={[subscription]}
      subscription={subscription}
      isOpen
      onOpen={() => {}}
      flow={cancelFlow()}
      Flow={null}
    />,
  );
  expect(screen.getByRole('button', { name: 'Cancel plan' })).toHaveAttribute('aria-busy', 'true');
  expect(screen.queryByRole('alert')).toBeNull();
});
