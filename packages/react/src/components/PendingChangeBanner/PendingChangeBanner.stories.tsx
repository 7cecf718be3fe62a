import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, within } from 'storybook/test';
import { PendingChangeBanner } from './PendingChangeBanner.js';

const meta = {
  title: 'Components/PendingChangeBanner',
  component: PendingChangeBanner,
  parameters: { portal: { scenario: 'scheduledDowngrade' } },
} satisfies Meta<typeof PendingChangeBanner>;
export default meta;

type Story = StoryObj<typeof meta>;

const SLOW = { timeout: 15_000 };

/** A change to a smaller plan, to come with the next period. */
export const Scheduled: Story = {
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByRole('button', { name: /^Undo/ }, SLOW);
  },
};

/** Undone. */
export const Undone: Story = {
  parameters: { portal: { scenario: 'scheduledDowngrade', isOwn: true } },
  play: async ({ canvasElement }) => {
    const page = within(canvasElement);
    await userEvent.click(await page.findByRole('button', { name: /^Undo/ }, SLOW));
    await expect(await page.findByText(/^Undone\./, {}, SLOW)).toBeVisible();
  },
};
