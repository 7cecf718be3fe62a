import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { SandboxPanel } from './SandboxPanel.js';
import { SandboxPanelView } from './SandboxPanelView.js';

const meta = {
  title: 'Sandbox/SandboxPanel',
  component: SandboxPanel,
  parameters: { portal: { scenario: 'active' } },
} satisfies Meta<typeof SandboxPanel>;
export default meta;

type Story = StoryObj<typeof meta>;

const unfold = async (canvas: HTMLElement) => {
  const panel = within(canvas);
  await userEvent.click(await panel.findByText('Test mode', undefined, { timeout: 15_000 }));
  return panel;
};

const controls = {
  now: '2026-11-20T12:00:00.000Z',
  nextCharge: 'usual',
  paymentMethod: 'visa',
  scenarios: ['active', 'pastDue', 'seats'],
} as const;

const callbacks = { onAdvance: () => {}, onUpdate: () => {}, onSwitchScenario: () => {} };

/** Folded up: one line with the sandbox's time. */
export const Folded: Story = {
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByText('Test mode', undefined, { timeout: 15_000 });
  },
};

/** Unfolded: everything that can be turned. The next charge is made to fail, and to go as usual again. */
export const Unfolded: Story = {
  play: async ({ canvasElement }) => {
    const panel = await unfold(canvasElement);
    await userEvent.selectOptions(panel.getByLabelText('The next charge'), 'Is declined');
    await waitFor(() => expect(panel.getByRole('status')).toHaveTextContent('Is declined'), {
      timeout: 15_000,
    });
    await userEvent.selectOptions(panel.getByLabelText('The next charge'), 'Goes as usual');
    await waitFor(() => expect(panel.getByRole('status')).toHaveTextContent('Goes as usual'), {
      timeout: 15_000,
    });
  },
};

/** Starting over replaces everything, so it is asked first. */
export const Question: Story = {
  render: (args) => (
    <SandboxPanelView
      {...args}
      {...callbacks}
      controls={{ ...controls, scenarios: [...controls.scenarios] }}
      due={{ kind: 'renewal', at: '2026-12-14T00:00:00.000Z' }}
    />
  ),
  play: async ({ canvasElement }) => {
    const panel = await unfold(canvasElement);
    await userEvent.click(panel.getByRole('button', { name: 'Start over' }));
    await expect(panel.getByRole('button', { name: 'Keep everything' })).toHaveFocus();
  },
};

/** A turn that did not work. */
export const Failed: Story = {
  render: (args) => (
    <SandboxPanelView
      {...args}
      {...callbacks}
      controls={{ ...controls, paymentMethod: null, scenarios: [...controls.scenarios] }}
      due={null}
      problem={{ code: 'network', requestId: null }}
    />
  ),
  play: async ({ canvasElement }) => {
    const panel = await unfold(canvasElement);
    await expect(panel.getByRole('alert')).toBeVisible();
  },
};
