import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, waitFor, within } from 'storybook/test';
import { everyLine, makeActivity } from '../../../test/activityStates.js';
import type { SectionState } from '../../primitives/sectionState.js';
import { BillingActivity } from './BillingActivity.js';
import { BillingActivityView } from './BillingActivityView.js';

const meta = {
  title: 'Components/BillingActivity',
  component: BillingActivity,
  parameters: { portal: { scenario: 'active' } },
} satisfies Meta<typeof BillingActivity>;
export default meta;

type Story = StoryObj<typeof meta>;

/** Waits until the list is in a state; what failed on its way is tried again twice before it is said. */
const until =
  (state: SectionState): Story['play'] =>
  async ({ canvasElement }) => {
    const list = canvasElement.querySelector('.bf-BillingActivity');
    await waitFor(() => expect(list).toHaveAttribute('data-state', state), { timeout: 15_000 });
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

/** A session that may not see what was done. */
export const Forbidden: Story = {
  parameters: { portal: { scenario: 'active', fault: 'forbidden' } },
  play: until('forbidden'),
};

/** Nothing was done yet. */
export const Empty: Story = {
  parameters: { portal: undefined },
  render: (args) => <BillingActivityView {...args} state="empty" entries={[]} />,
};

/** A few lines, with more behind them. */
export const Ready: Story = {
  parameters: { portal: undefined },
  render: (args) => (
    <BillingActivityView
      {...args}
      state="ready"
      entries={everyLine().slice(0, 5)}
      more={{ count: 20, state: 'ready' }}
      onShowMore={fn()}
    />
  ),
};

/** One line of each type, by the customer, and one of a type that only a newer server knows. */
export const EveryType: Story = {
  parameters: { portal: undefined },
  render: (args) => (
    <BillingActivityView
      {...args}
      state="ready"
      entries={[
        ...everyLine(),
        makeActivity({ type: 'gift_card_redeemed' as never, at: '2026-11-01T09:00:00.000Z' }),
      ]}
    />
  ),
};

/** By the business, by a colleague, and by itself, on one day. */
export const EveryActor: Story = {
  parameters: { portal: undefined },
  render: (args) => (
    <BillingActivityView
      {...args}
      state="ready"
      business="Example App"
      entries={[
        makeActivity({ by: 'merchant' }),
        makeActivity({ actorName: 'Dana Example' }),
        makeActivity({ by: 'automatic' }),
      ]}
    />
  ),
};

/** What is shown is being asked for again. */
export const Refreshing: Story = {
  parameters: { portal: undefined },
  render: (args) => <BillingActivityView {...args} state="refreshing" entries={everyLine().slice(0, 5)} />,
};

/** Old lines, because the last try to refresh them failed. */
export const Stale: Story = {
  parameters: { portal: undefined },
  render: (args) => (
    <BillingActivityView
      {...args}
      state="error"
      problem={{ code: 'network', requestId: null }}
      entries={everyLine().slice(0, 3)}
      onRetry={fn()}
    />
  ),
};

/** More could not be had. */
export const MoreFailed: Story = {
  parameters: { portal: undefined },
  render: (args) => (
    <BillingActivityView
      {...args}
      state="ready"
      entries={everyLine().slice(0, 5)}
      more={{ count: 20, state: 'failed' }}
      onShowMore={fn()}
    />
  ),
};

/** Names that are longer than anybody hoped. */
export const LongWords: Story = {
  parameters: { portal: undefined },
  render: (args) => {
    const plan = 'Unternehmenszusammenschlussberatungspaket Professional 2026';
    return (
      <BillingActivityView
        {...args}
        state="ready"
        entries={[
          makeActivity({
            actorName: 'Dr. Dorothea Beispiel-Musterfrau von Irgendwo',
            before: 'Starter',
            after: plan,
          }),
          ...everyLine({ subject: plan }).slice(0, 4),
        ]}
      />
    );
  },
};

/** In a narrow column each day stands above its lines. */
export const Narrow: Story = {
  parameters: { portal: undefined },
  render: (args) => (
    <div style={{ maxInlineSize: '20rem' }}>
      <BillingActivityView
        {...args}
        state="ready"
        entries={everyLine().slice(0, 5)}
        more={{ count: 20, state: 'ready' }}
        onShowMore={fn()}
      />
    </div>
  ),
};
