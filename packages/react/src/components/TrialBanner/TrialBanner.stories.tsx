import type { Meta, StoryObj } from '@storybook/react-vite';
import { within } from 'storybook/test';
import { TrialBanner } from './TrialBanner.js';

const meta = {
  title: 'Components/TrialBanner',
  component: TrialBanner,
  parameters: { portal: { scenario: 'trialing' } },
  args: {
    cancel: (
      <a className="bf-Button" data-variant="quiet" href="#cancel">
        Cancel trial
      </a>
    ),
  },
  argTypes: { cancel: { control: false }, addPaymentMethod: { control: false } },
} satisfies Meta<typeof TrialBanner>;
export default meta;

type Story = StoryObj<typeof meta>;

/** What the next invoice says is going to be charged. */
export const OnTrial: Story = {
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByText(/You are then charged/, {}, { timeout: 15_000 });
  },
};
