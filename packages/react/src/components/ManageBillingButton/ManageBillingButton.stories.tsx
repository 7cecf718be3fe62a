import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, waitFor, within } from 'storybook/test';
import { ManageBillingButton } from './ManageBillingButton.js';

const meta = {
  title: 'Components/ManageBillingButton',
  component: ManageBillingButton,
  parameters: { portal: { scenario: 'active' } },
  args: { action: '/api/billing/portal' },
} satisfies Meta<typeof ManageBillingButton>;
export default meta;

type Story = StoryObj<typeof meta>;

/** Presses it, and waits for what becomes of it. */
const pressUntil =
  (state: string): Story['play'] =>
  async ({ canvasElement }) => {
    await userEvent.click(within(canvasElement).getByRole('button', { name: 'Manage billing' }));
    const form = canvasElement.querySelector('.bf-ManageBillingButton');
    await waitFor(() => expect(form).toHaveAttribute('data-state', state), { timeout: 5000 });
  };

/** Pressed, it asks the app for a link and goes there. */
export const Ready: Story = {};

/** Busy until the page is left. */
export const Busy: Story = {
  parameters: { portal: { scenario: 'active', appRoute: 'pending' } },
  play: pressUntil('busy'),
};

/** The app could not make a link. */
export const Failed: Story = {
  parameters: { portal: { scenario: 'active', appRoute: 'unavailable' } },
  play: pressUntil('failed'),
};

/** No connection. */
export const Offline: Story = {
  parameters: { portal: { scenario: 'active', appRoute: 'offline' } },
  play: pressUntil('failed'),
};

/** Nobody is signed in any more; the host is told. */
export const Unauthorized: Story = {
  args: { onUnauthorized: fn() },
  parameters: { portal: { scenario: 'active', appRoute: 'unauthorized' } },
  play: async (context) => {
    await pressUntil('unauthorized')!(context);
    await expect(context.args.onUnauthorized).toHaveBeenCalledOnce();
  },
};

/** A user who was never billed; the host is told. */
export const NoCustomer: Story = {
  args: { onNoCustomer: fn() },
  parameters: { portal: { scenario: 'free', appRoute: 'not_found' } },
  play: async (context) => {
    await pressUntil('noCustomer')!(context);
    await expect(context.args.onNoCustomer).toHaveBeenCalledOnce();
  },
};

/** Beside something more important. */
export const Secondary: Story = { args: { variant: 'secondary' } };

/** Sends the customer to one thing. */
export const Flow: Story = {
  args: { flow: { type: 'payment_method_update' }, children: 'Update payment method', variant: 'secondary' },
};

export const Disabled: Story = { args: { disabled: true } };

/** Words of the host. */
export const OwnWords: Story = { args: { children: 'Rechnungen und Zahlungsmittel verwalten' } };
