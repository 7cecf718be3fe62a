import { paymentFailures, type OverdueInvoice } from '@billfold/contract';
import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import { makeSubscription } from '../../../test/builders.js';
import { makePaymentMethod } from '../../../test/paymentMethodBuilders.js';
import { makeOverdueInvoice } from '../../../test/changeBuilders.js';
import { pastDueBannerView as view } from '../../../test/changeStates.js';

const overdue = (differs: Partial<OverdueInvoice>) =>
  makeSubscription({ status: 'past_due', overdueInvoice: makeOverdueInvoice(differs) });
const banner = () => screen.getByRole('region');
const button = (name: string) => screen.getByRole('button', { name });

describe('what failed', () => {
  test('[U105] nothing overdue, nothing said', () => {
    const { container } = render(view({ subscription: makeSubscription() }));
    expect(container).toBeEmptyDOMElement();
  });

  test('[U109] day, amount, plan, method, the next try, and what to do', () => {
    render(view());
    expect(banner()).toHaveAccessibleName('Payment failed on Nov 14, 2026');
    expect(banner()).toHaveTextContent(
      '$48.00 for Team could not be charged to Visa ending 4242. It is tried again on Nov 17, 2026.',
    );
    expect(banner()).toHaveTextContent('Try again later, or use another payment method.');
  });

  test('[U109] a last try is said to be the last', () => {
    render(view({ subscription: overdue({ nextAttemptAt: null }) }));
    expect(banner()).toHaveTextContent('It is not tried again by itself.');
  });

  test.each([...paymentFailures, 'lost_card' as never])(
    '[U109] %s is told without a code of a bank',
    (failure) => {
      const { container } = render(
        view({
          subscription: overdue({ failure }),
          problem: { code: 'payment_failed', requestId: null, failure },
        }),
      );
      expect(container.textContent).not.toMatch(/_|lost|stolen|fraud|payment_failed/);
      expect(screen.getByRole('alert').textContent).not.toBe('The payment did not go through.');
    },
  );
});

describe('what to do', () => {
  test('[U110] to pay this amount', async () => {
    const onPay = vi.fn();
    render(view({ onPay }));
    await userEvent.click(button('Pay $48.00 now'));
    expect(onPay).toHaveBeenCalledOnce();
  });

  test('[U110] to confirm it, where the bank only wants that', () => {
    render(view({ subscription: overdue({ failure: 'authentication_required' }) }));
    expect(banner()).toHaveAccessibleName('Confirm your payment');
    expect(button('Confirm payment')).toHaveAttribute('data-variant', 'primary');
    expect(banner()).not.toHaveTextContent('could not be charged');
  });

  test('[U110] to put a method on file, where there is none', () => {
    const nothing = overdue({ method: null, failure: null, attemptedAt: null, nextAttemptAt: null });
    render(view({ subscription: nothing, updatePaymentMethod: () => 'The form' }));
    expect(banner()).toHaveAccessibleName('A payment is due');
    expect(screen.getAllByRole('button')).toEqual([button('Add a payment method')]);
    expect(button('Add a payment method')).toHaveAttribute('data-variant', 'primary');
  });

  test('[U110] the bank’s step has its place in the page, and no other button', () => {
    const actionRef = vi.fn();
    render(view({ state: 'authenticating', actionRef, updatePaymentMethod: () => 'The form' }));
    expect(banner()).toContainElement(actionRef.mock.calls[0]?.[0]);
    expect(screen.getAllByRole('button')).toHaveLength(1);
    expect(button('Pay $48.00 now')).toHaveAttribute('aria-busy', 'true');
  });

  test('[U110] what is not known yet is not to be paid again', () => {
    render(view({ state: 'settling' }));
    expect(banner()).toHaveTextContent('You do not need to pay again.');
    expect(button('Pay $48.00 now')).toHaveAttribute('aria-disabled', 'true');
  });

  test('[U111] another method is asked for in the page; saving it charges nothing, and it is offered to pay with it', async () => {
    const onPay = vi.fn();
    const onAdded = vi.fn();
    const added = makePaymentMethod({ id: 'pm_2', last4: '1111' });
    const choice = { paymentMethods: [added], chosen: 'pm_2', onAdded };
    render(
      view({
        onPay,
        choice,
        updatePaymentMethod: (done) => (
          <button type="button" onClick={() => done({ paymentMethod: added, moved: [] })}>
            Save
          </button>
        ),
      }),
    );
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
    await userEvent.click(button('Use another payment method'));
    expect(banner()).toHaveTextContent('Nothing is charged by that.');
    await userEvent.click(button('Save'));
    expect(onAdded).toHaveBeenCalledExactlyOnceWith('pm_2');
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
    expect(onPay).not.toHaveBeenCalled();
    expect(screen.getByRole('status')).toHaveTextContent('$48.00 is still to be paid.');
    expect(button('Pay $48.00 with Visa ending 1111')).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(onPay).toHaveBeenCalledOnce();
  });

  test('[U111] a control of the host stands beside the first thing to do', () => {
    render(view({ updatePaymentMethod: <a href="/billing">Manage billing</a> }));
    expect(screen.getByRole('link', { name: 'Manage billing' })).toBeVisible();
  });

  test('[U113] who may not pay is told whom to ask', () => {
    render(view({ mayPay: false, updatePaymentMethod: () => 'The form' }));
    expect(banner()).toHaveTextContent('Ask whoever manages billing for you to pay it.');
    expect(screen.queryByRole('button')).toBeNull();
  });
});

test('[U121] after a lost answer nobody claims that it was not paid', () => {
  render(view({ problem: { code: 'network', requestId: null, isUnknown: true } }));
  expect(screen.getByRole('alert')).toHaveTextContent('We do not know whether this arrived.');
  expect(screen.getByRole('alert')).toHaveTextContent('nothing is done or charged twice.');
  expect(screen.getByRole('alert')).not.toHaveTextContent('did not go through');
});

describe('received', () => {
  const paid = view({ state: 'received', subscription: makeSubscription() });

  test('[U112] is said politely, and who has paid here finds the focus on it', () => {
    const { rerender } = render(view({ state: 'paying' }));
    rerender(paid);
    expect(screen.getAllByText('Payment received')[0]).toHaveFocus();
    expect(screen.getByRole('status')).toHaveTextContent('Payment received');
    expect(screen.queryByRole('button')).toBeNull();
  });

  test('[U112] paid elsewhere: the focus stays where it is', () => {
    const { rerender } = render(view());
    rerender(paid);
    expect(document.body).toHaveFocus();
  });
});
