import type { SandboxControls } from '@billfold/contract';
import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createRef } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import { SandboxPanelView, type SandboxPanelViewProps } from './SandboxPanelView.js';

const controls: SandboxControls = {
  now: '2026-11-20T12:00:00.000Z',
  nextCharge: 'usual',
  paymentMethod: 'visa',
  scenarios: ['active', 'pastDue'],
};
const due = { kind: 'renewal', at: '2026-12-14T00:00:00.000Z' } as const;

const view = (props: Partial<SandboxPanelViewProps> = {}) => (
  <SandboxPanelView
    controls={controls}
    due={due}
    onAdvance={() => {}}
    onUpdate={() => {}}
    onSwitchScenario={() => {}}
    {...props}
  />
);

/** Renders the panel and unfolds it. */
async function unfold(props: Partial<SandboxPanelViewProps> = {}) {
  const rendered = render(view(props));
  await userEvent.click(screen.getByText('Test mode'));
  return rendered;
}

test('[U126] it is folded up to one line, which says the sandbox’s time', async () => {
  const { container } = render(view());
  const panel = screen.getByRole('region', { name: 'Test mode' });
  const details = container.querySelector('details')!;
  expect(details).not.toHaveAttribute('open');
  expect(panel.querySelector('summary time')).toHaveAttribute('datetime', controls.now);
  expect(panel.querySelector('summary')).toHaveTextContent('Nov 20, 2026');
  await userEvent.click(screen.getByText('Test mode'));
  expect(details).toHaveAttribute('open');
});

test('[U126] its root takes ref, class and every other attribute, and a server renders it', () => {
  const ref = createRef<HTMLElement>();
  const { container } = render(view({ ref, className: 'of-the-host', id: 'sandbox' } as object));
  expect(ref.current).toBe(container.firstElementChild);
  expect(ref.current).toHaveClass('bf-root', 'bf-SandboxPanel', 'of-the-host');
  expect(ref.current).toHaveAttribute('id', 'sandbox');
  expect(renderToString(view())).toContain('bf-SandboxPanel');
});

test('[U127] time moves by a day, by a month, and to what is due next', async () => {
  const onAdvance = vi.fn();
  await unfold({ onAdvance });
  const clock = within(screen.getByRole('group', { name: 'Move the time forward' }));
  for (const name of ['A day', 'A month', 'To the renewal, Dec 14, 2026'])
    await userEvent.click(clock.getByRole('button', { name }));
  expect(onAdvance.mock.calls).toEqual([[{ days: 1 }], [{ months: 1 }], [{ to: due.at }]]);
});

test('[U127] where nothing is due by itself, that is said in its place', async () => {
  await unfold({ due: null });
  expect(screen.getByText('Nothing is due by itself.')).toBeVisible();
  expect(screen.queryByRole('button', { name: /^To the/ })).toBeNull();
});

test('[U128] the next charge and the payment method are chosen by their names', async () => {
  const onUpdate = vi.fn();
  await unfold({ onUpdate });
  await userEvent.selectOptions(screen.getByLabelText('The next charge'), 'Is declined');
  await userEvent.selectOptions(screen.getByLabelText('Payment method on file'), 'Expired card');
  await userEvent.selectOptions(screen.getByLabelText('Payment method on file'), 'None');
  expect(onUpdate.mock.calls).toEqual([
    [{ nextCharge: 'fails' }],
    [{ paymentMethod: 'card_expired' }],
    [{ paymentMethod: null }],
  ]);
});

test('[U129] starting over is asked first, with the focus on the answer that changes nothing', async () => {
  const onSwitchScenario = vi.fn();
  await unfold({ onSwitchScenario });
  await userEvent.selectOptions(screen.getByLabelText('Start over as'), 'Past due');
  await userEvent.click(screen.getByRole('button', { name: 'Start over' }));
  expect(onSwitchScenario).not.toHaveBeenCalled();

  const question = screen.getByRole('group', { name: 'Start over as “Past due”?' });
  expect(question).toHaveTextContent('All subscriptions and invoices of this customer are replaced.');
  expect(within(question).getByRole('button', { name: 'Keep everything' })).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(onSwitchScenario).not.toHaveBeenCalled();
  expect(screen.getByRole('button', { name: 'Start over' })).toHaveFocus();

  await userEvent.keyboard('{Enter}{Tab}{Enter}');
  expect(onSwitchScenario).toHaveBeenCalledExactlyOnceWith('pastDue');
  expect(screen.getByRole('button', { name: 'Start over' })).toHaveFocus();
});

test('[U130] what a turn has done is read out, and so is why it did not work', async () => {
  const { rerender } = await unfold();
  const voice = screen.getByRole('status');
  expect(voice).toBeEmptyDOMElement();
  rerender(view({ busy: true }));
  expect(voice).toHaveTextContent('Working…');
  rerender(view({ said: 'On file: None.' }));
  expect(voice).toHaveTextContent('On file: None.');
  rerender(view({ problem: { code: 'network', requestId: null } }));
  expect(screen.getByRole('alert')).toHaveTextContent(/That did not work.*The connection failed/);
});

test('[U130] while a turn is under way, time can not be moved', async () => {
  const onAdvance = vi.fn();
  await unfold({ busy: true, onAdvance });
  await userEvent.click(screen.getByRole('button', { name: 'A day' }));
  expect(onAdvance).not.toHaveBeenCalled();
});

test('[U131] a control without its callback is not there, and every word can be said otherwise', async () => {
  await unfold({
    onAdvance: undefined,
    onSwitchScenario: undefined,
    words: { nextCharge: 'Nächste Abbuchung' },
  });
  expect(screen.queryByRole('button', { name: /^(To the|A day|A month|Start over)/ })).toBeNull();
  expect(screen.getByLabelText('Nächste Abbuchung')).toBeVisible();
  expect(screen.getByLabelText('Payment method on file')).toBeVisible();
});
