import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, within } from 'storybook/test';
import { PauseSubscription } from './PauseSubscription.js';

/** The true portal in this tab pauses and resumes: nothing here is written down. */
const meta = {
  title: 'Components/PauseSubscription',
  component: PauseSubscription,
  parameters: { portal: { scenario: 'active' } },
} satisfies Meta<typeof PauseSubscription>;
export default meta;

type Story = StoryObj<typeof meta>;
type Play = NonNullable<Story['play']>;

const SLOW = { timeout: 15_000 };

const press =
  (name: string | RegExp): Play =>
  async ({ canvasElement }) => {
    await userEvent.click(await within(canvasElement).findByRole('button', { name }, SLOW));
  };
const says = async (canvas: HTMLElement, text: RegExp) =>
  expect(await within(canvas).findByText(text, { selector: 'p' }, SLOW)).toBeVisible();

/** One, two or three months. */
export const Active: Story = { play: ({ canvasElement }) => says(canvasElement, /^Team stays active until/) };

/** Paused from the end of the period, and not, after all. */
export const AndBack: Story = {
  parameters: { portal: { scenario: 'active', isOwn: true } },
  play: async (context) => {
    await press('Pause plan')(context);
    await says(context.canvasElement, /^Team pauses from/);
    await press('Do not pause')(context);
    await says(context.canvasElement, /^Team does not pause\.$/);
  },
};

/** Resumed for the price on the button. */
export const Resumed: Story = {
  parameters: { portal: { scenario: 'paused', isOwn: true } },
  play: async (context) => {
    await press(/^Pay .* and resume$/)(context);
    await says(context.canvasElement, /^Team is active again\.$/);
  },
};

/** The bank wants a confirmation, in the page. */
export const WithABank: Story = {
  parameters: { portal: { scenario: 'paused', isOwn: true, nextCharge: 'requires_action' } },
  play: async (context) => {
    await press(/^Pay .* and resume$/)(context);
    await press('Confirm payment')(context);
    await says(context.canvasElement, /^Team is active again\.$/);
  },
};

/** The payment is refused: it stays paused. */
export const Refused: Story = {
  parameters: { portal: { scenario: 'paused', isOwn: true, nextCharge: 'fails' } },
  play: async (context) => {
    await press(/^Pay .* and resume$/)(context);
    await says(context.canvasElement, /^Your plan was not resumed\.$/);
  },
};
