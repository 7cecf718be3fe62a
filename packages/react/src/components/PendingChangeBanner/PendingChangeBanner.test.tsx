import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { makePrice, makeSubscription, money } from '../../../test/builders.js';
import { makeDiscount, makePendingChange } from '../../../test/changeBuilders.js';
import { pendingChangeBannerView as view } from '../../../test/changeStates.js';

test('[U105] without a change there is nothing', () => {
  const { container } = render(view({ subscription: makeSubscription() }));
  expect(container).toBeEmptyDOMElement();
});

test('[U106] the plan, its day and its price; and the way back', async () => {
  const onUndo = vi.fn();
  const { rerender } = render(view({ onUndo }));
  expect(screen.getByRole('region')).toHaveAccessibleName('You switch to Business on Dec 14, 2026');
  expect(screen.getByRole('region')).toHaveTextContent(
    'From then on it costs $96.00 a month plus tax. Until then you keep Team as it is.',
  );
  await userEvent.click(screen.getByRole('button', { name: 'Undo the change of Team' }));
  expect(onUndo).toHaveBeenCalledOnce();

  rerender(view({ state: 'undone', subscription: makeSubscription() }));
  expect(screen.getByText('Undone. Team stays as it is.')).toHaveFocus();
  expect(screen.queryByRole('button')).toBeNull();
});

test('[U106] the same plan for fewer seats', () => {
  const change = {
    ...makePendingChange(),
    product: { id: 'prod_1', name: 'Team' },
    price: makePrice({ scheme: 'per_seat', interval: 'year' }),
    quantity: 3,
    amount: money(144_000),
  };
  render(view({ subscription: makeSubscription({ pendingChange: change }) }));
  expect(screen.getByRole('region')).toHaveAccessibleName('Team changes on Dec 14, 2026');
  expect(screen.getByRole('region')).toHaveTextContent('$1,440.00 a year for 3 seats plus tax');
});

test('[U106] what could not be undone is said; without a callback there is no button', () => {
  render(view({ onUndo: undefined, problem: { code: 'conflict', requestId: null } }));
  expect(screen.getByRole('alert')).toHaveTextContent('The change could not be undone.');
  expect(screen.queryByRole('button')).toBeNull();
});

test.each(['network', 'timeout'])('[U121] after %s nobody knows whether it was undone', (code) => {
  render(view({ problem: { code, requestId: null, isUnknown: true } }));
  expect(screen.getByRole('alert')).toHaveTextContent('We do not know whether this arrived.');
  expect(screen.getByRole('alert')).not.toHaveTextContent('could not be undone');
});

test('[U122] what it costs then is named as what it is: with tax or without, before discounts', () => {
  const pendingChange = { ...makePendingChange(), price: makePrice({ taxBehavior: 'inclusive' }) };
  const discounts = [makeDiscount()];
  render(view({ subscription: makeSubscription({ pendingChange, discounts }) }));
  expect(screen.getByRole('region')).toHaveTextContent('$96.00 a month, tax included, before discounts.');
});
