import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState, type ComponentProps } from 'react';
import { expect, fn, userEvent, within } from 'storybook/test';
import {
  makeChange,
  makeLine,
  makePlanPrice,
  makePlans,
  makeQuote,
  makeReadyChange,
  makeSubscription,
  money,
} from '../../../test/builders.js';
import { planSwitcherProps, plansBySeat, teamBySeat } from '../../../test/planStates.js';
import { PlanSwitcherView } from './PlanSwitcherView.js';

const yearly = { interval: 'year', intervalCount: 1 } as const;

/** What can be chosen from, and what a section can be, from figures that are written down: nothing is asked for. */
const meta = {
  title: 'Components/PlanSwitcher/States',
  component: PlanSwitcherView,
  args: { ...planSwitcherProps, onSelect: fn(), onConfirm: fn(), onPreview: fn() },
  argTypes: { contactSales: { control: false }, upgrade: { control: false } },
} satisfies Meta<typeof PlanSwitcherView>;
export default meta;

type Story = StoryObj<typeof meta>;

const german = 'Unternehmenszusammenschlussberatungspaket Professional';

const switcher = (canvas: HTMLElement) => within(canvas).getByRole('region', { name: 'Change plan' });

/** Nothing is chosen but what one has. */
export const Choosing: Story = {};

/** The other interval is looked at: what it saves, and which plan one has. */
export const Yearly: Story = { args: { interval: yearly } };

/** Choosing does nothing but to show what it would cost. */
export const Interactive: Story = {
  render: (args) => <Choosable {...args} />,
  play: async ({ canvasElement, args }) => {
    const page = within(canvasElement);
    await userEvent.click(page.getByRole('radio', { name: /^Yearly/ }));
    await userEvent.click(page.getByText('Business'));
    await expect(page.getByRole('radio', { name: 'Business $1,200.00 a year' })).toBeChecked();
    await expect(args.onConfirm).not.toHaveBeenCalled();
    await userEvent.click(page.getByRole('button', { name: 'Keep Team' }));
    await expect(page.queryByRole('button', { name: 'Keep Team' })).toBeNull();
  },
};

/** Seats, with limits. */
export const Seats: Story = {
  args: {
    subscriptions: [teamBySeat],
    subscription: teamBySeat,
    plans: plansBySeat(),
    change: makeReadyChange(
      makeQuote({
        product: teamBySeat.product,
        price: teamBySeat.price,
        quantity: 8,
        lines: [makeLine({ description: '2 seats until 14 Dec 2026', amount: money(7680), proration: true })],
        taxes: [],
        tax: money(0),
        subtotal: money(7680),
        total: money(7680),
        dueNow: money(7680),
        recurring: { total: money(38_400), interval: 'month', intervalCount: 1, discounts: [] },
        nextInvoice: { issuedAt: '2026-12-14T00:00:00.000Z', total: money(38_400) },
      }),
    ),
  },
};

/** What is typed is more than there can be: nothing is asked for, and the limits are said. */
export const TooManySeats: Story = {
  args: { ...Seats.args },
  play: async ({ canvasElement, args }) => {
    const field = within(canvasElement).getByRole('spinbutton', { name: 'Seats' });
    await userEvent.clear(field);
    await userEvent.type(field, '400');
    await expect(field).toBeInvalid();
    await expect(field).toHaveAccessibleDescription('From 2 to 100 seats.');
    await expect(args.onSelect).not.toHaveBeenCalledWith({ quantity: 400 });
    await expect(within(canvasElement).getByRole('button', { name: /^Pay/ })).toBeDisabled();
  },
};

/** A code that can not be used: said where it was entered, which stays open. */
export const CodeRefused: Story = {
  args: {
    change: makeChange({
      phase: 'failed',
      selection: { price: 'price_1', quantity: 1, promotionCode: 'NOPE' },
      problem: { code: 'promotion_code_invalid', requestId: 'req_1' },
      failedAt: 'preview',
    }),
  },
  play: async ({ canvasElement }) => {
    const field = within(canvasElement).getByRole('textbox', { name: 'Promotion code' });
    await expect(field).toBeInvalid();
    await expect(field).toHaveAccessibleDescription('This code can’t be used here.');
  },
};

/** A plan that is no longer sold, seats by steps, plans that can not be chosen, and a way to the people who sell. */
export const Catalogue: Story = {
  args: {
    plans: [
      { ...makePlans()[1]!, name: 'Team (2024)', archived: true, description: null, features: [] },
      ...makePlans().map((plan, index) => ({
        ...plan,
        current: false,
        id: `prod_now${index}`,
        prices: [
          makePlanPrice({
            id: `price_now${index}`,
            scheme: index === 1 ? 'graduated' : 'flat',
            tiers:
              index === 1
                ? [
                    { upTo: 10, unitAmount: money(800), flatAmount: money(0) },
                    { upTo: null, unitAmount: money(600), flatAmount: money(2000) },
                  ]
                : null,
            unitAmount: money([900, 800, 9900][index]!),
            unavailable: index === 0 ? 'downgrade_not_allowed' : null,
          }),
        ],
      })),
    ],
    change: makeChange({
      phase: 'previewing',
      selection: { price: 'price_now1', quantity: 1, promotionCode: null },
    }),
    contactSales: (
      <p>
        Need more than this? <a href="#sales">Talk to sales</a>
      </p>
    ),
  },
};

/** Words that are longer than the place, and several subscriptions to choose from. */
export const LongWords: Story = {
  args: {
    subscriptions: [
      makeSubscription(),
      makeSubscription({ id: 'sub_2', product: { id: 'prod_2', name: german } }),
    ],
    onSubscription: fn(),
    plans: makePlans().map((plan) => ({
      ...plan,
      name: `${plan.name} ${german}`,
      features: [...plan.features, `Rechtsschutzversicherungsgesellschaften${german}`],
    })),
    interval: yearly,
    change: makeReadyChange(
      makeQuote({
        product: { id: 'prod_2', name: german },
        lines: [makeLine({ description: `${german}, 20. November 2026 bis 20. November 2027` })],
      }),
    ),
  },
};

/** Somebody who may look only. */
export const ReadOnly: Story = { args: { readOnly: true } };

/** Every section's states: nothing is known yet. */
export const Loading: Story = { args: { state: 'loading', subscription: null, plans: [] } };

/** Who pays for nothing has nothing to change. */
export const Empty: Story = {
  args: {
    state: 'empty',
    subscription: null,
    upgrade: (
      <a className="bf-Button" data-variant="primary" href="#prices">
        See plans
      </a>
    ),
  },
};

/** The session ended: what was chosen is still there, and nothing can be confirmed. */
export const Expired: Story = {
  args: { state: 'expired', interval: yearly, change: makeReadyChange(), onSignIn: fn() },
  play: async ({ canvasElement }) => {
    await expect(within(switcher(canvasElement)).queryByRole('button', { name: /^Pay/ })).toBeNull();
    await expect(within(canvasElement).getByRole('radio', { name: /^Business/ })).toBeChecked();
  },
};

function Choosable(args: ComponentProps<typeof PlanSwitcherView>) {
  const [interval, setInterval] = useState(args.interval);
  const [price, setPrice] = useState<string | null>(null);
  return (
    <PlanSwitcherView
      {...args}
      interval={interval}
      change={
        price
          ? makeChange({ phase: 'previewing', selection: { price, quantity: 1, promotionCode: null } })
          : makeChange()
      }
      onInterval={setInterval}
      onSelect={(choice) => setPrice(choice.price ?? price)}
      onKeep={() => setPrice(null)}
    />
  );
}
