import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, waitFor, within } from 'storybook/test';
import type { SectionState } from '../../primitives/sectionState.js';
import { PaymentMethodList } from './PaymentMethodList.js';

const meta = {
  title: 'Components/PaymentMethodList',
  component: PaymentMethodList,
  parameters: { portal: { scenario: 'active' } },
  argTypes: { addPaymentMethod: { control: false } },
} satisfies Meta<typeof PaymentMethodList>;
export default meta;

type Story = StoryObj<typeof meta>;

/** Waits until the list is in a state; what failed on its way is tried again twice before it is said. */
const until =
  (state: SectionState): Story['play'] =>
  async ({ canvasElement }) => {
    const list = () => canvasElement.querySelector('.bf-PaymentMethodList');
    await waitFor(() => expect(list()).toHaveAttribute('data-state', state), { timeout: 15_000 });
  };

/** One card, which a plan is charged to: it can not be removed, and says why. */
export const Ready: Story = { play: until('ready') };

/** The card expires within a month; it can be replaced. */
export const ExpiresSoon: Story = {
  parameters: { portal: { scenario: 'expiringCard' } },
  play: async (context) => {
    await until('ready')!(context);
    // It has up to 31 days on the first of a month, and soon begins with 30.
    const isSoon = new Date().getUTCDate() > 1;
    const { findByRole } = within(context.canvasElement);
    const card = await findByRole('listitem', {}, { timeout: 15_000 });
    await waitFor(() => expect(card).toHaveTextContent(isSoon ? 'Expires soon' : 'Expires'));
  },
};

/** For a page that customers are sent to for this: the form is there from the start, to replace what is charged. */
export const InitialForm: Story = {
  args: { initialForm: 'replace' },
  play: async (context) => {
    await until('ready')!(context);
    const { findByRole } = within(context.canvasElement);
    await expect(
      await findByRole('heading', { name: 'Add a payment method' }, { timeout: 15_000 }),
    ).toBeVisible();
  },
};

/** The form stands in the page; nothing is typed into it by this page, because it can not. */
export const Adding: Story = {
  parameters: { portal: { scenario: 'active', isOwn: true } },
  play: async (context) => {
    await until('ready')!(context);
    const canvas = within(context.canvasElement);
    const button = await canvas.findByRole('button', { name: 'Add payment method' });
    await userEvent.click(button);
    const form = await canvas.findByRole('group', { name: 'Add a payment method' });
    await waitFor(() => expect(form).toHaveAttribute('data-fields', 'ready'), { timeout: 15_000 });
    await expect(within(form).getByTitle('Payment details')).toBeVisible();
    await userEvent.click(within(form).getByRole('button', { name: 'Cancel' }));
    await expect(canvas.getByRole('button', { name: 'Add payment method' })).toHaveFocus();
    await userEvent.click(canvas.getByRole('button', { name: 'Add payment method' }));
  },
};

/** Nothing is on file. */
export const Empty: Story = {
  parameters: { portal: { scenario: 'free' } },
  play: until('empty'),
};

/** Somebody who may look only. */
export const ReadOnly: Story = {
  parameters: { portal: { scenario: 'active', capabilities: ['payment_methods:read'] } },
  play: async (context) => {
    await until('ready')!(context);
    await expect(within(context.canvasElement).queryByRole('button')).toBeNull();
  },
};

/** Nothing is known yet; the room is kept. */
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

/** The session ended; the host knows where to sign in. */
export const Expired: Story = {
  args: { onSignIn: fn() },
  parameters: { portal: { scenario: 'active', fault: 'expired' } },
  play: async (context) => {
    await until('expired')!(context);
    await userEvent.click(within(context.canvasElement).getByRole('button', { name: 'Sign in again' }));
    await expect(context.args.onSignIn).toHaveBeenCalledOnce();
  },
};

/** A session that may not see payment methods: nothing is rendered. */
export const Forbidden: Story = {
  parameters: { portal: { scenario: 'active', fault: 'forbidden' } },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(canvasElement.querySelector('.bf-PaymentMethodList')).toBeNull(), {
      timeout: 15_000,
    });
  },
};
