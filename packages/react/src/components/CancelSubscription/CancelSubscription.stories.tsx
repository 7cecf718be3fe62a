import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, waitFor, within } from 'storybook/test';
import { CancelSubscription } from './CancelSubscription.js';

/** The true portal in this tab tells what happens, and does it: nothing here is written down. */
const meta = {
  title: 'Components/CancelSubscription',
  component: CancelSubscription,
  parameters: { portal: { scenario: 'active' } },
  args: { onCanceled: fn() },
} satisfies Meta<typeof CancelSubscription>;
export default meta;

type Story = StoryObj<typeof meta>;
type Play = NonNullable<Story['play']>;

const SLOW = { timeout: 15_000 };

/** Presses a button as soon as it can be pressed. */
const press =
  (name: string | RegExp): Play =>
  async ({ canvasElement }) => {
    const button = await within(canvasElement).findByRole('button', { name }, SLOW);
    await waitFor(() => expect(button).toBeEnabled(), SLOW);
    await userEvent.click(button);
  };

const says = async (canvas: HTMLElement, text: RegExp) =>
  expect(await within(canvas).findByText(text, {}, SLOW)).toBeVisible();

/** The way to it. */
export const Opener: Story = {
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByRole('button', { name: 'Cancel plan' }, SLOW);
  },
};

/** For a page that customers are sent to for this: it asks at once, and does nothing. */
export const InitiallyOpen: Story = {
  args: { presentation: 'inline', initiallyOpen: true },
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByRole('group', { name: /^Cancel Team\?/ }, SLOW);
  },
};

/** Asked above the page, with what is offered instead. */
export const InADialog: Story = {
  play: async (context) => {
    await press('Cancel plan')(context);
    await says(context.canvasElement, /You will not be charged again/);
    await says(context.canvasElement, /Or keep it for less/);
  },
};

/** Canceled, thought better of, and kept. */
export const AndBack: Story = {
  parameters: { portal: { scenario: 'active', isOwn: true } },
  args: { presentation: 'inline' },
  play: async (context) => {
    await press('Cancel plan')(context);
    await says(context.canvasElement, /You will not be charged again/);
    await press('Cancel plan')(context);
    await says(context.canvasElement, /^Team ends on/);
    await expect(context.args.onCanceled).toHaveBeenCalledOnce();
    await press('Keep plan')(context);
    await says(context.canvasElement, /^Team goes on\.$/);
  },
};

/** Less to pay instead. */
export const OfferTaken: Story = {
  parameters: { portal: { scenario: 'active', isOwn: true } },
  args: { presentation: 'inline' },
  play: async (context) => {
    await press('Cancel plan')(context);
    await press('Keep plan at this price')(context);
    await says(context.canvasElement, /at the lower price/);
  },
};

/** In steps, with a pause for those who do not use it enough. */
export const Guided: Story = {
  args: { presentation: 'inline', mode: 'guided', onChangePlan: fn() },
  play: async (context) => {
    await press('Cancel plan')(context);
    const page = within(context.canvasElement);
    await userEvent.click(await page.findByRole('radio', { name: 'I do not use it enough' }, SLOW));
    await press('Continue')(context);
    await says(context.canvasElement, /Or pause it/);
  },
};

/** By the letter of the law. */
export const Strict: Story = {
  args: { presentation: 'inline', mode: 'strict' },
  play: press('Cancel contracts here'),
};

/** What is overdue ends now. */
export const PastDue: Story = {
  parameters: { portal: { scenario: 'pastDue' } },
  args: { presentation: 'inline' },
  play: async (context) => {
    await press('Cancel plan')(context);
    await says(context.canvasElement, /^Team ends now/);
  },
};

/** A trial. */
export const OnTrial: Story = {
  parameters: { portal: { scenario: 'trialing' } },
  args: { presentation: 'inline' },
  play: async (context) => {
    await press('Cancel plan')(context);
    await says(context.canvasElement, /^Your trial of Team lasts until/);
  },
};

/** Ends with its period, and can be kept. */
export const Ending: Story = {
  parameters: { portal: { scenario: 'canceling' } },
  play: ({ canvasElement }) => says(canvasElement, /^Business ends on/),
};

/** Which of several plans. */
export const Several: Story = {
  parameters: { portal: { scenario: 'multiSubscription' } },
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByRole('group', { name: 'Which plan?' }, SLOW);
  },
};

/** What an app store bills is canceled there. */
export const ManagedElsewhere: Story = {
  parameters: { portal: { scenario: 'managedExternally' } },
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByRole('link', { name: /^Manage at Example App Store/ }, SLOW);
  },
};

/** Nothing is known yet. */
export const Loading: Story = { parameters: { portal: { scenario: 'active', fault: 'pending' } } };
