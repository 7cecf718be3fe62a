import type { Subscription } from '@billfold/contract';
import { useSubscriptions } from '@billfold/hooks';
import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { makeOverdueInvoice } from '../../../test/changeBuilders.js';
import { press } from '../../../test/press.js';
import { openPortal, renderWithPortal, SLOW } from '../../../test/renderWithPortal.js';
import { turnControls } from '../../../test/turnControls.js';
import { sandboxAuthenticate } from '../../sandbox/index.js';
import { PastDueBanner } from './PastDueBanner.js';
import { PastDueBannerConnected } from './PastDueBannerConnected.js';

test(
  '[U110, U111, U112] declined once more, then paid by another method; received',
  async () => {
    const page = await openPortal('pastDue');
    renderWithPortal(
      page,
      <PastDueBanner
        updatePaymentMethod={(done) => (
          <button
            type="button"
            onClick={() => void turnControls(page, { paymentMethod: 'visa' }).then(() => done())}
          >
            Save a card
          </button>
        )}
      />,
    );
    await press(/^Pay .* now$/);
    expect(await screen.findByRole('alert')).toHaveTextContent('The payment did not go through.');
    await press('Use another payment method');
    await press('Save a card');
    // Nothing is charged by that alone.
    expect(page.requests.filter((sent) => sent.endsWith('/pay'))).toHaveLength(1);
    await press(/^Pay .* with Visa ending 4242$/);
    await waitFor(() => expect(screen.getByRole('region')).toHaveAttribute('data-state', 'received'));
    expect(screen.getAllByText('Payment received')[0]).toHaveFocus();
  },
  SLOW,
);

test(
  '[U110, U112] the bank confirms it in the page; what it refuses can be tried again',
  async () => {
    const page = await openPortal('requiresAction');
    renderWithPortal(page, <PastDueBanner />, { authenticate: sandboxAuthenticate });
    await press('Confirm payment');
    await press('Refuse');
    // The bank's own alert stands there until it is gone.
    await waitFor(() =>
      expect(screen.getByRole('alert')).toHaveTextContent('Your bank did not get your confirmation.'),
    );

    await press('Confirm payment');
    await waitFor(() => expect(screen.getAllByRole('button', { name: 'Confirm payment' })).toHaveLength(2));
    await userEvent.click(screen.getAllByRole('button', { name: 'Confirm payment' })[1]!);
    await waitFor(() => expect(screen.getByRole('region')).toHaveAttribute('data-state', 'received'));
  },
  SLOW,
);

/** The banner of the customer's subscription, which becomes another one at a press. */
function Becoming({ next }: { next: Partial<Subscription> }) {
  const { subscriptions } = useSubscriptions();
  const [isNext, setNext] = useState(false);
  const [now] = subscriptions ?? [];
  if (!now) return null;
  return (
    <>
      <PastDueBannerConnected subscription={isNext ? { ...now, ...next } : now} />
      <button type="button" onClick={() => setNext(true)}>
        Later
      </button>
    </>
  );
}

test(
  '[U120] the next payment that fails can be paid too, after one was paid in this visit',
  async () => {
    const page = await openPortal('pastDue');
    await turnControls(page, { paymentMethod: 'visa' });
    renderWithPortal(
      page,
      <Becoming next={{ status: 'past_due', overdueInvoice: makeOverdueInvoice({ id: 'in_next' }) }} />,
    );
    // Not the one that was refused: it is on the button as soon as it is known.
    await press(/^Pay .* with Visa ending 4242$/);
    await waitFor(() => expect(screen.getByRole('region')).toHaveAttribute('data-state', 'received'));
    await press('Later');
    expect(screen.getByRole('region')).toHaveAttribute('data-state', 'due');
    expect(await screen.findByRole('button', { name: /^Pay .* now$/ })).not.toHaveAttribute(
      'aria-busy',
      'true',
    );
  },
  SLOW,
);

test(
  '[U120] what was given up with its plan is not said to be received',
  async () => {
    const page = await openPortal('pastDue');
    renderWithPortal(page, <Becoming next={{ status: 'canceled', overdueInvoice: null }} />);
    await press('Later');
    expect(screen.queryByRole('region')).toBeNull();
    expect(screen.queryByText('Payment received')).toBeNull();
  },
  SLOW,
);

test(
  '[U105, U113] nothing where nothing is overdue; who may not pay is told whom to ask',
  async () => {
    const page = await openPortal('active');
    const { container, unmount } = renderWithPortal(page, <PastDueBanner />);
    await waitFor(() => expect(page.requests).toContain('GET /portal/v1/subscriptions'));
    expect(container).toBeEmptyDOMElement();
    unmount();

    const { id } = await page.portal.createScenario('pastDue');
    page.customer = id;
    page.token = { capabilities: ['subscriptions:read'] };
    renderWithPortal(page, <PastDueBanner />);
    expect(await screen.findByText(/Ask whoever manages billing/)).toBeVisible();
    expect(screen.queryByRole('button')).toBeNull();
  },
  SLOW,
);
