import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { StrictMode } from 'react';
import { expect, test, vi } from 'vitest';
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

const pay = () => screen.getByRole('button', { name: /^Pay .* now$/ });
const isFree = () => waitFor(() => expect(pay()).not.toHaveAttribute('aria-busy', 'true'));
const sent = () => page.requests.filter((request) => request.endsWith('/pay'));

test(
  '[U119, U250] what is owed is said without the way to pay it; nothing is paid before it is shown what is charged',
  async () => {
    page = await openPortal('pastDue');
    renderWithPortal(
      page,
      <StrictMode>
        <PastDueBanner />
      </StrictMode>,
    );
    expect(await screen.findByText(/could not be charged to/)).toBeVisible();
    // It could not be fetched, which nobody has to know before they press.
    await isFree();
    expect(screen.queryByRole('alert')).toBeNull();
    await userEvent.click(pay());
    expect(await screen.findByRole('alert')).toHaveTextContent('The connection failed.');
    expect(pay()).toHaveFocus();

    // A press fetches it again. Whoever presses while it is on its way is not charged when it comes.
    payment.isBroken = false;
    await userEvent.click(pay());
    await waitFor(() => expect(pay()).toHaveAttribute('aria-busy', 'true'));
    await userEvent.click(pay());
    payment.arrive();
    await isFree();
    expect(page.requests).toContain('GET /portal/v1/payment-methods');
    expect(sent()).toHaveLength(0);

    await userEvent.click(pay());
    expect(await screen.findByText('The payment did not go through.')).toBeVisible();
    expect(sent()).toHaveLength(1);
  },
  SLOW,
);
