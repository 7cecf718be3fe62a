import type { Meta, StoryObj } from '@storybook/react-vite';
import { makePrice, makeSubscription, money } from '../../../test/builders.js';
import { makePendingChange } from '../../../test/changeBuilders.js';
import { PendingChangeBannerView } from './PendingChangeBannerView.js';

const meta = {
  title: 'Components/PendingChangeBanner/View',
  component: PendingChangeBannerView,
  args: {
    state: 'ready',
    subscription: makeSubscription({ pendingChange: makePendingChange() }),
    onUndo: () => {},
  },
} satisfies Meta<typeof PendingChangeBannerView>;
export default meta;

type Story = StoryObj<typeof meta>;

/** Another plan from a day on. */
export const AnotherPlan: Story = {};

/** The same plan for fewer seats, by the year. */
export const FewerSeats: Story = {
  args: {
    subscription: makeSubscription({
      pendingChange: {
        ...makePendingChange(),
        product: { id: 'prod_1', name: 'Team' },
        price: makePrice({ scheme: 'per_seat', interval: 'year' }),
        quantity: 3,
        amount: money(144_000),
      },
    }),
  },
};

/** It is being undone. */
export const Undoing: Story = { args: { state: 'undoing' } };

/** It was undone just now. */
export const Undone: Story = { args: { state: 'undone', subscription: makeSubscription() } };

/** It could not be undone. */
export const Failed: Story = { args: { problem: { code: 'conflict', requestId: null } } };

/** Nobody knows whether it was. */
export const AnswerLost: Story = { args: { problem: { code: 'network', requestId: null, isUnknown: true } } };

/** Somebody who may only look. */
export const ReadOnly: Story = { args: { onUndo: undefined } };
