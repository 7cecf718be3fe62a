import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState, type ComponentProps } from 'react';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { makeSubscription, money } from '../../../test/builders.js';
import {
  makeCancellationPreview,
  makePendingChange,
  makeRetentionOffer,
  pauseOptions,
} from '../../../test/changeBuilders.js';
import { cancelFlow, cancelSubscriptionView } from '../../../test/changeStates.js';
import type { CancelFlowFacts } from './CancelFlow.js';
import { CancelSubscriptionView } from './CancelSubscriptionView.js';

const END = '2026-12-14T00:00:00.000Z';
const nothing = () => {};

const meta = {
  title: 'Components/CancelSubscription/View',
  component: CancelSubscriptionView,
  args: {
    state: 'ready',
    presentation: 'inline',
    subscriptions: [makeSubscription()],
    subscription: makeSubscription(),
    isOpen: true,
    flow: cancelFlow(),
    onOpen: nothing,
    onUndo: nothing,
  },
} satisfies Meta<typeof CancelSubscriptionView>;
export default meta;

type Story = StoryObj<typeof meta>;

const flow = (differs: Partial<CancelFlowFacts>) => ({ flow: cancelFlow(differs) });

/** One screen: what happens, what may be had instead, why, and two buttons of one size. */
export const Single: Story = {};

/** The same above the page. The focus is on what destroys nothing; Escape keeps the plan and gives the focus back. */
export const InADialog: Story = {
  args: { presentation: 'dialog', isOpen: false },
  render: (args) => <Openable {...args} />,
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const opener = canvas.getByRole('button', { name: 'Cancel plan' });
    await userEvent.click(opener);
    const dialog = await canvas.findByRole('alertdialog', { name: 'Cancel Team?' });
    await waitFor(() => expect(within(dialog).getByRole('button', { name: 'Keep plan' })).toHaveFocus());
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(opener).toHaveFocus());
    await userEvent.click(opener);
    await waitFor(() => expect(canvas.getByRole('button', { name: 'Keep plan' })).toHaveFocus());
  },
};

/** Nothing can be canceled before it is known what that does. */
export const Checking: Story = { args: flow({ preview: null }) };

/** It could not be found out. */
export const PreviewFailed: Story = {
  args: flow({
    preview: null,
    previewProblem: { code: 'provider_unavailable', requestId: 'req_story' },
    onRetryPreview: nothing,
  }),
};

/** A trial ends by itself. */
export const OnTrial: Story = {
  args: { subscription: makeSubscription({ status: 'trialing', trialEndAt: END }) },
};

/** What is overdue ends now, and is not collected any more. */
export const PastDue: Story = {
  args: {
    subscription: makeSubscription({ status: 'past_due' }),
    ...flow({
      preview: makeCancellationPreview({
        mode: 'immediately',
        stopsCollection: true,
        outstanding: money(4800),
      }),
    }),
  },
};

/** It ends today: what is paid and not used is given back. A scheduled change is dropped. */
export const AtOnce: Story = {
  args: {
    subscription: makeSubscription({ pendingChange: makePendingChange() }),
    ...flow({
      preview: makeCancellationPreview({
        mode: 'immediately',
        credit: money(3840),
        dropsPendingChange: true,
      }),
      reasons: [],
    }),
  },
};

/** It ends today, and what no invoice has had yet is more than what is given back. */
export const AtOnceCharged: Story = {
  args: flow({
    preview: makeCancellationPreview({ mode: 'immediately', dueAtEnd: money(770) }),
    reasons: [],
  }),
};

/** It stays until the period ends, and what no invoice has had yet is due then. */
export const ChargedAtTheEnd: Story = {
  args: flow({ preview: makeCancellationPreview({ dueAtEnd: money(770) }) }),
};

/** In steps. The way to cancel is on every one of them. */
export const Guided: Story = {
  args: flow({ mode: 'guided', pauseOptions, onPause: nothing, onChangePlan: nothing }),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(canvas.getByRole('radio', { name: 'I do not use it enough' }));
    await userEvent.click(canvas.getByRole('button', { name: 'Continue' }));
    await expect(canvas.getByText(/Step 2 of 3/).parentElement).toHaveFocus();
    await expect(canvas.getByRole('button', { name: 'Pause until Jan 14, 2027' })).toBeVisible();
    await expect(canvas.getByRole('button', { name: 'Cancel plan' })).toBeEnabled();
  },
};

/** By the letter of the law: no question, no offer, the fields of the contract, the labels that it asks for. */
export const Strict: Story = {
  args: flow({
    mode: 'strict',
    preview: makeCancellationPreview(),
    customer: { name: 'Jordan Example', email: 'jordan@example.com' },
  }),
};

/** It was not canceled. */
export const Failed: Story = {
  args: flow({ problem: { code: 'provider_unavailable', requestId: 'req_story' } }),
};

/** It is being done. */
export const Canceling: Story = { args: flow({ progress: 'canceling' }) };

/** Scheduled to end, and the way back. */
export const Canceled: Story = {
  args: {
    isOpen: false,
    outcome: 'canceled',
    subscription: makeSubscription({ cancelAt: END, renewsAt: null }),
  },
};

/** Ended today. */
export const Ended: Story = {
  args: {
    isOpen: false,
    outcome: 'canceled',
    subscription: makeSubscription({ status: 'canceled', endedAt: '2026-11-20T12:00:00.000Z' }),
  },
};

/** The offer was taken. */
export const Accepted: Story = { args: { isOpen: false, outcome: 'accepted' } };

/** Everything at once, and long. */
export const Everything: Story = {
  args: {
    subscriptions: [makeSubscription(), makeSubscription({ id: 'sub_2', quantity: 6 })],
    subscription: makeSubscription({
      product: { id: 'prod_2', name: 'Unternehmenszusammenschlussberatungspaket Professional' },
    }),
    presentation: 'dialog',
    ...flow({
      preview: makeCancellationPreview({
        retentionOffer: makeRetentionOffer({ percentOff: null, amountOff: money(500), duration: 'forever' }),
        lostFeatures: Array.from({ length: 12 }, (_, index) => `Feature number ${index + 1} of this plan`),
      }),
      pauseOptions,
      onPause: nothing,
      onChangePlan: nothing,
    }),
  },
};

function Openable(props: ComponentProps<typeof CancelSubscriptionView>) {
  const [isOpen, setOpen] = useState(false);
  return cancelSubscriptionView({
    ...(props as object),
    isOpen,
    onOpen: () => setOpen(true),
    flow: { onKeep: () => setOpen(false) },
  });
}
