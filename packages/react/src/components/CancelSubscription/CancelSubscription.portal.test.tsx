import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { press } from '../../../test/press.js';
import { errorAnswer, openPortal, renderWithPortal, SLOW } from '../../../test/renderWithPortal.js';
import { CancelSubscription } from './CancelSubscription.js';

const section = () => screen.getByRole('region', { name: 'Cancel plan' });
const dialog = () => screen.findByRole('alertdialog');
/** As soon as it is known what it does. */
async function confirm() {
  const cancel = within(await dialog()).getByRole('button', { name: 'Cancel plan' });
  await waitFor(() => expect(cancel).toBeEnabled());
  await userEvent.click(cancel);
}

test(
  '[U93, U100] cancels at the end of the period, and takes it back',
  async () => {
    const page = await openPortal('active');
    const onCanceled = vi.fn();
    renderWithPortal(page, <CancelSubscription onCanceled={onCanceled} />);
    await screen.findByRole('button', { name: 'Cancel plan' });
    expect(page.requests.some((request) => request.includes('cancel-preview'))).toBe(false);

    await press('Cancel plan');
    expect(await screen.findByText(/Team stays active until/)).toBeVisible();
    await userEvent.click(screen.getByRole('radio', { name: 'It costs too much' }));
    await confirm();
    const status = await screen.findByText(/^Team ends on/);
    expect(screen.queryByRole('alertdialog')).toBeNull();
    await waitFor(() => expect(status).toHaveFocus());
    expect(onCanceled).toHaveBeenCalledOnce();

    await press('Keep plan');
    expect(await screen.findByText('Team goes on.')).toHaveFocus();
    expect(await screen.findByRole('button', { name: 'Cancel plan' })).toBeEnabled();
  },
  SLOW,
);

test(
  '[U94, U100] what is past due ends at once, stays owed, and is still told about',
  async () => {
    const page = await openPortal('pastDue');
    renderWithPortal(page, <CancelSubscription />, { locale: 'en-US' });
    await press('Cancel plan');
    expect(await screen.findByText(/^Team ends now/)).toHaveTextContent('is not tried again');
    expect(within(await dialog()).getByText(/stays owed/)).toBeVisible();
    await confirm();
    const ended = await screen.findByText(/^Team ended on/);
    await waitFor(() => expect(ended).toHaveFocus());
    expect(within(section()).queryByRole('button')).toBeNull();
  },
  SLOW,
);

test(
  '[U96] the offer of the portal is taken instead, once',
  async () => {
    const page = await openPortal('active', { subscriptionCancel: { retention: { offerCoupon: 'save20' } } });
    renderWithPortal(page, <CancelSubscription presentation="inline" />, { locale: 'en-US' });
    await press('Cancel plan');
    expect(await screen.findByText(/20% off/)).toBeVisible();
    await press('Keep plan at this price');
    expect(await screen.findByText('Team goes on, at the lower price.')).toHaveFocus();

    await press('Cancel plan');
    expect(await screen.findByText(/Team stays active until/)).toBeVisible();
    await waitFor(() => expect(screen.queryByText(/20% off/)).toBeNull());
  },
  SLOW,
);

test(
  '[U97] a pause instead, where the portal offers it',
  async () => {
    const page = await openPortal('active', {
      subscriptionCancel: { flow: 'guided' },
      subscriptionPause: { enabled: true, maxMonths: 1 },
    });
    renderWithPortal(page, <CancelSubscription presentation="inline" />);
    await press('Cancel plan');
    await userEvent.click(await screen.findByRole('radio', { name: 'I do not use it enough' }));
    await press('Continue');
    await userEvent.click(await screen.findByRole('button', { name: /^Pause until/ }));
    expect(await screen.findByText(/^Team pauses from/)).toHaveFocus();
  },
  SLOW,
);

test(
  '[U98] by the letter of the law, with the customer’s name filled in',
  async () => {
    const page = await openPortal('active', { subscriptionCancel: { flow: 'strict' } });
    renderWithPortal(page, <CancelSubscription presentation="inline" />);
    await press('Cancel contracts here');
    expect(await screen.findByText('Demo customer (active)')).toBeVisible();
    expect(screen.queryByRole('radio')).toBeNull();
    await press('Cancel now');
    expect(await screen.findByText(/Your cancellation was received on/)).toHaveFocus();
  },
  SLOW,
);

test(
  '[U99] what was refused changes nothing, and can be tried again',
  async () => {
    const page = await openPortal('active');
    renderWithPortal(page, <CancelSubscription />);
    await press('Cancel plan');
    await screen.findByText(/Team stays active until/);
    await userEvent.type(screen.getByRole('textbox'), 'Too slow');
    page.fault = (path) => (/\/sub_\w+$/.test(path) ? errorAnswer('subscription_state') : null);
    await confirm();
    expect(await within(await dialog()).findByRole('alert')).toHaveTextContent('Your plan was not canceled.');
    expect(screen.getByRole('textbox')).toHaveValue('Too slow');

    page.fault = () => null;
    await confirm();
    expect(await screen.findByText(/^Team ends on/)).toBeVisible();
  },
  SLOW,
);

test(
  '[U101] nothing where it is not offered, or the session may not',
  async () => {
    const page = await openPortal('active', { subscriptionCancel: { enabled: false } });
    const { container, unmount } = renderWithPortal(page, <CancelSubscription />);
    await waitFor(() => expect(container).toBeEmptyDOMElement());
    unmount();

    const second = await openPortal('active');
    second.token = { capabilities: ['subscriptions:read'] };
    const other = renderWithPortal(second, <CancelSubscription />);
    await waitFor(() => expect(other.container).toBeEmptyDOMElement());
  },
  SLOW,
);

test(
  '[U101, U283] one of several plans once it is chosen, and the one that the host names',
  async () => {
    const page = await openPortal('multiSubscription');
    const { unmount } = renderWithPortal(page, <CancelSubscription />);
    const choice = await screen.findByRole('group', { name: 'Which plan?' });
    expect(screen.queryByRole('button', { name: 'Cancel plan' })).toBeNull();
    const team = within(choice).getByRole<HTMLInputElement>('radio', { name: /^Team, 3 seats/ });
    await userEvent.click(team);
    expect(screen.getByRole('group', { name: 'Cancel plan: Team, 3 seats' })).toBeVisible();
    await press('Cancel plan');
    expect(await dialog()).toHaveAccessibleName('Cancel Team, 3 seats?');
    unmount();

    renderWithPortal(page, <CancelSubscription subscription={team.value} />);
    await screen.findByRole('button', { name: 'Cancel plan' });
    expect(screen.queryByRole('radio')).toBeNull();
  },
  SLOW,
);

test(
  '[U282] what somebody else bills is not canceled here, and nothing is asked about it',
  async () => {
    const page = await openPortal('managedExternally');
    renderWithPortal(page, <CancelSubscription />);
    expect(await screen.findByText('Team is billed by Example App Store.')).toBeVisible();
    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.getByRole('link', { name: /^Manage at Example App Store/ })).toBeVisible();
    expect(page.requests.filter((request) => request.includes('/sub_'))).toEqual([]);
  },
  SLOW,
);
