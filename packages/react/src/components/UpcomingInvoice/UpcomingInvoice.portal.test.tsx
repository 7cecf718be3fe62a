import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { openPortal, renderWithPortal, SLOW } from '../../../test/renderWithPortal.js';
import { UpcomingInvoice } from './UpcomingInvoice.js';

const card = () => screen.getByRole('region', { name: 'Next invoice' });

test(
  '[U88] the next invoice of the real portal: when, for what, and what it is charged to',
  async () => {
    const page = await openPortal('active');
    renderWithPortal(page, <UpcomingInvoice />, { locale: 'en-US' });
    expect(card()).toHaveAttribute('data-state', 'loading');
    await waitFor(() => expect(card()).toHaveAttribute('data-state', 'ready'));
    expect(card()).toHaveTextContent(/Expected on .* for .* to /);
    expect(card()).toHaveTextContent(/Estimated amount due\$\d/);
    expect(card()).toHaveTextContent('Will be charged to Visa ending 4242.');
  },
  SLOW,
);

test(
  '[U89] who pays for nothing is charged nothing, and nothing is asked for',
  async () => {
    const page = await openPortal('free');
    renderWithPortal(page, <UpcomingInvoice />);
    await waitFor(() => expect(card()).toHaveAttribute('data-state', 'empty'));
    expect(card()).toHaveTextContent('Nothing is going to be charged.');
    expect(page.requests).toEqual(['GET /portal/v1/subscriptions']);
  },
  SLOW,
);
