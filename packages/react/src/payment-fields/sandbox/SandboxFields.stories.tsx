import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, waitFor, within } from 'storybook/test';
import type { PaymentFieldsProps, PaymentFieldsState } from '../PaymentFields.js';
import { SandboxFields } from './SandboxFields.js';

const meta = {
  title: 'Sandbox/SandboxFields',
  component: SandboxFields,
  args: {
    settings: { url: `http://fields.localhost:${location.port}/billfold-fields/` },
    label: 'Payment method',
    locale: 'en',
    currency: 'eur',
    holder: 'Example Person',
    disabled: false,
    onChange: () => {},
    onState: () => {},
  },
  render: (args) => <Told {...args} />,
} satisfies Meta<typeof SandboxFields>;
export default meta;

type Story = StoryObj<typeof meta>;

/** The fields, and what a form is told of them. */
function Told(props: PaymentFieldsProps) {
  const [state, setState] = useState<PaymentFieldsState>({ status: 'loading' });
  return (
    <div className="bf-root">
      <SandboxFields {...props} onState={setState} />
      <output>{state.status}</output>
    </div>
  );
}

const told = (canvas: HTMLElement, status: string) =>
  waitFor(() => expect(within(canvas).getByRole('status')).toHaveTextContent(status), { timeout: 20_000 });

/** The card page, on its own origin. It takes the published test numbers and no other. */
export const Ready: Story = {
  play: ({ canvasElement }) => told(canvasElement, 'ready'),
};

/** While it is confirmed. */
export const Locked: Story = {
  args: { disabled: true },
  play: ({ canvasElement }) => told(canvasElement, 'ready'),
};

/** Where nothing answers at the address, a form is told so. */
export const Blocked: Story = {
  args: { settings: { url: `http://fields.localhost:${location.port}/billfold-fields/nothing` } },
  play: ({ canvasElement }) => told(canvasElement, 'failed'),
};
