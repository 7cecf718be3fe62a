import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, waitFor, within } from 'storybook/test';
import { makePrice, makeSubscription, money } from '../../../test/builders.js';
import type { SectionState } from '../../primitives/sectionState.js';
import { ManageBillingButton } from '../ManageBillingButton/index.js';
import { SubscriptionSummary } from './SubscriptionSummary.js';
import { SubscriptionSummaryView } from './SubscriptionSummaryView.js';

const meta = {
  title: 'Components/SubscriptionSummary',
  component: SubscriptionSummary,
  parameters: { portal: { scenario: 'active' } },
  args: {
    manageBilling: <ManageBillingButton action="/api/billing/portal" variant="secondary" />,
    upgrade: (
      <a className="bf-Button" data-variant="primary" href="#prices">
        See plans
      </a>
    ),
  },
  argTypes: { manageBilling: { control: false }, upgrade: { control: false } },
} satisfies Meta<typeof SubscriptionSummary>;
export default meta;

type Story = StoryObj<typeof meta>;

/** Waits until the summary is in a state; what failed on its way is tried again twice before it is said. */
const until =
  (state: SectionState): Story['play'] =>
  async ({ canvasElement }) => {
    const summary = canvasElement.querySelector('.bf-SubscriptionSummary');
    await waitFor(() => expect(summary).toHaveAttribute('data-state', state), { timeout: 15_000 });
  };

/** An active plan that renews, and the way to the portal. */
export const Active: Story = { play: until('ready') };

/** A plan that an app store bills, which is changed there. */
export const ManagedElsewhere: Story = {
  parameters: { portal: { scenario: 'managedExternally' } },
  play: until('ready'),
};

/** The same plan twice, one of them past due: that is said above both. */
export const Twice: Story = {
  parameters: { portal: { scenario: 'twoSubscriptions' } },
  play: until('ready'),
};

/** Twice the same plan, past due here and billed by an app store there. */
export const TwiceAndElsewhere: Story = {
  render: (args) => (
    <SubscriptionSummaryView
      {...args}
      state="ready"
      subscriptions={[
        makeSubscription({ status: 'past_due' }),
        makeSubscription({
          id: 'sub_2',
          status: 'past_due',
          renewsAt: null,
          paymentMethod: null,
          managedBy: { name: 'Example App Store', manageUrl: 'https://example.com/app-store' },
        }),
        makeSubscription({ id: 'sub_3', product: { id: 'prod_2', name: 'Backup' } }),
      ]}
    />
  ),
};

/** Who pays for nothing is on the free plan, and is shown the way up. */
export const Free: Story = { parameters: { portal: { scenario: 'free' } }, play: until('empty') };

/** The last payment did not go through. */
export const PastDue: Story = { parameters: { portal: { scenario: 'pastDue' } }, play: until('ready') };

/** A currency without minor units. */
export const Yen: Story = { parameters: { portal: { scenario: 'jpy' } }, play: until('ready') };

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

/** A session that may not see plans. */
export const Forbidden: Story = {
  parameters: { portal: { scenario: 'active', fault: 'forbidden' } },
  play: until('forbidden'),
};

/** What is shown is being asked for again. */
export const Refreshing: Story = {
  render: (args) => (
    <SubscriptionSummaryView {...args} state="refreshing" subscriptions={[makeSubscription()]} />
  ),
};

/** Canceled, and kept until the period ends. */
export const Ending: Story = {
  render: (args) => (
    <SubscriptionSummaryView
      {...args}
      state="ready"
      subscriptions={[makeSubscription({ cancelAt: '2026-12-14T00:00:00.000Z', renewsAt: null })]}
    />
  ),
};

/** A trial that is going to be charged. */
export const Trial: Story = {
  render: (args) => (
    <SubscriptionSummaryView
      {...args}
      state="ready"
      subscriptions={[makeSubscription({ status: 'trialing', trialEndAt: '2026-12-01T00:00:00.000Z' })]}
    />
  ),
};

/** A plan that ended: free now, and what there was before. */
export const Ended: Story = {
  render: (args) => (
    <SubscriptionSummaryView
      {...args}
      state="ready"
      subscriptions={[makeSubscription({ status: 'canceled', endedAt: '2026-03-01T00:00:00.000Z' })]}
    />
  ),
};

/** Several plans at once: by the seat, with tax included, on hold, and in a state that this version does not know. */
export const Several: Story = {
  render: (args) => (
    <SubscriptionSummaryView
      {...args}
      state="ready"
      subscriptions={[
        makeSubscription({ price: makePrice({ scheme: 'per_seat' }), quantity: 6, amount: money(28_800) }),
        makeSubscription({
          id: 'sub_2',
          product: { id: 'prod_2', name: 'Unternehmenszusammenschlussberatungspaket Professional' },
          price: makePrice({ interval: 'year', taxBehavior: 'inclusive' }),
        }),
        makeSubscription({ id: 'sub_3', status: 'paused', product: { id: 'prod_3', name: 'Backup' } }),
        makeSubscription({
          id: 'sub_4',
          status: 'of_tomorrow' as never,
          product: { id: 'prod_4', name: 'Support' },
        }),
      ]}
    />
  ),
};
