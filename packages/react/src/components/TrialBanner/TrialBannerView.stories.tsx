import type { Meta, StoryObj } from '@storybook/react-vite';
import { makeSubscription, makeUpcomingInvoice, NOW } from '../../../test/builders.js';
import { TrialBannerView } from './TrialBannerView.js';

const trial = (trialEndAt: string, differs = {}) =>
  makeSubscription({ status: 'trialing', trialEndAt, ...differs });
const addPaymentMethod = (
  <button type="button" className="bf-Button" data-variant="primary">
    Add a payment method
  </button>
);

const meta = {
  title: 'Components/TrialBanner/View',
  component: TrialBannerView,
  args: {
    now: NOW,
    upcomingInvoice: makeUpcomingInvoice(),
    subscription: trial('2026-11-26T14:00:00.000Z'),
    cancel: (
      <a className="bf-Button" data-variant="quiet" href="#cancel">
        Cancel trial
      </a>
    ),
  },
  argTypes: { cancel: { control: false }, addPaymentMethod: { control: false } },
} satisfies Meta<typeof TrialBannerView>;
export default meta;

type Story = StoryObj<typeof meta>;

/** What is charged then, and to what. */
export const WithACard: Story = {};

/** More than a week left: quiet. */
export const Early: Story = { args: { subscription: trial('2026-12-04T14:00:00.000Z') } };

/** Nothing on file, three days left. */
export const NothingOnFile: Story = {
  args: { addPaymentMethod, subscription: trial('2026-11-23T14:00:00.000Z', { paymentMethod: null }) },
};

/** Nothing on file on the last day. */
export const LastDay: Story = {
  args: { addPaymentMethod, subscription: trial('2026-11-21T09:30:00.000Z', { paymentMethod: null }) },
};

/** It ends for good. */
export const Ending: Story = {
  args: {
    subscription: trial('2026-11-26T14:00:00.000Z', { cancelAt: '2026-11-26T14:00:00.000Z' }),
  },
};
