import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import {
  makeChange,
  makeLaterQuote,
  makePrice,
  makeQuote,
  makeReadyChange,
  money,
} from '../../../test/builders.js';
import { planSwitcherView as view, plansBySeat, teamBySeat } from '../../../test/planStates.js';
import { english } from '../../words/english/index.js';

const costs = () => screen.getByRole('group', { name: 'What this change costs' });
const button = (name: string | RegExp) => screen.getByRole('button', { name });

describe('confirming', () => {
  test.each([
    ['Pay $1,407.06 and switch', makeQuote()],
    [
      'Pay $1,407.06 and update seats',
      makeQuote({ product: teamBySeat.product, price: teamBySeat.price, quantity: 7 }),
    ],
    ['Switch to Business', makeQuote({ dueNow: money(0), product: { id: 'prod_2', name: 'Business' } })],
    [
      'Switch to yearly billing',
      makeQuote({
        dueNow: money(0),
        product: teamBySeat.product,
        price: makePrice({ id: 'price_TeamYear', interval: 'year' }),
      }),
    ],
    ['Change to 7 seats', makeQuote({ dueNow: money(0), price: teamBySeat.price, quantity: 7 })],
    [
      'Use code SAVE20',
      makeQuote({ dueNow: money(0), price: teamBySeat.price, quantity: 6, promotionCode: 'SAVE20' }),
    ],
    ['Schedule change for Dec 14, 2026', makeLaterQuote()],
  ])('[U78] the button says what it does: %s', (name, quote) => {
    render(view({ subscription: teamBySeat, change: makeReadyChange(quote) }));
    expect(button(name)).toBeVisible();
  });

  test('[U79] where money moves it must be agreed to: the button leads to the box first', async () => {
    const onConfirm = vi.fn();
    render(view({ change: makeReadyChange(), onConfirm }));
    const box = screen.getByRole('checkbox', {
      name: 'Charge me $1,407.06 now, and $1,428.00 a year until I cancel.',
    });
    expect(box).not.toBeChecked();
    await userEvent.click(button(/^Pay/));
    expect(onConfirm).not.toHaveBeenCalled();
    expect(box).toHaveFocus();
    expect(box).toHaveAccessibleDescription('Tick this box to agree.');
    await userEvent.click(box);
    await userEvent.click(button(/^Pay/));
    expect(onConfirm).toHaveBeenCalledOnce();
  });

  test('[U79] agreement is to figures: a price of the same figures keeps it, others ask again', async () => {
    const { rerender } = render(view({ change: makeReadyChange() }));
    await userEvent.click(screen.getByRole('checkbox'));
    rerender(view({ change: makeReadyChange(makeQuote({ id: 'qt_2' })) }));
    expect(screen.getByRole('checkbox')).toBeChecked();
    rerender(view({ change: makeReadyChange(makeQuote({ id: 'qt_3', dueNow: money(140_707) })) }));
    expect(screen.getByRole('checkbox')).not.toBeChecked();
  });

  test('[U79] where none moves there is nothing to agree to', async () => {
    const onConfirm = vi.fn();
    render(view({ change: makeReadyChange(makeLaterQuote()), onConfirm }));
    expect(screen.queryByRole('checkbox')).toBeNull();
    await userEvent.click(button(/^Schedule/));
    expect(onConfirm).toHaveBeenCalledOnce();
  });

  test('[U71] everything can be left as it is', async () => {
    const onKeep = vi.fn();
    render(view({ change: makeReadyChange(), onKeep }));
    await userEvent.click(button('Keep Team'));
    expect(onKeep).toHaveBeenCalledOnce();
  });

  test('[U71] what is kept has the focus then, and nothing is left of what was typed', async () => {
    const { rerender } = render(
      view({
        subscription: teamBySeat,
        plans: plansBySeat(),
        change: makeReadyChange(makeLaterQuote({ price: teamBySeat.price })),
        onKeep: () =>
          rerender(view({ subscription: teamBySeat, plans: plansBySeat(), change: makeChange() })),
      }),
    );
    await userEvent.clear(screen.getByRole('spinbutton'));
    await userEvent.click(button('Keep Team'));
    expect(screen.getByRole('radio', { name: /^Team/ })).toHaveFocus();
    expect(screen.getByRole('spinbutton')).toHaveValue(6);
  });

  test.each(['confirming', 'authenticating'] as const)(
    '[U80] %s: nothing else can be chosen or sent',
    async (phase) => {
      const onConfirm = vi.fn();
      render(view({ change: makeReadyChange(makeLaterQuote(), { phase }), onConfirm }));
      for (const radio of screen.getAllByRole('radio')) expect(radio).toBeDisabled();
      await userEvent.click(button(/^Schedule/));
      expect(onConfirm).not.toHaveBeenCalled();
      expect(button(/^Schedule/)).toHaveAttribute('aria-busy', 'true');
      expect(button('Keep Team')).toBeDisabled();
    },
  );

  test('[U81] offline nothing can be confirmed, which is said; what was chosen stays', () => {
    render(view({ change: makeReadyChange(), isOnline: false }));
    expect(button(/^Pay/)).toBeDisabled();
    expect(screen.getByText('You are offline. Nothing can be changed or charged now.')).toBeVisible();
    expect(costs()).toHaveTextContent('Due today$1,407.06');
  });
});

describe('what stands against it', () => {
  test('[U82] each blocker says what to do, the app in its own words, and nothing can be confirmed', () => {
    const blockers = [
      { code: 'app' as const, message: 'Remove <b>5</b> members first.' },
      ...(Object.keys(english.blockers) as (keyof typeof english.blockers)[]).map((code) => ({
        code,
        message: null,
      })),
    ];
    const { container } = render(view({ change: makeReadyChange(makeQuote({ blockers })) }));
    expect(screen.getByText('Remove <b>5</b> members first.')).toBeVisible();
    expect(container.querySelector('.bf-PlanSwitcher-blocker b')).toBeNull();
    for (const sentence of Object.values(english.blockers)) expect(screen.getByText(sentence)).toBeVisible();
    expect(button(/^Pay/)).toBeDisabled();
  });

  test('[U83] a missing payment method is added in its place, and then the price is asked again', async () => {
    const onPreview = vi.fn();
    const blockers = [{ code: 'payment_method_required' as const, message: null }];
    render(
      view({
        change: makeReadyChange(makeQuote({ blockers, paymentMethod: null })),
        onPreview,
        addPaymentMethod: (done) => (
          <button type="button" onClick={() => done()}>
            Save card
          </button>
        ),
      }),
    );
    await userEvent.click(button('Add a payment method'));
    await userEvent.click(button('Save card'));
    expect(onPreview).toHaveBeenCalledOnce();
    expect(screen.queryByRole('button', { name: 'Save card' })).toBeNull();
  });

  test('[U83] without a way to add one it is said what to do', () => {
    const blockers = [{ code: 'payment_method_required' as const, message: null }];
    render(view({ change: makeReadyChange(makeQuote({ blockers })) }));
    expect(screen.getByText(/Add a payment method to your account/)).toBeVisible();
  });
});
