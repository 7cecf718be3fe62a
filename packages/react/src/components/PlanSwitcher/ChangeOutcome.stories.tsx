import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, within } from 'storybook/test';
import {
  makeChange,
  makePrice,
  makeQuote,
  makeReadyChange,
  makeSubscription,
  money,
} from '../../../test/builders.js';
import { planSwitcherProps } from '../../../test/planStates.js';
import { PlanSwitcherView } from './PlanSwitcherView.js';

const yearly = { interval: 'year', intervalCount: 1 } as const;

/** What becomes of a change that was confirmed. */
const meta = {
  title: 'Components/PlanSwitcher/Outcomes',
  component: PlanSwitcherView,
  args: { ...planSwitcherProps, onSelect: fn(), onConfirm: fn(), onPreview: fn() },
  argTypes: { contactSales: { control: false }, upgrade: { control: false } },
} satisfies Meta<typeof PlanSwitcherView>;
export default meta;

type Story = StoryObj<typeof meta>;

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

/** Done. */
export const Changed: Story = { args: { change: makeChange({ phase: 'changed' }) } };

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

/** A component of the host that stands in for the form of a card. */
function CardForm({ done }: { done?: () => void }) {
  return (
    <button type="button" className="bf-Button" data-variant="primary" onClick={done}>
      Save card
    </button>
  );
}
