import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, within } from 'storybook/test';
import { BillfoldDisplay } from '../../BillfoldDisplay.js';
import { NOW } from '../../../test/builders.js';
import {
  makeDebit,
  makePaymentMethod,
  makeSpareCard,
  makeSubscriptionName,
} from '../../../test/paymentMethodBuilders.js';
import { PaymentMethodListView } from './PaymentMethodListView.js';

const backup = makeSubscriptionName('sub_2', 'Backup');
const card = makePaymentMethod();
const spare = makeSpareCard();
const debit = makeDebit();
const three = [card, spare, debit];

const meta = {
  title: 'Components/PaymentMethodList/View',
  component: PaymentMethodListView,
  args: {
    state: 'ready',
    paymentMethods: three,
    subscriptions: [makeSubscriptionName(), backup],
    now: NOW,
    onAdd: fn(),
    onAsk: fn(),
    onConfirm: fn(),
    onLeave: fn(),
  },
  argTypes: { form: { control: false } },
} satisfies Meta<typeof PaymentMethodListView>;
export default meta;

type Story = StoryObj<typeof meta>;

/** A card, another one, and a debit with its mandate. */
export const Several: Story = {};

/** What is shown is being asked for again. */
export const Refreshing: Story = { args: { state: 'refreshing' } };

/** Old data, because the last try to refresh it failed. */
export const Stale: Story = {
  args: { state: 'error', problem: { code: 'network', requestId: null }, onRetry: fn() },
};

/** A wallet has no digits; and as billing can not be reached, the section says as of when it is. */
export const LastKnown: Story = {
  args: {
    paymentMethods: [
      makePaymentMethod(),
      makeSpareCard({ type: 'other', brand: 'link', last4: null, expiry: null, expiresAt: null }),
    ],
  },
  decorators: [
    (Story) => (
      <BillfoldDisplay asOf="2026-11-20T12:03:00.000Z">
        <Story />
      </BillfoldDisplay>
    ),
  ],
};

/** Each way in which a card can run out. */
export const Expiry: Story = {
  args: {
    paymentMethods: [
      makePaymentMethod({ expiry: { month: 10, year: 2026 }, expiresAt: '2026-11-01T00:00:00.000Z' }),
      makeSpareCard({
        wallet: 'apple_pay',
        usedBy: [backup],
        expiry: { month: 11, year: 2026 },
        expiresAt: '2026-12-01T00:00:00.000Z',
      }),
      makeSpareCard({
        id: 'pm_4',
        brand: 'amex',
        last4: '0005',
        expiry: { month: 1, year: 2026 },
        expiresAt: '2026-02-01T00:00:00.000Z',
      }),
    ],
  },
};

/** What can not be removed says why; the only one offers the way out. */
export const Needed: Story = {
  args: {
    paymentMethods: [
      makePaymentMethod({
        removalBlockedBy: [
          { reason: 'subscription', subscription: makeSubscriptionName(), invoice: null },
          { reason: 'open_invoice', subscription: null, invoice: 'in_1' },
        ],
      }),
    ],
  },
};

/** What is going to move is said before. */
export const MakeDefault: Story = {
  args: { change: { paymentMethod: 'pm_2', task: 'makeDefault', state: 'asking' } },
  play: async ({ canvasElement, args }) => {
    const question = await within(canvasElement).findByRole('group', { name: /^Make Mastercard/ });
    await expect(within(question).getByRole('button', { name: 'Leave it as it is' })).toHaveFocus();
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await expect(args.onConfirm).toHaveBeenCalledOnce();
  },
};

/** To remove one is asked by its name; Escape leaves it. */
export const Remove: Story = {
  args: { change: { paymentMethod: 'pm_2', task: 'remove', state: 'asking' } },
  play: async ({ canvasElement, args }) => {
    const question = await within(canvasElement).findByRole('group', { name: /^Remove Mastercard/ });
    await expect(within(question).getByRole('button', { name: 'Keep it' })).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect(args.onLeave).toHaveBeenCalledOnce();
  },
};

/** It is being removed. */
export const Removing: Story = {
  args: { change: { paymentMethod: 'pm_2', task: 'remove', state: 'busy' } },
};

/** Somebody else has charged a plan to it in the meantime. */
export const NeededByNow: Story = {
  args: {
    paymentMethods: [
      card,
      makeSpareCard({
        removable: false,
        removalBlockedBy: [{ reason: 'subscription', subscription: backup, invoice: null }],
      }),
    ],
    change: {
      paymentMethod: 'pm_2',
      task: 'remove',
      state: 'failed',
      problem: { code: 'payment_method_in_use', requestId: 'req_1' },
    },
  },
};

/** What was done, and what is charged to what from now on. */
export const Added: Story = {
  args: { outcome: { what: 'added', method: spare, moved: [makeSubscriptionName(), backup] } },
};

/** Back from a bank that took the whole page, which has said no. */
export const RefusedByBank: Story = {
  args: { outcome: { what: 'notAdded', failure: 'authentication_required' } },
};

/** Back from a bank that has not said yet. */
export const PendingAtBank: Story = { args: { outcome: { what: 'pending' } } };

/** Nobody has heard what became of it. */
export const Unknown: Story = { args: { outcome: { what: 'unknown' }, onRetryReturn: fn() } };

/** Names that are longer than anybody hoped. */
export const LongWords: Story = {
  args: {
    paymentMethods: [
      makeDebit({
        isDefault: true,
        holder: 'Unternehmenszusammenschlussberatungsgesellschaft mit beschränkter Haftung und Co. KG',
        bankName: 'Landesgirozentralgenossenschaftsbank Nordostwestfalen-Lippe eG',
        mandate: {
          reference: 'MANDATE-2026-0000000000000000000000042',
          acceptedAt: '2026-03-02T09:00:00.000Z',
        },
        usedBy: [makeSubscriptionName('sub_3', 'Unternehmenszusammenschlussberatungspaket Professional')],
      }),
      spare,
    ],
  },
};

/** In a narrow column what can be done stands below what it is. */
export const Narrow: Story = {
  args: { change: { paymentMethod: 'pm_2', task: 'makeDefault', state: 'asking' } },
  render: (args) => (
    <div style={{ maxInlineSize: '20rem' }}>
      <PaymentMethodListView {...args} />
    </div>
  ),
};
