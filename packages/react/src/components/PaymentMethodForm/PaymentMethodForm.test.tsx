import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { paymentMethodFormView as view } from '../../../test/paymentMethodStates.js';

const form = () => screen.getByRole('region', { name: 'Add a payment method' });
const button = (name: string) => screen.getByRole('button', { name });
const submit = () => button('Save payment method');

test('[U177] where nothing can be entered that is said, with a way out', () => {
  render(view({ entry: { condition: 'missing', fields: null } }));
  expect(form()).toHaveTextContent('Payment methods can’t be entered here.');
  expect(screen.getByRole('link', { name: 'Contact support' })).toHaveAttribute(
    'href',
    'https://example.com/support',
  );
  expect(screen.queryByRole('button', { name: 'Save payment method' })).toBeNull();
  expect(screen.queryByRole('checkbox')).toBeNull();
});

test.each([
  ['loading', 'Loading the payment form…'],
  ['slow', 'This takes longer than usual…'],
] as const)('[U178] %s: nothing can be sent yet', (condition, text) => {
  render(view({ entry: { condition } }));
  expect(form()).toHaveTextContent(text);
  expect(submit()).toBeDisabled();
  // They are there already, unseen, because they load only where they are.
  expect(screen.getByTestId('fields')).toBeInTheDocument();
});

test.each([
  ['slow', 'This takes longer than usual…'],
  ['blocked', 'A content blocker or your network may keep it away.'],
  ['broken', 'The payment form does not work right now.'],
] as const)('[U178] %s can be tried again', async (condition, text) => {
  const onRetry = vi.fn();
  render(view({ entry: { condition, onRetry } }));
  expect(form()).toHaveTextContent(text);
  await userEvent.click(button('Try again'));
  expect(onRetry).toHaveBeenCalledOnce();
});

test('[U179] whether it is used for everything is asked, with what that is', async () => {
  const onUse = vi.fn();
  render(view({ entry: { onUse, use: { isChosen: false, plans: ['Team', 'Backup'], isFirst: false } } }));
  const box = screen.getByRole('checkbox', { name: /^Use it for everything I pay from now on/ });
  expect(box).not.toBeChecked();
  expect(box).toHaveAccessibleDescription('Team and Backup are charged to it then. Nothing is charged now.');
  await userEvent.click(box);
  expect(onUse).toHaveBeenCalledExactlyOnceWith(true);
});

test('[U179] of the first one it is said, and not asked', () => {
  render(view({ entry: { use: { isChosen: true, plans: [], isFirst: true } } }));
  expect(screen.queryByRole('checkbox')).toBeNull();
  expect(form()).toHaveTextContent('It is used for everything you pay from now on.');
});

test.each(['preparing', 'confirming', 'finishing'] as const)(
  '[U180] %s: nothing can be changed, and it is said that it takes a while',
  async (phase) => {
    const onSubmit = vi.fn();
    render(view({ entry: { phase, onSubmit } }));
    await userEvent.click(submit());
    expect(onSubmit).not.toHaveBeenCalled();
    expect(submit()).toHaveAttribute('aria-busy', 'true');
    expect(button('Cancel')).toBeDisabled();
    expect(screen.getByRole('checkbox')).toBeDisabled();
    expect(form()).toHaveTextContent('This might take a few seconds');
  },
);

test.each([
  [{ code: 'payment_failed', requestId: null, failure: 'insufficient_funds' }, 'Try again later'],
  [{ code: 'payment_failed', requestId: null, failure: 'of_tomorrow' as never }, 'Use another payment'],
  [{ code: 'payment_failed', requestId: null, failure: null }, 'Use another payment method.'],
  [{ code: 'setup_not_confirmed', requestId: 'req_1' }, 'Enter it again.'],
  [{ code: 'too_many_attempts', requestId: 'req_1', retryAfter: 601 }, 'Try again in 11 minutes.'],
] as const)('[U181] refused: %j', (problem, text) => {
  const { rerender } = render(view());
  const fields = screen.getByTestId('fields');
  rerender(view({ entry: { phase: 'failed', problem } }));
  expect(screen.getByRole('alert')).toHaveTextContent(text);
  expect(screen.getByTestId('fields')).toBe(fields);
  expect(submit()).toBeEnabled();
});

test('[U182] the bank has not said yet', () => {
  render(view({ entry: { phase: 'pending' } }));
  expect(screen.getByText('Your bank has not answered yet.')).toHaveFocus();
  expect(form()).toHaveTextContent('You do not need to enter it again.');
  expect(screen.queryByRole('alert')).toBeNull();
  expect(screen.getByTestId('fields')).not.toBeVisible();
});

test('[U183] nobody knows whether it was saved', async () => {
  const onSubmit = vi.fn();
  render(view({ entry: { phase: 'unknown', problem: { code: 'network', requestId: null }, onSubmit } }));
  expect(screen.getByRole('alert')).toHaveTextContent('We do not know whether this arrived.');
  expect(screen.getByRole('alert')).toHaveTextContent('it is saved once, and nothing is charged');
  expect(screen.getByRole('checkbox')).toBeDisabled();
  await userEvent.click(button('Try again'));
  expect(onSubmit).toHaveBeenCalledOnce();
});

test('[U184] the place of the bank is in the form, before the bank asks', () => {
  const bankRef = vi.fn();
  render(view({ entry: { bankRef } }));
  expect(form()).toContainElement(bankRef.mock.calls[0]?.[0]);
});

test('[U185] what is on file is said, with what is charged to it', () => {
  render(view({ entry: { phase: 'succeeded', added: { name: 'Visa ending 4242', plans: ['Team'] } } }));
  expect(screen.getByText('Visa ending 4242 was added.')).toHaveFocus();
  expect(form()).toHaveTextContent('Team is charged to Visa ending 4242 from now on.');
});

test('[U187] in a form of the host it sends nothing', async () => {
  const onSubmit = vi.fn((event: React.FormEvent) => event.preventDefault());
  const onPress = vi.fn();
  const { container } = render(<form onSubmit={onSubmit}>{view({ entry: { onSubmit: onPress } })}</form>);
  expect(container.querySelectorAll('form')).toHaveLength(1);
  await userEvent.click(submit());
  expect(onPress).toHaveBeenCalledOnce();
  expect(onSubmit).not.toHaveBeenCalled();
});
