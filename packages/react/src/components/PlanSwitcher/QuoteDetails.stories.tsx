import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, within } from 'storybook/test';
import {
  makeChange,
  makeLaterQuote,
  makeLine,
  makePrice,
  makeQuote,
  makeReadyChange,
  money,
} from '../../../test/builders.js';
import { planSwitcherProps } from '../../../test/planStates.js';
import { PlanSwitcherView } from './PlanSwitcherView.js';

const yearly = { interval: 'year', intervalCount: 1 } as const;

/** What a change costs and what stands against it, before it is confirmed. */
const meta = {
  title: 'Components/PlanSwitcher/Costs',
  component: PlanSwitcherView,
  args: { ...planSwitcherProps, onSelect: fn(), onConfirm: fn(), onPreview: fn() },
  argTypes: { contactSales: { control: false }, upgrade: { control: false } },
} satisfies Meta<typeof PlanSwitcherView>;
export default meta;

type Story = StoryObj<typeof meta>;

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

/** No connection: what was chosen stays, and can not be confirmed. */
export const Offline: Story = { args: { interval: yearly, isOnline: false, change: makeReadyChange() } };

/** A component of the host that stands in for the form of a card. */
function CardForm({ done }: { done?: () => void }) {
  return (
    <button type="button" className="bf-Button" data-variant="primary" onClick={done}>
      Save card
    </button>
  );
}
