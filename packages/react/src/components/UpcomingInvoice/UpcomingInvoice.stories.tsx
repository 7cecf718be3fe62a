import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, waitFor, within } from 'storybook/test';
import { makeLine, makeSubscription, makeUpcomingInvoice, money } from '../../../test/builders.js';
import type { SectionState } from '../../primitives/sectionState.js';
import { UpcomingInvoice } from './UpcomingInvoice.js';
import { UpcomingInvoiceView } from './UpcomingInvoiceView.js';

const meta = {
  title: 'Components/UpcomingInvoice',
  component: UpcomingInvoice,
  parameters: { portal: { scenario: 'active' } },
} satisfies Meta<typeof UpcomingInvoice>;
export default meta;

type Story = StoryObj<typeof meta>;

/** Waits until the card is in a state; what failed on its way is tried again twice before it is said. */
const until =
  (state: SectionState): Story['play'] =>
  async ({ canvasElement }) => {
    const card = canvasElement.querySelector('.bf-UpcomingInvoice');
    await waitFor(() => expect(card).toHaveAttribute('data-state', state), { timeout: 15_000 });
  };

/** What is going to be charged, and when. */
export const Active: Story = { play: until('ready') };

/** Who pays for nothing is charged nothing. */
export const Free: Story = { parameters: { portal: { scenario: 'free' } }, play: until('empty') };

/** Seats, and tax on top. */
export const Seats: Story = { parameters: { portal: { scenario: 'seats' } }, play: until('ready') };

/** With a discount. */
export const Discounted: Story = { parameters: { portal: { scenario: 'discounted' } }, play: until('ready') };

/** One of several subscriptions, which the customer chooses. */
export const Several: Story = {
  parameters: { portal: { scenario: 'multiSubscription' } },
  play: async (context) => {
    const canvas = within(context.canvasElement);
    await userEvent.click(await canvas.findByRole('radio', { name: /^Team/ }, { timeout: 15_000 }));
    await until('ready')!(context);
  },
};

/** Of a plan that an app store bills nobody here knows what comes next. */
export const ManagedElsewhere: Story = {
  parameters: { portal: { scenario: 'managedExternally' } },
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByText('Team is billed by Example App Store.', {}, { timeout: 15_000 });
  },
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
  play: until('expired'),
};

/** A session that may not see subscriptions. */
export const Forbidden: Story = {
  parameters: { portal: { scenario: 'active', fault: 'forbidden' } },
  play: until('forbidden'),
};

/** A discount, a credit, a proration and a tax that is part of the price, and nothing on file to charge. */
export const Everything: Story = {
  parameters: { portal: undefined },
  render: (args) => (
    <UpcomingInvoiceView
      {...args}
      state="ready"
      subscription="sub_1"
      subscriptions={[
        makeSubscription(),
        makeSubscription({
          id: 'sub_2',
          product: { id: 'prod_2', name: 'Unternehmenszusammenschlussberatungspaket Professional' },
        }),
      ]}
      onSubscription={fn()}
      invoice={makeUpcomingInvoice({
        lines: [
          makeLine({ description: 'Team, 6 seats, Dec 14, 2026 to Jan 14, 2027', amount: money(28_800) }),
          makeLine({
            id: 'il_2',
            description: '2 seats from Nov 20, 2026 to Dec 14, 2026',
            amount: money(7680),
            proration: true,
          }),
        ],
        discount: money(2880),
        taxes: [
          {
            name: 'VAT',
            country: 'DE',
            percent: '19',
            inclusive: true,
            reverseCharge: false,
            taxableAmount: money(33_600),
            amount: money(5365),
          },
        ],
        total: money(33_600),
        balanceApplied: money(1200),
        amountDue: money(32_400),
        paymentMethod: null,
      })}
    />
  ),
};
