import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, waitFor, within } from 'storybook/test';
import type { SectionState } from '../../primitives/sectionState.js';
import { PaymentMethodForm } from './PaymentMethodForm.js';

const meta = {
  title: 'Components/PaymentMethodForm',
  component: PaymentMethodForm,
  parameters: { portal: { scenario: 'active' } },
  args: { onAdded: fn() },
} satisfies Meta<typeof PaymentMethodForm>;
export default meta;

type Story = StoryObj<typeof meta>;

const until =
  (state: SectionState): Story['play'] =>
  async ({ canvasElement }) => {
    const form = () => canvasElement.querySelector('.bf-PaymentMethodForm');
    await waitFor(() => expect(form()).toHaveAttribute('data-state', state), { timeout: 15_000 });
  };

/** The sandbox's fields, on their own origin: published test numbers only. */
export const Ready: Story = {
  parameters: { portal: { scenario: 'active', isOwn: true } },
  play: async (context) => {
    await until('ready')!(context);
    const form = await within(context.canvasElement).findByRole('group', { name: 'Add a payment method' });
    await waitFor(() => expect(form).toHaveAttribute('data-fields', 'ready'), { timeout: 15_000 });
    // Not before it is known what is on file as well.
    await waitFor(
      () => expect(within(form).getByRole('button', { name: 'Save payment method' })).toBeEnabled(),
      { timeout: 15_000 },
    );
  },
};

/** Nothing is on file yet: the first one is used for everything. */
export const First: Story = {
  parameters: { portal: { scenario: 'free', isOwn: true } },
  play: async (context) => {
    await until('ready')!(context);
    await expect(
      await within(context.canvasElement).findByText(/It is used for everything you pay/),
    ).toBeVisible();
  },
};

/** Nothing is known yet. */
export const Loading: Story = {
  parameters: { portal: { scenario: 'active', fault: 'pending' } },
  play: until('loading'),
};

/** The billing company does not answer. */
export const Failed: Story = {
  parameters: { portal: { scenario: 'active', fault: 'unavailable' } },
  play: until('error'),
};

/** No connection. */
export const Offline: Story = {
  parameters: { portal: { scenario: 'active', fault: 'offline' } },
  play: until('offline'),
};

/** The session ended. */
export const Expired: Story = {
  args: { onSignIn: fn() },
  parameters: { portal: { scenario: 'active', fault: 'expired' } },
  play: until('expired'),
};
