import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor } from 'storybook/test';
import { hrefs } from '../../../test/overviewStates.js';
import type { SectionState } from '../../primitives/sectionState.js';
import { BillingOverview } from './BillingOverview.js';

const meta = {
  title: 'Components/BillingOverview',
  component: BillingOverview,
  parameters: { portal: { scenario: 'active' } },
  args: { hrefs },
} satisfies Meta<typeof BillingOverview>;
export default meta;

type Story = StoryObj<typeof meta>;

/** Waits until the overview says what it should; what failed on its way is tried again twice before it is said. */
const until =
  (state: SectionState, text = ''): Story['play'] =>
  async ({ canvasElement }) => {
    const overview = canvasElement.querySelector('.bf-BillingOverview');
    await waitFor(() => expect(overview).toHaveAttribute('data-state', state), { timeout: 15_000 });
    if (text) await waitFor(() => expect(overview).toHaveTextContent(text), { timeout: 15_000 });
  };

const inScenario = (scenario: string, text: string): Story => ({
  parameters: { portal: { scenario } },
  play: until('ready', text),
});

/** One plan, and what it costs next. */
export const Active: Story = { play: until('ready', 'Next payment') };

/** Each plan in a line of its own. */
export const Several = inScenario('multiSubscription', 'Ends on');

/** The same plan twice, and one of them is overdue. */
export const TwiceAndOverdue = inScenario('twoSubscriptions', 'Overdue');

/** What an app store bills. */
export const ManagedElsewhere = inScenario('managedExternally', 'Billed by Example App Store.');

/** On trial. */
export const Trial = inScenario('trialing', 'Trial ends on');

/** Another plan comes with the next period. */
export const ScheduledDowngrade = inScenario('scheduledDowngrade', 'Changes to Starter');

/** Nothing is charged for some months. */
export const Paused = inScenario('paused', 'Paused until');

/** Nothing is on file for what is charged next. */
export const NoPaymentMethod = inScenario('noPaymentMethod', 'No payment method is on file.');

/** Who pays for nothing. */
export const Free: Story = { parameters: { portal: { scenario: 'free' } }, play: until('empty') };

/** Nothing is known yet; the room of a plan is kept. */
export const Loading: Story = {
  parameters: { portal: { scenario: 'active', fault: 'pending' } },
  play: until('loading'),
};

/** The billing company does not answer. */
export const Failed: Story = {
  parameters: { portal: { scenario: 'active', fault: 'unavailable' } },
  play: until('error'),
};
