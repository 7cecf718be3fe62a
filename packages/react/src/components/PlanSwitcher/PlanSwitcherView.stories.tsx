import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState, type ComponentProps } from 'react';
import { expect, fn, userEvent, within } from 'storybook/test';
import {
  makeChange,
  makeLaterQuote,
  makeLine,
  makePlanPrice,
  makePlans,
  makePrice,
  makeQuote,
  makeReadyChange,
  makeSubscription,
  money,
} from '../../../test/builders.js';
import { PlanSwitcherView } from './PlanSwitcherView.js';

const monthly = { interval: 'month', intervalCount: 1 } as const;
const yearly = { interval: 'year', intervalCount: 1 } as const;

/** Every state that a change of plan can be in, from figures that are written down here: nothing is asked for. */
const meta = {
  title: 'Components/PlanSwitcher/States',
  component: PlanSwitcherView,
  args: {
    state: 'ready',
    subscriptions: [makeSubscription()],
    subscription: makeSubscription(),
    plans: makePlans(),
    change: makeChange(),
    interval: monthly,
    onInterval: fn(),
    onSelect: fn(),
    onPromotionCode: fn(),
    onConfirm: fn(),
    onKeep: fn(),
    onPreview: fn(),
    onRetry: fn(),
  },
  argTypes: { contactSales: { control: false }, upgrade: { control: false } },
} satisfies Meta<typeof PlanSwitcherView>;
export default meta;

type Story = StoryObj<typeof meta>;

const switcher = (canvas: HTMLElement) => within(canvas).getByRole('region', { name: 'Change plan' });
const seats = makePlans().map((plan) => ({
  ...plan,
  prices: plan.prices.map((price) => ({
    ...price,
    scheme: 'per_seat' as const,
    quantity: { adjustable: true, min: 2, max: 100 },
  })),
}));
const team = makeSubscription({
  quantity: 6,
  amount: money(28_800),
  price: makePrice({ scheme: 'per_seat' }),
});

/** Nothing is chosen but what one has. */
export const Choosing: Story = {};

/** The other interval is looked at: what it saves, and which plan one has. */
export const Yearly: Story = { args: { interval: yearly } };

/** What it costs is being asked for the first time. */
export const Pricing: Story = {
  args: {
    interval: yearly,
    change: makeChange({
      phase: 'previewing',
      selection: { price: 'price_BusinessYear', quantity: 1, promotionCode: null },
    }),
  },
};

/** An upgrade that is charged now, once it was agreed to. Before that the button takes to the box that is missing. */
export const Upgrade: Story = {
  args: { interval: yearly, change: makeReadyChange() },
  play: async ({ canvasElement, args }) => {
    const page = within(canvasElement);
    await userEvent.click(page.getByRole('button', { name: 'Pay $1,407.06 and switch' }));
    await expect(args.onConfirm).not.toHaveBeenCalled();
    await expect(page.getByRole('alert')).toHaveTextContent('Tick this box to agree.');
    await expect(page.getByRole('checkbox')).toHaveFocus();
    await userEvent.keyboard(' ');
    await userEvent.click(page.getByRole('button', { name: 'Pay $1,407.06 and switch' }));
    await expect(args.onConfirm).toHaveBeenCalledOnce();
  },
};

/** Another price is asked for; the last one stays until it is there, and can not be confirmed. */
export const PricingAgain: Story = {
  args: {
    interval: yearly,
    change: makeReadyChange(makeQuote(), { phase: 'previewing', isQuoteFresh: false }),
  },
};

/** A downgrade: when it comes, and what is lost then. */
export const Downgrade: Story = { args: { change: makeReadyChange(makeLaterQuote()) } };

/** A downgrade that was agreed on, and can be undone. */
export const Scheduled: Story = {
  args: {
    subscription: makeSubscription({
      pendingChange: {
        product: { id: 'prod_0', name: 'Starter' },
        price: makePrice({ id: 'price_StarterMonth', product: 'prod_0', unitAmount: money(1200) }),
        quantity: 1,
        amount: money(1200),
        effectiveAt: '2026-12-14T00:00:00.000Z',
      },
    }),
    change: makeChange({ phase: 'changed' }),
    undo: { state: 'ready', problem: null, onUndo: fn() },
  },
  play: async ({ canvasElement, args }) => {
    await userEvent.click(within(canvasElement).getByRole('button', { name: /^Undo/ }));
    await expect(args.undo?.onUndo).toHaveBeenCalledOnce();
  },
};

/** Seats, with limits. */
export const Seats: Story = {
  args: {
    subscriptions: [team],
    subscription: team,
    plans: seats,
    change: makeReadyChange(
      makeQuote({
        product: team.product,
        price: team.price,
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

/** Settled on the next invoice. */
export const OnTheNextInvoice: Story = {
  args: {
    change: makeReadyChange(
      makeQuote({
        price: makePrice({ id: 'price_BusinessMonth', product: 'prod_2', unitAmount: money(12_000) }),
        dueNow: money(0),
        taxes: [],
        lines: [
          makeLine({ description: 'Rest of the period on Business', amount: money(9600), proration: true }),
          makeLine({ id: 'il_2', description: 'Unused time on Team', amount: money(-3840), proration: true }),
        ],
        total: money(5760),
        recurring: { total: money(12_000), interval: 'month', intervalCount: 1, discounts: [] },
        nextInvoice: { issuedAt: '2026-12-14T00:00:00.000Z', total: money(17_760) },
      }),
    ),
  },
};

const welcome = {
  coupon: {
    id: 'welcome20',
    name: 'Welcome',
    percentOff: '20',
    amountOff: null,
    duration: 'repeating' as const,
    durationInMonths: 3,
  },
  promotionCode: 'WELCOME20',
  endsAt: '2027-02-20T12:00:00.000Z',
};

/** A promotion code, credit that is used, and tax that the customer settles with their own office. */
export const CodeAndCredit: Story = {
  args: {
    interval: yearly,
    change: makeReadyChange(
      makeQuote({
        promotionCode: 'WELCOME20',
        discount: money(23_648),
        taxes: [
          {
            name: 'VAT',
            country: 'FR',
            percent: '20',
            inclusive: false,
            reverseCharge: true,
            taxableAmount: money(94_592),
            amount: money(0),
          },
        ],
        total: money(94_592),
        balanceApplied: money(5000),
        dueNow: money(89_592),
        recurring: { total: money(120_000), interval: 'year', intervalCount: 1, discounts: [welcome] },
        nextInvoice: { issuedAt: '2027-11-20T12:00:00.000Z', total: money(120_000) },
        warnings: [{ code: 'ends_discount', message: null }],
      }),
    ),
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

/** The card was refused: what was chosen stays, and another method can be used. */
export const Declined: Story = {
  args: {
    interval: yearly,
    change: makeReadyChange(makeQuote(), {
      phase: 'failed',
      failedAt: 'confirmation',
      problem: { code: 'payment_failed', requestId: 'req_1', payment: { failure: 'insufficient_funds' } },
    }),
    addPaymentMethod: <CardForm />,
  },
};

/** The price is another one than it was: it is said, and asked again. */
export const Stale: Story = {
  args: {
    interval: yearly,
    change: makeReadyChange(makeQuote({ id: 'qt_2', dueNow: money(140_820), total: money(140_820) }), {
      replacedQuote: makeQuote(),
      failedAt: 'confirmation',
      problem: { code: 'quote_stale', requestId: 'req_1' },
    }),
  },
};

/** Nothing is on file: a method is added on the spot. */
export const NoPaymentMethod: Story = {
  args: {
    interval: yearly,
    change: makeReadyChange(
      makeQuote({ paymentMethod: null, blockers: [{ code: 'payment_method_required', message: null }] }),
    ),
    addPaymentMethod: (done: () => void) => <CardForm done={done} />,
  },
  play: async ({ canvasElement, args }) => {
    const page = within(canvasElement);
    await expect(page.getByRole('button', { name: 'Pay $1,407.06 and switch' })).toBeDisabled();
    await userEvent.click(page.getByRole('button', { name: 'Add a payment method' }));
    await userEvent.click(page.getByRole('button', { name: 'Save card' }));
    await expect(args.onPreview).toHaveBeenCalledOnce();
  },
};

/** What the app and the billing have against it, in words, each with what to do. */
export const Blocked: Story = {
  args: {
    change: makeReadyChange(
      makeLaterQuote({
        blockers: [
          { code: 'app', message: 'Remove 5 members first: Starter has room for 3.' },
          { code: 'past_due', message: null },
        ],
        warnings: [{ code: 'app', message: 'Two of your projects become read-only.' }],
      }),
    ),
  },
};

/** The customer is with their bank, whose step stands in the page. */
export const WithTheBank: Story = {
  args: {
    interval: yearly,
    change: makeReadyChange(makeQuote(), { phase: 'authenticating', isQuoteFresh: false }),
  },
};

/** Paid, or nearly: nobody knows yet, and nothing can be paid twice. */
export const Settling: Story = {
  args: {
    interval: yearly,
    change: makeReadyChange(makeQuote(), { phase: 'settling', isQuoteFresh: false }),
  },
};

/** A bank's step that was left, and can be taken up again. */
export const WaitingForTheBank: Story = {
  args: {
    subscription: makeSubscription({
      pendingPayment: {
        status: 'requires_action',
        clientSecret: 'pi_1_secret_1',
        amount: money(140_706),
        product: { id: 'prod_2', name: 'Business' },
        price: makeQuote().price,
        quantity: 1,
        expiresAt: '2026-11-21T11:00:00.000Z',
      },
    }),
    onContinue: fn(),
  },
};

/** Done. */
export const Changed: Story = { args: { change: makeChange({ phase: 'changed' }) } };

/** What it costs could not be had. */
export const NotPriced: Story = {
  args: {
    change: makeChange({
      phase: 'failed',
      selection: { price: 'price_BusinessMonth', quantity: 1, promotionCode: null },
      problem: { code: 'provider_unavailable', requestId: 'req_1' },
      failedAt: 'preview',
    }),
  },
};

/** No connection: what was chosen stays, and can not be confirmed. */
export const Offline: Story = { args: { interval: yearly, isOnline: false, change: makeReadyChange() } };

/** Somebody who may look only. */
export const ReadOnly: Story = { args: { readOnly: true } };

/** A trial that goes on with the other plan, and then costs something. */
export const Trial: Story = {
  args: {
    change: makeReadyChange(
      makeLaterQuote({
        product: { id: 'prod_2', name: 'Business' },
        price: makePrice({ id: 'price_BusinessMonth', product: 'prod_2', unitAmount: money(12_000) }),
        timing: 'now',
        lostFeatures: [],
        gainedFeatures: ['Audit log'],
        trialEndAt: '2026-12-14T00:00:00.000Z',
        recurring: { total: money(14_280), interval: 'month', intervalCount: 1, discounts: [] },
        nextInvoice: { issuedAt: '2026-12-14T00:00:00.000Z', total: money(14_280) },
        consentRequired: true,
      }),
    ),
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

const german = 'Unternehmenszusammenschlussberatungspaket Professional';

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

/** A component of the host that stands in for the form of a card. */
function CardForm({ done }: { done?: () => void }) {
  return (
    <button type="button" className="bf-Button" data-variant="primary" onClick={done}>
      Save card
    </button>
  );
}

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
