import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { openPortal, renderWithPortal, SLOW } from '../../../test/renderWithPortal.js';
import { turnControls } from '../../../test/turnControls.js';
import { TrialBanner } from './TrialBanner.js';

test(
  '[U107] what is charged at the end of the trial is what the next invoice says',
  async () => {
    const page = await openPortal('trialing');
    renderWithPortal(page, <TrialBanner />, { locale: 'en-US' });
    const banner = await screen.findByRole('region', { name: /^Your Team trial ends on .* UTC$/ });
    await waitFor(() =>
      expect(banner).toHaveTextContent(/You are then charged \$[\d.]+ on .*, to Visa ending/),
    );
    expect(page.requests).toContainEqual(expect.stringContaining('/invoices/upcoming'));
  },
  SLOW,
);

test(
  '[U107] nothing on file: what to do',
  async () => {
    const page = await openPortal('trialing');
    await turnControls(page, { paymentMethod: null });
    renderWithPortal(page, <TrialBanner addPaymentMethod={<a href="#card">Add a card</a>} />);
    expect(await screen.findByText(/Add a payment method to keep Team/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Add a card' })).toBeVisible();
  },
  SLOW,
);

test(
  '[U105] nothing for who is not on trial',
  async () => {
    const page = await openPortal('active');
    const { container } = renderWithPortal(page, <TrialBanner />);
    await waitFor(() => expect(page.requests).toContain('GET /portal/v1/subscriptions'));
    expect(container).toBeEmptyDOMElement();
  },
  SLOW,
);
