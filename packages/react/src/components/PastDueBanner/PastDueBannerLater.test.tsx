import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { StrictMode } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { openPortal, renderWithPortal, SLOW, type PortalPage } from '../../../test/renderWithPortal.js';
import { PastDueBanner } from './PastDueBanner.js';

const payment = vi.hoisted(() => {
  let arrive = () => {};
  const arrival = new Promise<void>((resolve) => (arrive = resolve));
  return { asked: 0, isBroken: true, arrival, arrive };
});
vi.mock('./PastDuePayment.js', async (original) => {
  payment.asked += 1;
  if (payment.isBroken) throw new TypeError('Failed to fetch dynamically imported module');
  await payment.arrival;
  return original();
});

let page: PortalPage;
afterEach(() => page.portal.close());

const pay = () => screen.findByRole('button', { name: /^Pay .* now$/ });
const sent = () => page.requests.filter((request) => request.endsWith('/pay'));

test(
  '[U119, U250] what is owed is said without the way to pay it; a press waits for that, and pays once; a press that could not be served is over',
  async () => {
    page = await openPortal('pastDue');
    renderWithPortal(
      page,
      <StrictMode>
        <PastDueBanner />
      </StrictMode>,
    );
    expect(await screen.findByText(/could not be charged to/)).toBeVisible();
    await userEvent.click(await pay());
    expect(await screen.findByRole('alert')).toHaveTextContent('The connection failed.');

    // The connection is back, and the part comes: nobody has pressed since.
    payment.isBroken = false;
    window.dispatchEvent(new Event('offline'));
    window.dispatchEvent(new Event('online'));
    await waitFor(() => expect(payment.asked).toBe(2));
    expect(screen.getByRole('region')).toHaveAttribute('data-state', 'due');
    await userEvent.click(await pay());
    expect(screen.getByRole('region')).toHaveAttribute('data-state', 'paying');
    expect(await pay()).toHaveFocus();
    expect(sent()).toHaveLength(0);

    payment.arrive();
    expect(await screen.findByText('The payment did not go through.')).toBeVisible();
    expect(sent()).toHaveLength(1);
    await waitFor(() => expect(screen.getByRole('region')).toHaveAttribute('data-state', 'due'));
    expect(await pay()).toHaveFocus();
  },
  SLOW,
);
