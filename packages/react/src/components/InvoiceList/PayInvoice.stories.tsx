import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, waitFor, within } from 'storybook/test';
import { makeInvoice, makeOpenInvoice, makePayment, NOW } from '../../../test/builders.js';
import { makePaymentMethod, makeSpareCard } from '../../../test/paymentMethodBuilders.js';
import { Button } from '../../primitives/Button.js';
import { InvoiceList } from './InvoiceList.js';
import { InvoiceListView } from './InvoiceListView.js';
import { PayInvoiceView, type PayInvoiceViewProps } from './PayInvoiceView.js';
import { payInvoiceWords } from './payInvoiceWords.js';

const meta = {
  title: 'Components/InvoiceList/Pay',
  component: InvoiceList,
  parameters: { portal: { scenario: 'pastDue' } },
} satisfies Meta<typeof InvoiceList>;
export default meta;

type Story = StoryObj<typeof meta>;

const owed = makeOpenInvoice({ id: 'in_7', number: 'INV-0042', payment: makePayment('failed') });

/** The payment of an invoice below its row. */
function inRow(props: Partial<PayInvoiceViewProps> = {}, inlineSize?: string): Story {
  const invoice = props.invoice ?? owed;
  const content = (
    <PayInvoiceView
      invoice={invoice}
      phase="idle"
      choice={{
        paymentMethods: [makePaymentMethod(), makeSpareCard()],
        chosen: 'pm_1',
        onChoose: fn(),
      }}
      now={NOW}
      words={payInvoiceWords}
      onPay={fn()}
      onClose={fn()}
      {...props}
    />
  );
  return {
    parameters: { portal: undefined },
    render: () => (
      <div style={{ maxInlineSize: inlineSize }}>
        <InvoiceListView
          state="ready"
          invoices={[invoice, makeInvoice(), makeInvoice()]}
          now={NOW}
          onDownload={fn()}
          onExport={fn()}
          onPay={fn()}
          payment={{ invoice: invoice.id, content }}
        />
      </div>
    ),
  };
}

/** Declined where it stands, with advice; the row stays. */
export const Declined: Story = {
  parameters: { portal: { scenario: 'pastDue', isOwn: true } },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(await canvas.findByRole('button', { name: /^Pay, invoice/ }, { timeout: 15_000 }));
    // Not before it is known what is charged.
    const pay = () => canvas.getByRole('button', { name: /^Pay .* now$/ });
    await waitFor(() => expect(pay()).not.toHaveAttribute('aria-busy'), { timeout: 15_000 });
    await userEvent.click(pay());
    await waitFor(() => expect(canvas.getByRole('alert')).toHaveTextContent('did not go through'), {
      timeout: 15_000,
    });
  },
};

/** Which payment method, and how much. */
export const Choosing = inRow();

/** It is being paid. */
export const Paying = inRow({ phase: 'sending' });

/** Nobody knows yet. */
export const Settling = inRow({ phase: 'settling' });

/** A debit is under way. */
export const Processing = inRow({
  invoice: makeOpenInvoice({ number: 'INV-0042', payment: makePayment('processing') }),
  phase: 'settling',
});

/** It was refused. */
export const Refused = inRow({
  phase: 'failed',
  problem: { code: 'payment_failed', requestId: null, failure: 'contact_bank' },
});

/** It was tried too often. */
export const TooOften = inRow({
  phase: 'failed',
  problem: { code: 'too_many_attempts', requestId: 'req_1', retryAfter: 1800 },
});

/** What is on file could not be asked. */
export const Usual = inRow({ choice: { paymentMethods: [], chosen: null, isUnknown: true } });

/** Nothing is on file: one is asked for in the row. */
export const Missing: Story = {
  ...inRow({
    choice: { paymentMethods: [], chosen: null, isMissing: true },
    addPaymentMethod: (_, cancel) => <Button onClick={cancel}>The form stands here.</Button>,
  }),
  play: async ({ canvasElement }) => {
    const opener = within(canvasElement).getByRole('button', { name: 'Add a payment method' });
    await userEvent.click(opener);
    await expect(opener).toHaveAttribute('aria-expanded', 'true');
  },
};

/** In a narrow column. */
export const Narrow = inRow({}, '20rem');
