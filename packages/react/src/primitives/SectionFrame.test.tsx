import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { BillfoldRoot } from '../BillfoldRoot.js';
import { PlanSwitcher } from '../components/PlanSwitcher/index.js';

const network = vi.hoisted(() => ({ isDown: true }));

vi.mock('../components/PlanSwitcher/PlanSwitcherConnected.js', () => ({
  get PlanSwitcherConnected() {
    if (network.isDown) throw new TypeError('Failed to fetch dynamically imported module');
    return () => <p>Everything is here</p>;
  },
}));

test('[U117] a section that could not be fetched says so, and can be tried again', async () => {
  render(
    <BillfoldRoot
      baseUrl="https://billing.test"
      session="/api/billing/session"
      fetch={() => new Promise(() => {})}
      words={{ planSwitcher: { failed: 'Keine Pläne.' } }}
    >
      <PlanSwitcher />
    </BillfoldRoot>,
  );
  const switcher = screen.getByRole('region', { name: 'Change plan' });
  expect(switcher).toHaveAttribute('data-state', 'loading');

  expect(await screen.findByRole('alert')).toHaveTextContent('Keine Pläne.');
  expect(switcher).toHaveAttribute('data-state', 'error');
  expect(switcher).not.toHaveAttribute('aria-busy');

  network.isDown = false;
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('Everything is here')).toBeVisible();
});
