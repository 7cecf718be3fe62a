import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { PastDueBanner } from './PastDueBanner.js';

/** The true portal in this tab collects what is overdue: nothing here is written down. */
const meta = {
  title: 'Components/PastDueBanner',
  component: PastDueBanner,
  parameters: { portal: { scenario: 'pastDue' } },
  argTypes: { updatePaymentMethod: { control: false } },
} satisfies Meta<typeof PastDueBanner>;
export default meta;

type Story = StoryObj<typeof meta>;
type Play = NonNullable<Story['play']>;

const SLOW = { timeout: 15_000 };

/** Presses a button as soon as a press does something: not before it is known what is charged. */
const press =
  (name: string | RegExp): Play =>
  async ({ canvasElement }) => {
    const button = () => within(canvasElement).getByRole('button', { name });
    await waitFor(() => expect(button()).not.toHaveAttribute('aria-busy'), SLOW);
    await userEvent.click(button());
  };
const isReceived = (canvas: HTMLElement) =>
  waitFor(
    () => expect(canvas.querySelector('.bf-PastDueBanner')).toHaveAttribute('data-state', 'received'),
    SLOW,
  );

/** What failed, and the way to pay it. */
export const Overdue: Story = {
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByRole('button', { name: /^Pay .* now$/ }, SLOW);
  },
};

/** Declined once more. */
export const Declined: Story = {
  parameters: { portal: { scenario: 'pastDue', isOwn: true } },
  play: async (context) => {
    await press(/^Pay .* now$/)(context);
    await within(context.canvasElement).findByRole('alert', {}, SLOW);
  },
};

/** The bank wants the payment confirmed; then it is received. */
export const Confirmed: Story = {
  parameters: { portal: { scenario: 'requiresAction', isOwn: true } },
  play: async (context) => {
    await press('Confirm payment')(context);
    const page = within(context.canvasElement);
    await waitFor(
      () => expect(page.getAllByRole('button', { name: 'Confirm payment' })).toHaveLength(2),
      SLOW,
    );
    await userEvent.click(page.getAllByRole('button', { name: 'Confirm payment' })[1]!);
    await isReceived(context.canvasElement);
  },
};

/** A colleague who may look, and not pay. */
export const MayNotPay: Story = {
  parameters: { portal: { scenario: 'pastDue', capabilities: ['subscriptions:read'] } },
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByText(/Ask whoever manages billing/, {}, SLOW);
  },
};
