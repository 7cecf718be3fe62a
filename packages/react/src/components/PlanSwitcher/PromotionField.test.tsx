import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { makeChange, makeLaterQuote, makeQuote, makeReadyChange } from '../../../test/builders.js';
import { planSwitcherView as view } from '../../../test/planStates.js';

const button = (name: string | RegExp) => screen.getByRole('button', { name });

const field = () => screen.getByRole('textbox', { name: 'Promotion code' });

test('[U74] it is looked at when it is applied, by the button, by Enter or by going on', async () => {
  const onPromotionCode = vi.fn();
  render(view({ onPromotionCode }));
  await userEvent.click(screen.getByText('Add a promotion code'));
  await userEvent.type(field(), ' save20 ');
  expect(onPromotionCode).not.toHaveBeenCalled();
  await userEvent.click(button('Apply'));
  await userEvent.type(field(), 'two{Enter}');
  await userEvent.type(field(), 'three');
  await userEvent.tab();
  expect(button('Apply')).toHaveFocus();
  expect(onPromotionCode.mock.calls).toEqual([['save20'], ['two']]);
  await userEvent.tab();
  expect(onPromotionCode.mock.calls).toEqual([['save20'], ['two'], ['three']]);
});

test('[U74] pressing Confirm beside it has it priced first', async () => {
  const onPromotionCode = vi.fn();
  const change = makeReadyChange(makeLaterQuote());
  render(view({ change, onPromotionCode }));
  await userEvent.click(screen.getByText('Add a promotion code'));
  await userEvent.type(field(), 'SAVE20');
  await userEvent.click(button(/^Schedule/));
  expect(onPromotionCode).toHaveBeenCalledExactlyOnceWith('SAVE20');
});

test('[U74] one that can not be used is said at its field, which stays as it is', async () => {
  const refused = makeChange({
    phase: 'failed',
    selection: { price: 'price_1', quantity: 1, promotionCode: 'NOPE' },
    problem: { code: 'promotion_code_invalid', requestId: null },
    failedAt: 'preview',
  });
  const onPromotionCode = vi.fn();
  const { rerender } = render(view({ onPromotionCode }));
  await userEvent.click(screen.getByText('Add a promotion code'));
  await userEvent.type(field(), 'NOPE');
  rerender(view({ change: refused, onPromotionCode }));
  expect(field()).toHaveValue('NOPE');
  expect(field()).toBeInvalid();
  expect(field()).toHaveAccessibleDescription('This code can’t be used here.');
  expect(screen.getAllByRole('alert')).toHaveLength(1);
  await userEvent.tab();
  await userEvent.tab();
  await userEvent.tab();
  expect(onPromotionCode).not.toHaveBeenCalled();
});

test('[U74] one that was applied is named as billing spells it, and can be removed', async () => {
  const onPromotionCode = vi.fn();
  const change = makeReadyChange(makeQuote({ promotionCode: 'SAVE20' }));
  render(view({ change, onPromotionCode }));
  expect(screen.getByText(/Code SAVE20 is applied/)).toBeVisible();
  await userEvent.click(button('Remove code'));
  expect(onPromotionCode).toHaveBeenCalledExactlyOnceWith(null);
});

test('[U74] where codes are not taken there is no such field', () => {
  render(view({ onPromotionCode: undefined }));
  expect(screen.queryByText('Add a promotion code')).toBeNull();
});
