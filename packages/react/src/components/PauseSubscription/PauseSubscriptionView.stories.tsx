import type { Meta, StoryObj } from '@storybook/react-vite';
import { makeSubscription, money } from '../../../test/builders.js';
import { pauseOptions } from '../../../test/changeBuilders.js';
import { PauseSubscriptionView } from './PauseSubscriptionView.js';

const nothing = () => {};
const pause = { startsAt: '2026-12-14T00:00:00.000Z', resumesAt: '2027-01-14T00:00:00.000Z' };
const paused = makeSubscription({ status: 'paused', pause, renewsAt: null });

const meta = {
  title: 'Components/PauseSubscription/View',
  component: PauseSubscriptionView,
  args: {
    state: 'ready',
    subscriptions: [makeSubscription()],
    subscription: makeSubscription(),
    options: pauseOptions,
    progress: 'idle',
    onPause: nothing,
    onResume: nothing,
  },
} satisfies Meta<typeof PauseSubscriptionView>;
export default meta;

type Story = StoryObj<typeof meta>;

/** How long, what it means, when billing begins again. */
export const Choosing: Story = {};

/** Agreed on, not begun: it can be taken back, which costs nothing. */
export const Scheduled: Story = { args: { subscription: makeSubscription({ pause }), outcome: 'paused' } };

/** Begun: to end it begins a new period, which is charged, and says so. */
export const Paused: Story = { args: { subscription: paused, resumeAmount: money(4800) } };

/** The bank asks, in the page. */
export const Authenticating: Story = {
  args: { subscription: paused, resumeAmount: money(4800), progress: 'authenticating' },
};

/** Nobody knows yet whether it was paid. */
export const Settling: Story = {
  args: { subscription: paused, resumeAmount: money(4800), progress: 'settling' },
};

/** The payment for the new period was refused; it stays paused. */
export const Refused: Story = {
  args: {
    subscription: paused,
    resumeAmount: money(4800),
    problem: { code: 'payment_failed', requestId: null, failure: 'insufficient_funds' },
  },
};

/** Back again. */
export const Resumed: Story = { args: { outcome: 'resumed' } };

/** Nothing is known yet. */
export const Loading: Story = { args: { state: 'loading', subscription: undefined, subscriptions: [] } };
