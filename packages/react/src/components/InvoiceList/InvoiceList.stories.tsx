import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, waitFor, within } from 'storybook/test';
import { makeInvoice, makeOpenInvoice, makePayment, money, NOW } from '../../../test/builders.js';
import type { SectionState } from '../../primitives/sectionState.js';
import { InvoiceList } from './InvoiceList.js';
import { InvoiceListView } from './InvoiceListView.js';

const meta = {
  title: 'Components/InvoiceList',
  component: InvoiceList,
  parameters: { portal: { scenario: 'active' } },
} satisfies Meta<typeof InvoiceList>;
export default meta;

type Story = StoryObj<typeof meta>;

/** Waits until the list is in a state; what failed on its way is tried again twice before it is said. */
const until =
  (state: SectionState): Story['play'] =>
  async ({ canvasElement }) => {
    const list = canvasElement.querySelector('.bf-InvoiceList');
    await waitFor(() => expect(list).toHaveAttribute('data-state', state), { timeout: 15_000 });
  };

/** Two years of a monthly plan. */
export const Ready: Story = { play: until('ready') };

/** Nothing is known yet; the room is kept. */
export const Loading: Story = {
  parameters: { portal: { scenario: 'active', fault: 'pending' } },
  play: until('loading'),
};

/** A customer who was never billed. */
export const Empty: Story = { parameters: { portal: { scenario: 'free' } }, play: until('empty') };

/** The billing company does not answer. */
export const Failed: Story = {
  parameters: { portal: { scenario: 'active', fault: 'unavailable' } },
  play: until('error'),
};

/** Something other than the portal answers. */
export const FailedOnTheWay: Story = {
  parameters: { portal: { scenario: 'active', fault: 'error' } },
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
  play: async (context) => {
    await until('expired')!(context);
    await userEvent.click(within(context.canvasElement).getByRole('button', { name: 'Sign in again' }));
    await expect(context.args.onSignIn).toHaveBeenCalledOnce();
  },
};

/** A session that may not see invoices. */
export const Forbidden: Story = {
  parameters: { portal: { scenario: 'active', fault: 'forbidden' } },
  play: until('forbidden'),
};

/** A payment failed, and nobody has paid since. */
export const PastDue: Story = { parameters: { portal: { scenario: 'pastDue' } }, play: until('ready') };

/** A currency without minor units. */
export const Yen: Story = { parameters: { portal: { scenario: 'jpy' } }, play: until('ready') };

/** More than one page: twenty more on demand, and the focus stays where it was. */
export const More: Story = {
  play: async (context) => {
    await until('ready')!(context);
    const canvas = within(context.canvasElement);
    const before = canvas.getAllByRole('rowheader').length;
    await userEvent.click(canvas.getByRole('button', { name: /^Show \d+ more$/ }));
    await waitFor(() => expect(canvas.getAllByRole('rowheader').length).toBeGreaterThan(before), {
      timeout: 15_000,
    });
    await expect(canvas.getByRole('status')).toHaveTextContent(/more invoices?, \d+ shown/);
    await waitFor(() => expect(context.canvasElement.contains(document.activeElement)).toBe(true));
  },
};

/** One year, chosen from the list. */
export const OneYear: Story = {
  play: async (context) => {
    await until('ready')!(context);
    const canvas = within(context.canvasElement);
    const year = String(new Date().getUTCFullYear() - 1);
    await userEvent.selectOptions(canvas.getByRole('combobox', { name: 'Show' }), year);
    await until('ready')!(context);
    await waitFor(() => {
      for (const row of canvas.getAllByRole('rowheader')) {
        void expect(row.parentElement).toHaveTextContent(year);
      }
    });
  },
};

/** What is shown is being asked for again. */
export const Refreshing: Story = {
  render: (args) => <InvoiceListView {...args} state="refreshing" invoices={everyState} now={NOW} />,
};

/** Old data, because the last try to refresh it failed. */
export const Stale: Story = {
  render: (args) => (
    <InvoiceListView
      {...args}
      state="error"
      problem={{ code: 'network', requestId: null }}
      invoices={everyState.slice(0, 3)}
      now={NOW}
      onRetry={fn()}
    />
  ),
};

/** One of each state that an invoice can be in, and one that this version does not know. */
export const EveryInvoiceState: Story = {
  render: (args) => (
    <InvoiceListView {...args} state="ready" invoices={everyState} now={NOW} onDownload={fn()} />
  ),
};

/** One document under way, one that failed. */
export const Downloads: Story = {
  render: (args) => (
    <InvoiceListView
      {...args}
      state="ready"
      invoices={everyState.slice(5, 8)}
      now={NOW}
      onDownload={fn()}
      downloads={{
        [`${everyState[5]!.id} invoice`]: 'busy',
        [`${everyState[6]!.id} receipt`]: { code: 'network', requestId: null },
      }}
    />
  ),
};

/** Numbers, states and sums that are longer than anybody hoped. */
export const LongWords: Story = {
  render: (args) => (
    <InvoiceListView
      {...args}
      state="ready"
      now={NOW}
      onDownload={fn()}
      words={{
        invoiceStates: { paymentFailed: 'Zahlung leider fehlgeschlagen' },
        invoiceList: { receipt: 'Zahlungsbeleg' },
      }}
      invoices={[
        makeOpenInvoice({
          number: 'Rechnungsnummer-2026-0000000000000042-Zweigniederlassung',
          payment: makePayment('failed'),
          total: money(123_456_789_012, 'jpy', 0),
          amountRemaining: money(12_345_678_901, 'jpy', 0),
        }),
        makeInvoice(),
      ]}
    />
  ),
};

/** In a narrow column rows become boxes. */
export const Narrow: Story = {
  render: (args) => (
    <div style={{ maxInlineSize: '20rem' }}>
      <InvoiceListView
        {...args}
        state="ready"
        invoices={everyState.slice(0, 6)}
        now={NOW}
        onDownload={fn()}
        onShowMore={fn()}
        more={{ count: 20, state: 'ready' }}
      />
    </div>
  ),
};

const late = { dueAt: '2026-11-01T00:00:00.000Z' };
const everyState = [
  makeOpenInvoice(),
  makeOpenInvoice(late),
  makeOpenInvoice({ payment: makePayment('processing') }),
  makeOpenInvoice({ payment: makePayment('requires_action') }),
  makeOpenInvoice({ payment: makePayment('failed') }),
  makeInvoice(),
  makeInvoice({ amountRefunded: money(4800) }),
  makeInvoice({ amountRefunded: money(1200) }),
  makeOpenInvoice({ amountPaid: money(2000), amountRemaining: money(2800) }),
  makeOpenInvoice({ status: 'void', amountRemaining: money(0) }),
  makeOpenInvoice({ status: 'uncollectible', amountRemaining: money(0) }),
  makeInvoice({ total: money(0), amountPaid: money(0) }),
  makeInvoice({ status: 'on_hold' as never }),
];
