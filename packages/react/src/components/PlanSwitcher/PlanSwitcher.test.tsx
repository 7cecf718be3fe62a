import { paymentFailures } from '@billfold/contract';
import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import { makeChange, makeQuote, makeReadyChange, makeSubscription, money } from '../../../test/builders.js';
import { makePendingChange, makeRetentionOffer } from '../../../test/changeBuilders.js';
import { planSwitcherView as view, plansBySeat, teamBySeat } from '../../../test/planStates.js';
import { english } from '../../words/english/index.js';

const year = { interval: 'year', intervalCount: 1 } as const;
const region = () => screen.getByRole('region', { name: 'Change plan' });
const button = (name: string | RegExp) => screen.getByRole('button', { name });

describe('what becomes of it', () => {
  const failed = (code: string, differs: object = {}) =>
    makeReadyChange(makeQuote(), {
      phase: 'failed',
      failedAt: 'confirmation',
      problem: { code, requestId: 'req_1', ...differs },
    });

  test.each(paymentFailures)('[U84] a decline says what to do (%s), and what was chosen stays', (failure) => {
    render(
      view({
        interval: year,
        change: failed('payment_failed', { payment: { failure } }),
        addPaymentMethod: <p>The form</p>,
      }),
    );
    expect(screen.getByRole('alert')).toHaveTextContent(
      `The payment did not go through. Nothing was changed.${english.paymentFailures[failure]}`,
    );
    expect(screen.getByRole('radio', { name: /^Business/ })).toBeChecked();
    expect(button('Use another payment method')).toBeVisible();
    expect(button(/^Pay/)).toBeEnabled();
  });

  test('[U85] another price says what it was and is, and asks again', () => {
    const change = failed('quote_stale');
    render(view({ change: { ...change, replacedQuote: makeQuote({ dueNow: money(140_000) }) } }));
    expect(screen.getByRole('alert')).toHaveTextContent(
      'Due today was $1,400.00, and is $1,407.06 now.Nothing was changed. Look at it once more',
    );
  });

  test.each(['quote_stale', 'version_stale'])(
    '[U85] %s: something else has changed, which is said',
    (code) => {
      render(view({ change: failed(code) }));
      expect(screen.getByRole('alert')).toHaveTextContent(
        'Your plan or its price was changed in the meantime.',
      );
    },
  );

  test.each(['network', 'idempotency_in_flight', 'internal'])(
    '[U84] %s of which nobody has heard: trying again is safe',
    (code) => {
      const { problem, ...change } = failed(code);
      render(view({ change: { ...change, problem: { ...problem!, isUnknown: true } } }));
      expect(screen.getByRole('alert')).toHaveTextContent('Trying again is safe: nothing is charged twice.');
      expect(screen.getByRole('alert')).not.toHaveTextContent('was not changed');
    },
  );

  test('[U84] anything else says what failed, why, and its reference', () => {
    render(view({ change: failed('internal') }));
    expect(screen.getByRole('alert')).toHaveTextContent(
      'The plan was not changed.Something went wrong on our side. Please try again.Reference: req_1',
    );
  });

  test('[U77] a price that could not be had can be asked for again', async () => {
    const onPreview = vi.fn();
    const change = makeChange({
      phase: 'failed',
      selection: { price: 'price_BusinessMonth', quantity: 1, promotionCode: null },
      problem: { code: 'provider_unavailable', requestId: null },
      failedAt: 'preview',
    });
    render(view({ change, onPreview }));
    expect(screen.getByRole('alert')).toHaveTextContent('What this costs could not be worked out.');
    expect(screen.queryByRole('button', { name: /^(Pay|Switch|Working)/ })).toBeNull();
    await userEvent.click(button('Try again'));
    expect(onPreview).toHaveBeenCalledOnce();
  });

  test('[U86] the bank’s step has its place in the page, in no dialog, before it is needed', () => {
    const place: { current: HTMLDivElement | null } = { current: null };
    const { rerender } = render(view({ actionRef: place }));
    const before = place.current!;
    rerender(view({ actionRef: place, change: makeReadyChange(makeQuote(), { phase: 'authenticating' }) }));
    expect(place.current).toBe(before);
    expect(before.closest('[role=dialog], dialog')).toBeNull();
    expect(screen.getByText('Confirm the payment with your bank', { selector: 'p' })).toBeVisible();
  });

  test('[U86] a step that was left can be taken up; a payment under way can not be made twice', async () => {
    const onContinue = vi.fn();
    const pendingPayment = {
      status: 'requires_action' as const,
      clientSecret: 'secret_1',
      amount: money(140_706),
      product: { id: 'prod_2', name: 'Business' },
      price: makeQuote().price,
      quantity: 1,
      expiresAt: '2026-11-21T11:00:00.000Z',
    };
    const { rerender } = render(view({ subscription: makeSubscription({ pendingPayment }), onContinue }));
    expect(region()).toHaveTextContent('Business waits for your bank: confirm the payment of $1,407.06.');
    await userEvent.click(button('Confirm with your bank'));
    expect(onContinue).toHaveBeenCalledOnce();

    const processing = { ...pendingPayment, status: 'processing' as const, clientSecret: null };
    rerender(view({ subscription: makeSubscription({ pendingPayment: processing }), onContinue }));
    expect(screen.getByText(/Your payment is under way/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Confirm with your bank' })).toBeNull();
  });

  test('[U86] while nobody knows what became of the payment, it is said that there is nothing to do', () => {
    render(view({ change: makeReadyChange(makeQuote(), { phase: 'settling', isQuoteFresh: false }) }));
    expect(region()).toHaveTextContent('You get Business as soon as it has gone through.');
    expect(region()).not.toHaveTextContent('Choose a plan');
    expect(screen.queryByRole('button', { name: /^Pay/ })).toBeNull();
  });

  test('[U87] a payment that takes its time has the focus; who only comes back to one keeps theirs', () => {
    const phase = (now: 'confirming' | 'settling') =>
      view({ change: makeReadyChange(makeQuote(), { phase: now, isQuoteFresh: false }) });
    const { rerender, unmount } = render(phase('confirming'));
    rerender(phase('settling'));
    const said = screen.getByText(/^Your payment is under way/, { selector: 'p' });
    expect(document.activeElement).toContainElement(said);
    unmount();
    render(phase('settling'));
    expect(document.body).toHaveFocus();
  });

  test('[U87] what was changed is said, and the focus is there', () => {
    const { rerender } = render(view({ change: makeReadyChange(makeQuote(), { phase: 'confirming' }) }));
    rerender(view({ change: makeChange({ phase: 'changed' }) }));
    const said = screen.getByText('You are on Team now.', { selector: 'p' });
    expect(document.activeElement).toContainElement(said);
  });

  test.each(['choosing', 'changed'] as const)(
    '[U87] %s: what was undone is said, and the focus is there, until something else is chosen',
    async (phase) => {
      const undo = { state: 'ready' as const, problem: null, onUndo: () => {} };
      const scheduled = makeSubscription({ pendingChange: makePendingChange() });
      const change = makeChange({ phase });
      const { container, rerender } = render(view({ subscription: scheduled, change, undo }));
      await userEvent.click(button(/^Undo/));
      rerender(view({ change, undo }));
      const said = screen.getByText('Undone. Team stays as it is.', { selector: 'p' });
      expect(document.activeElement).toContainElement(said);
      expect(container.querySelector('output')).toHaveTextContent('Undone. Team stays as it is.');
      expect(region()).not.toHaveTextContent('You are on Team now.');

      rerender(view({ change: makeReadyChange(), undo }));
      rerender(view({ change: makeChange(), undo }));
      expect(screen.queryByText(/^Undone/)).toBeNull();
    },
  );

  test('[U301] an undo of which nobody knows is not said to have failed', () => {
    const problem = { code: 'provider_unavailable', requestId: 'req_1', isUnknown: true };
    const undo = { state: 'ready' as const, problem, onUndo: () => {} };
    render(view({ subscription: makeSubscription({ pendingChange: makePendingChange() }), undo }));
    expect(screen.getByRole('alert')).toHaveTextContent(
      /^We do not know whether this arrived\..*Trying again is safe/,
    );
    expect(screen.getByRole('alert')).not.toHaveTextContent(/could not be/);
  });

  test('[U87] a change that came to be without Undo is not said to be undone', () => {
    const undo = { state: 'ready' as const, problem: null, onUndo: () => {} };
    const scheduled = makeSubscription({ pendingChange: makePendingChange() });
    const { rerender } = render(view({ subscription: scheduled, undo }));
    rerender(view({ undo }));
    expect(region()).not.toHaveTextContent('Undone.');
  });

  test.each([
    ['exclusive', '$96.00 a month plus tax'],
    ['inclusive', '$96.00 a month, tax included'],
  ] as const)('[U76] what it costs then is said with its tax: %s', (taxBehavior, cost) => {
    const scheduled = makePendingChange();
    const pendingChange = { ...scheduled, price: { ...scheduled.price, taxBehavior } };
    render(view({ subscription: makeSubscription({ pendingChange }) }));
    expect(region()).toHaveTextContent(`From then on it costs ${cost}. Until then you keep Team as it is.`);
  });

  test('[U76] what it costs then is said with its seats, and that discounts are not in it', () => {
    const scheduled = makePendingChange();
    const price = { ...scheduled.price, scheme: 'per_seat' as const };
    const discounts = [{ coupon: makeRetentionOffer().coupon, promotionCode: null, endsAt: null }];
    const pendingChange = { ...scheduled, price, quantity: 3 };
    render(view({ subscription: makeSubscription({ pendingChange, discounts }) }));
    expect(region()).toHaveTextContent('costs $96.00 a month for 3 seats plus tax, before discounts.');
  });

  test('[U76] a change that was put off can be undone, and what failed then is said', async () => {
    const onUndo = vi.fn();
    const subscription = makeSubscription({ pendingChange: makePendingChange() });
    const undo = { state: 'ready' as const, problem: null, onUndo };
    const { rerender } = render(view({ subscription, undo }));
    await userEvent.click(button(/^Undo/));
    expect(onUndo).toHaveBeenCalledOnce();
    rerender(view({ subscription, undo: { ...undo, problem: { code: 'network', requestId: null } } }));
    expect(screen.getByRole('alert')).toHaveTextContent(
      'The change could not be undone. The connection failed.',
    );
  });
});

describe('whose plan', () => {
  test('[U81] who may look only chooses nothing, and reads why', () => {
    render(view({ readOnly: true, plans: plansBySeat(), subscription: teamBySeat }));
    expect(screen.getByText('Plans can’t be changed here.')).toBeVisible();
    for (const radio of within(screen.getByRole('group', { name: 'Plan' })).getAllByRole('radio')) {
      expect(radio).toBeDisabled();
    }
    expect(screen.queryByRole('spinbutton')).toBeNull();
    expect(screen.queryByText('Add a promotion code')).toBeNull();
  });

  test('[U34] when the session ended, what would only fail is gone, and what was chosen is still there', () => {
    render(view({ state: 'expired', interval: year, change: makeReadyChange() }));
    expect(screen.getByRole('radio', { name: /^Business/ })).toBeChecked();
    expect(screen.queryByRole('button', { name: /^Pay/ })).toBeNull();
    expect(button('Sign in again')).toBeVisible();
  });

  test('[U87] one of several subscriptions is chosen by name', async () => {
    const onSubscription = vi.fn();
    const other = makeSubscription({ id: 'sub_2', quantity: 6, product: { id: 'prod_2', name: 'Business' } });
    const { rerender } = render(view({ subscriptions: [makeSubscription(), other], onSubscription }));
    const choice = screen.getByRole('group', { name: 'Subscription' });
    expect(within(choice).getByRole('radio', { name: /^Team/ })).toBeChecked();
    await userEvent.click(within(choice).getByRole('radio', { name: 'Business, 6 seats $48.00 a month' }));
    expect(onSubscription).toHaveBeenCalledExactlyOnceWith('sub_2');
    rerender(view({ subscriptions: [other], subscription: other, onSubscription }));
    expect(screen.queryByRole('group', { name: 'Subscription' })).toBeNull();
  });

  test('[U87] who pays for nothing has nothing to change, and is shown the way up', () => {
    render(view({ state: 'empty', subscription: null, plans: [], upgrade: <a href="#prices">See plans</a> }));
    expect(screen.getByText('There is no plan to change.')).toBeVisible();
    expect(screen.getByRole('link', { name: 'See plans' })).toBeVisible();
  });
});

test('[U241] a card that is being entered stays while the change is priced again', async () => {
  const quote = makeQuote({ blockers: [{ code: 'payment_method_required', message: 'Add one.' }] });
  const addPaymentMethod = () => <input aria-label="Card" />;
  const { rerender } = render(view({ change: makeReadyChange(quote), addPaymentMethod }));
  await userEvent.click(button('Add a payment method'));
  await userEvent.type(screen.getByRole('textbox', { name: 'Card' }), '4242');
  rerender(
    view({ change: makeReadyChange(quote, { phase: 'previewing', isQuoteFresh: false }), addPaymentMethod }),
  );
  expect(screen.getByRole('textbox', { name: 'Card' })).toHaveValue('4242');
});
