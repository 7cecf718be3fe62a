import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { enterPaymentMethod } from '../../test/enterPaymentMethod.js';
import { press } from '../../test/press.js';
import { openPortal, renderWithPortal, SLOW } from '../../test/renderWithPortal.js';
import { turnControls } from '../../test/turnControls.js';
import { typedFields } from '../../test/typedFields.js';
import { PastDueBanner } from '../components/PastDueBanner/index.js';
import { PlanSwitcher } from '../components/PlanSwitcher/index.js';
import { TrialBanner } from '../components/TrialBanner/index.js';

test(
  '[U197, U111, U112] past due: another card is saved, which charges nothing, and then it is paid with it',
  async () => {
    const page = await openPortal('pastDue');
    renderWithPortal(page, <PastDueBanner />, { paymentFields: typedFields() });
    await press('Use another payment method');
    expect(await screen.findByRole('group', { name: 'Add a payment method' })).toHaveFocus();
    await press('Cancel');
    expect(screen.getByRole('button', { name: 'Use another payment method' })).toHaveFocus();

    await press('Use another payment method');
    await enterPaymentMethod('mastercard');
    const pay = await screen.findByRole('button', { name: /^Pay .* with Mastercard ending 4444$/ });
    expect(pay).toHaveFocus();
    expect(page.requests.filter((sent) => sent.endsWith('/pay'))).toEqual([]);
    await userEvent.click(pay);
    await waitFor(() => expect(screen.getByRole('region')).toHaveAttribute('data-state', 'received'));
  },
  SLOW,
);

test(
  '[U197] on trial: what was missing is put on file, and the banner says what is charged',
  async () => {
    const page = await openPortal('trialing');
    await turnControls(page, { paymentMethod: null });
    renderWithPortal(page, <TrialBanner />, { paymentFields: typedFields() });
    await press('Add a payment method');
    await enterPaymentMethod('visa');
    expect(await screen.findByText(/to Visa ending 4242/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Add a payment method' })).toBeNull();
    expect(screen.getByText(/trial ends on/)).toHaveFocus();
  },
  SLOW,
);

test(
  '[U197, U83] a change of plan goes on once a payment method is there',
  async () => {
    const page = await openPortal('noPaymentMethod');
    renderWithPortal(page, <PlanSwitcher />, { paymentFields: typedFields() });
    await userEvent.click(await screen.findByRole('radio', { name: /^Business/ }));
    await press('Add a payment method');
    await press('Cancel');
    expect(screen.getByRole('button', { name: 'Add a payment method' })).toHaveFocus();
    await press('Add a payment method');
    await enterPaymentMethod('visa');
    await waitFor(() => expect(screen.getByText(/Visa ending 4242/)).toBeVisible());
    expect(screen.getByRole('radio', { name: /^Business/ })).toHaveFocus();
    expect(screen.queryByRole('button', { name: 'Add a payment method' })).toBeNull();
  },
  SLOW,
);

test(
  '[U197] a form of the host counts more, and without fields there is none',
  async () => {
    const page = await openPortal('pastDue');
    const { unmount } = renderWithPortal(
      page,
      <PastDueBanner updatePaymentMethod={<a href="#card">Ours</a>} />,
      {
        paymentFields: typedFields(),
      },
    );
    expect(await screen.findByRole('link', { name: 'Ours' })).toBeVisible();
    await screen.findByRole('button', { name: /^Pay/ });
    expect(screen.queryByRole('button', { name: /payment method$/ })).toBeNull();
    unmount();
    renderWithPortal(page, <PastDueBanner />);
    await screen.findByRole('button', { name: /^Pay/ });
    expect(screen.queryByRole('button', { name: /payment method$/ })).toBeNull();
  },
  SLOW,
);
