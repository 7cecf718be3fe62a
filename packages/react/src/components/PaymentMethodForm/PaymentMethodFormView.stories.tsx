import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, within } from 'storybook/test';
import { makeEntry } from '../../../test/paymentMethodStates.js';
import { PaymentMethodFormView } from './PaymentMethodFormView.js';

/** What stands in the place of a frame that only a provider can fill. */
const fields = (
  <div
    style={{
      display: 'grid',
      placeContent: 'center',
      blockSize: '12rem',
      border: '1px dashed var(--bf-border-strong)',
      borderRadius: 'var(--bf-radius-md)',
      color: 'var(--bf-text-muted)',
    }}
  >
    The fields of the provider
  </div>
);
const entry = (differs: Parameters<typeof makeEntry>[0] = {}) =>
  makeEntry({ fields, onSubmit: fn(), onCancel: fn(), onRetry: fn(), ...differs });

const meta = {
  title: 'Components/PaymentMethodForm/View',
  component: PaymentMethodFormView,
  args: { state: 'ready', entry: entry() },
  argTypes: { entry: { control: false } },
} satisfies Meta<typeof PaymentMethodFormView>;
export default meta;

type Story = StoryObj<typeof meta>;

/** Ready to be filled in. */
export const Ready: Story = {
  play: async ({ canvasElement, args }) => {
    const canvas = within(canvasElement);
    await userEvent.click(canvas.getByRole('button', { name: 'Save payment method' }));
    await expect(args.entry.onSubmit).toHaveBeenCalledOnce();
  },
};

/** The provider's fields are on their way. */
export const LoadingFields: Story = { args: { entry: entry({ condition: 'loading' }) } };

/** They take long, and may still come. */
export const Slow: Story = { args: { entry: entry({ condition: 'slow' }) } };

/** Something keeps them away. */
export const Blocked: Story = { args: { entry: entry({ condition: 'blocked' }) } };

/** They do not work. */
export const Broken: Story = { args: { entry: entry({ condition: 'broken' }) } };

/** The page has none for this provider. */
export const Missing: Story = { args: { entry: entry({ condition: 'missing', fields: null }) } };

/** It is being saved. */
export const Saving: Story = { args: { entry: entry({ phase: 'confirming' }) } };

/** It was refused; what was entered stays. */
export const Refused: Story = {
  args: {
    entry: entry({
      phase: 'failed',
      problem: { code: 'payment_failed', requestId: null, failure: 'insufficient_funds' },
    }),
  },
};

/** It was tried too often. */
export const TooOften: Story = {
  args: {
    entry: entry({
      phase: 'failed',
      problem: { code: 'too_many_attempts', requestId: 'req_1', retryAfter: 600 },
    }),
  },
};

/** Nobody knows whether it was saved. */
export const Unknown: Story = { args: { entry: entry({ phase: 'unknown' }) } };

/** The bank has not said yet. */
export const Pending: Story = { args: { entry: entry({ phase: 'pending' }) } };

/** It is on file. */
export const Added: Story = {
  args: { entry: entry({ phase: 'succeeded', added: { name: 'Visa ending 4242', plans: ['Team'] } }) },
};

/** No connection. */
export const Offline: Story = { args: { entry: entry({ isOnline: false }) } };

/** In a narrow column. */
export const Narrow: Story = {
  args: { entry: entry({ condition: 'blocked' }) },
  render: (args) => (
    <div style={{ maxInlineSize: '20rem' }}>
      <PaymentMethodFormView {...args} />
    </div>
  ),
};
