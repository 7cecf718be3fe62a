import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { FormEvent } from 'react';
import { expect, test, vi } from 'vitest';
import { makeChange, makeLaterQuote, makeReadyChange } from '../../../test/builders.js';
import { planSwitcherView as view, plansBySeat, teamBySeat } from '../../../test/planStates.js';

const button = (name: string | RegExp) => screen.getByRole('button', { name });

const seats = () => screen.getByRole('spinbutton', { name: 'Seats' });
const given = { subscription: teamBySeat, plans: plansBySeat() };

test('[U73] buttons add and remove one; at the limit they do nothing, and keep the focus', async () => {
  const onSelect = vi.fn();
  const change = (quantity: number) =>
    makeChange({ selection: { price: 'price_1', quantity, promotionCode: null } });
  const { rerender } = render(view({ ...given, onSelect }));
  await userEvent.click(button('Add one seat'));
  expect(onSelect).toHaveBeenLastCalledWith({ quantity: 7 });

  rerender(view({ ...given, onSelect, change: change(2) }));
  onSelect.mockClear();
  await userEvent.click(button('Remove one seat'));
  expect(onSelect).not.toHaveBeenCalled();
  expect(button('Remove one seat')).toHaveAttribute('aria-disabled', 'true');
  expect(button('Remove one seat')).toHaveFocus();
});

test('[U73] what is typed counts once it can be had; before that the limits are said and nothing can be confirmed', async () => {
  const onSelect = vi.fn();
  render(view({ ...given, onSelect, change: makeReadyChange(makeLaterQuote()) }));
  expect(seats()).toHaveAccessibleDescription('From 2 to 100 seats.');
  await userEvent.clear(seats());
  expect(seats()).toBeInvalid();
  await userEvent.type(seats(), '101');
  expect(onSelect.mock.calls).toEqual([[{ quantity: 10 }]]);
  expect(seats()).toBeInvalid();
  expect(button(/^Schedule/)).toBeDisabled();
  await userEvent.type(seats(), '{Backspace}');
  expect(button(/^Schedule/)).toBeEnabled();
});

test('[U73] nonsense that was typed for one price stands against no other, nor against that one once it is chosen anew', async () => {
  const chosen = (price: string) =>
    makeReadyChange(makeLaterQuote(), { selection: { price, quantity: 6, promotionCode: null } });
  const { rerender } = render(view({ ...given, change: chosen('price_1') }));
  await userEvent.clear(seats());
  await userEvent.type(seats(), '0');
  expect(button(/^Schedule/)).toBeDisabled();
  rerender(view({ ...given, change: chosen('price_BusinessMonth') }));
  expect(button(/^Schedule/)).toBeEnabled();
  rerender(view({ ...given, change: chosen('price_1') }));
  expect(seats()).toHaveValue(6);
  expect(button(/^Schedule/)).toBeEnabled();
});

test('[U73] a maximum that nobody has set is told to those only who asked for more', async () => {
  const limits = { adjustable: true, min: 1, max: 83_333 };
  const plans = plansBySeat().map((plan) => ({
    ...plan,
    prices: plan.prices.map((price) => ({ ...price, quantity: limits })),
  }));
  render(view({ ...given, plans }));
  expect(seats()).not.toHaveAccessibleDescription();
  await userEvent.clear(seats());
  expect(seats()).toHaveAccessibleDescription('At least 1 seat.');
  await userEvent.type(seats(), '83334');
  expect(seats()).toHaveAccessibleDescription('From 1 to 83,333 seats.');
});

test('[U73] Enter confirms nothing, and no form of the host is sent', async () => {
  const sent = vi.fn((event: FormEvent) => event.preventDefault());
  const onConfirm = vi.fn();
  render(<form onSubmit={sent}>{view({ ...given, onConfirm, change: makeReadyChange() })}</form>);
  await userEvent.type(seats(), '{Enter}');
  expect(sent).not.toHaveBeenCalled();
  expect(onConfirm).not.toHaveBeenCalled();
});

test('[U73] where nothing can be chosen there is no such field', () => {
  render(view());
  expect(screen.queryByRole('spinbutton')).toBeNull();
});
