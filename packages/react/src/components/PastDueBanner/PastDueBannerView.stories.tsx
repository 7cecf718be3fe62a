import type { Meta, StoryObj } from '@storybook/react-vite';
import type { OverdueInvoice } from '@billfold/contract';
import { expect, fn, userEvent, within } from 'storybook/test';
import { makeSubscription } from '../../../test/builders.js';
import { makeOverdueInvoice } from '../../../test/changeBuilders.js';
import { makePaymentMethod } from '../../../test/paymentMethodBuilders.js';
import { PastDueBannerView } from './PastDueBannerView.js';

const overdue = (differs: Partial<OverdueInvoice> = {}) =>
  makeSubscription({ status: 'past_due', overdueInvoice: makeOverdueInvoice(differs) });

const meta = {
  title: 'Components/PastDueBanner/View',
  component: PastDueBannerView,
  args: { state: 'due', subscription: overdue(), onPay: fn() },
  argTypes: { updatePaymentMethod: { control: false } },
} satisfies Meta<typeof PastDueBannerView>;
export default meta;

type Story = StoryObj<typeof meta>;

/** What failed, when, by what; when it is tried again; what to do. */
export const Declined: Story = {};

/** Another method is put on file in the page. Nothing is charged by that: it is offered to pay then. */
export const WithAnotherMethod: Story = {
  args: {
    subscription: overdue({ failure: 'card_expired', nextAttemptAt: null }),
    updatePaymentMethod: (done) => (
      <button type="button" className="bf-Button" data-variant="secondary" onClick={() => done()}>
        Save the card of this story
      </button>
    ),
  },
  play: async ({ canvasElement, args }) => {
    const canvas = within(canvasElement);
    await userEvent.click(canvas.getByRole('button', { name: 'Use another payment method' }));
    await expect(canvas.getByText(/Nothing is charged by that/)).toBeVisible();
    await userEvent.click(canvas.getByRole('button', { name: 'Save the card of this story' }));
    await expect(args.onPay).not.toHaveBeenCalled();
    await expect(canvas.getByRole('button', { name: 'Pay $48.00 now' })).toHaveFocus();
    await userEvent.click(canvas.getByRole('button', { name: 'Pay $48.00 now' }));
    await expect(args.onPay).toHaveBeenCalledOnce();
  },
};

/** Several are on file: one of them is chosen, and the button says which. */
export const SeveralOnFile: Story = {
  args: {
    choice: {
      paymentMethods: [makePaymentMethod(), makePaymentMethod({ id: 'pm_2', last4: '1111' })],
      chosen: 'pm_2',
      onChoose: fn(),
    },
    updatePaymentMethod: () => null,
  },
  play: async ({ canvasElement }) => {
    await expect(
      within(canvasElement).getByRole('button', { name: 'Pay $48.00 with Visa ending 1111' }),
    ).toBeVisible();
  },
};

/** The bank only wants a confirmation. */
export const ToConfirm: Story = { args: { subscription: overdue({ failure: 'authentication_required' }) } };

/** Nothing is on file. */
export const NothingOnFile: Story = {
  args: {
    subscription: overdue({ method: null, failure: null, attemptedAt: null, nextAttemptAt: null }),
    updatePaymentMethod: () => null,
  },
};

/** It is being paid. */
export const Paying: Story = { args: { state: 'paying' } };

/** The bank asks, in the page. */
export const Authenticating: Story = { args: { state: 'authenticating' } };

/** Nobody knows yet. */
export const Settling: Story = { args: { state: 'settling' } };

/** It was refused once more. */
export const RefusedAgain: Story = {
  args: { problem: { code: 'payment_failed', requestId: null, failure: 'contact_bank' } },
};

/** Somebody who may not pay. */
export const MayNotPay: Story = { args: { mayPay: false } };

/** Paid. */
export const Received: Story = { args: { state: 'received', subscription: makeSubscription() } };
