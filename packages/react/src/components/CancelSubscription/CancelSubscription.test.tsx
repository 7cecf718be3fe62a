import { cancellationReasons } from '@billfold/contract';
import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import { makeSubscription, money } from '../../../test/builders.js';
import {
  makeCancellationPreview,
  makePendingChange,
  makeRetentionOffer,
  pauseOptions,
} from '../../../test/changeBuilders.js';
import { cancelDecisionView as view } from '../../../test/changeStates.js';
import { inAnyOrder } from './inAnyOrder.js';
import { matchingOffer } from './matchingOffer.js';

const END = '2026-12-14T00:00:00.000Z';
const button = (name: string) => screen.getByRole('button', { name });

describe('what happens', () => {
  test('[U93] nothing is canceled before it is known what that does', async () => {
    const onCancel = vi.fn();
    const { rerender } = render(view({ flow: { preview: null, onCancel } }));
    expect(button('Cancel plan')).toBeDisabled();
    expect(button('Keep plan')).toBeEnabled();
    expect(screen.getByText('Finding out what would happen…')).toBeInTheDocument();

    rerender(view({ flow: { onCancel } }));
    expect(button('Cancel plan')).toBeEnabled();
    await userEvent.click(button('Cancel plan'));
    expect(onCancel).toHaveBeenCalledExactlyOnceWith({});
  });

  test('[U93] what could not be found out can be asked again', async () => {
    const onRetryPreview = vi.fn();
    const previewProblem = { code: 'timeout', requestId: null };
    render(view({ flow: { preview: null, previewProblem, onRetryPreview } }));
    expect(screen.getByRole('alert')).toHaveTextContent('What would happen could not be found out.');
    expect(button('Cancel plan')).toBeDisabled();
    await userEvent.click(button('Try again'));
    expect(onRetryPreview).toHaveBeenCalledOnce();
  });

  test.each([
    ['an active plan', {}, {}, 'Team stays active until Dec 14, 2026. You will not be charged again.'],
    [
      'an active plan, with a last charge',
      {},
      { dueAtEnd: money(770) },
      'Team stays active until Dec 14, 2026. $7.70 is charged then for what was not invoiced yet. After that you will not be charged again.What goes with it',
    ],
    [
      'a trial',
      { status: 'trialing' },
      {},
      'Your trial of Team lasts until Dec 14, 2026. You will not be charged.',
    ],
    [
      'past due',
      { status: 'past_due' },
      { mode: 'immediately', stopsCollection: true, outstanding: money(4800) },
      'Team ends now. The payment that did not go through is not tried again.$48.00 stays owed.',
    ],
    [
      'at once, with credit',
      {},
      { mode: 'immediately', credit: money(3840) },
      'Team ends now. You will not be charged again.The time that you have paid for and not used is given back: $38.40',
    ],
    [
      'at once, with a last charge',
      {},
      { mode: 'immediately', dueAtEnd: money(770) },
      'Team ends now. $7.70 is charged for what was not invoiced yet, less the time that you have paid for and not used. After that you will not be charged again.What goes with it',
    ],
    ['at once, without credit', {}, { mode: 'immediately' }, 'not used is not given back.'],
    [
      'a change that is scheduled',
      { pendingChange: makePendingChange() },
      { dropsPendingChange: true },
      'Your change to Business on Dec 14, 2026 does not take place.',
    ],
  ] as const)('[U94] %s', (_what, subscription, preview, text) => {
    const { container } = render(
      view({
        subscription: makeSubscription(subscription),
        flow: { preview: makeCancellationPreview(preview) },
      }),
    );
    expect(container).toHaveTextContent(text);
  });

  test('[U94] what goes with it is listed, and no money is spoken of where none moves', () => {
    const { container } = render(view({ flow: { preview: makeCancellationPreview() } }));
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      '10 projects',
      'Priority support',
    ]);
    expect(container).not.toHaveTextContent('$');
  });
});

describe('reasons', () => {
  test('[U95] nothing is chosen before; what is chosen and written goes along', async () => {
    const onCancel = vi.fn();
    render(view({ flow: { onCancel } }));
    for (const radio of screen.getAllByRole('radio')) expect(radio).not.toBeChecked();
    await userEvent.click(screen.getByRole('radio', { name: 'It costs too much' }));
    await userEvent.type(screen.getByRole('textbox', { name: 'Anything else? (optional)' }), ' Sorry ');
    await userEvent.click(button('Cancel plan'));
    expect(onCancel).toHaveBeenCalledWith({ feedback: 'too_expensive', comment: 'Sorry' });
  });

  test('[U95] the order is one of many, the same for one customer, with "other" last', () => {
    const orders = Array.from({ length: 200 }, (_, index) => inAnyOrder(cancellationReasons, `sub_${index}`));
    for (const order of orders) {
      expect(order.at(-1)).toBe('other');
      expect([...order].sort()).toEqual([...cancellationReasons].sort());
    }
    expect(inAnyOrder(cancellationReasons, 'sub_7')).toEqual(orders[7]);
    const first = new Map<string, number>();
    for (const [reason = ''] of orders) first.set(reason, (first.get(reason) ?? 0) + 1);
    // 200 customers, 7 reasons: about 29 each. None is favoured, none is left out.
    expect(first.size).toBe(7);
    expect(Math.max(...first.values())).toBeLessThan(60);
  });

  test('[U95] where no reasons are asked for, none are', () => {
    render(view({ flow: { reasons: [] } }));
    expect(screen.queryByRole('group', { name: /Why/ })).toBeNull();
    expect(screen.queryByRole('textbox')).toBeNull();
  });
});

describe('single', () => {
  test('[U96] the offer stands beside the way to cancel, and takes the reason along', async () => {
    const onAcceptOffer = vi.fn();
    render(view({ flow: { onAcceptOffer } }));
    expect(screen.getByText('20% off for 3 months')).toBeVisible();
    expect(screen.getByText(/Your next invoice is then/)).toHaveTextContent('$38.40, on Dec 14, 2026');
    expect(button('Cancel plan')).toBeEnabled();
    await userEvent.click(screen.getByRole('radio', { name: 'It costs too much' }));
    await userEvent.click(button('Keep plan at this price'));
    expect(onAcceptOffer).toHaveBeenCalledWith({ feedback: 'too_expensive' });
  });

  test.each([
    [{ duration: 'once', durationInMonths: null }, '20% off your next invoice'],
    [{ duration: 'forever', durationInMonths: null }, '20% off every invoice'],
    [{ percentOff: null, amountOff: money(500), durationInMonths: 1 }, '$5.00 off for 1 month'],
    [{ percentOff: '33.3333' }, '33.3333% off for 3 months'],
  ] as const)('[U96] the terms of %j', (coupon, text) => {
    const { container } = render(
      view({ flow: { preview: makeCancellationPreview({ retentionOffer: makeRetentionOffer(coupon) }) } }),
    );
    expect(container).toHaveTextContent(text);
  });

  test('[U96] an offer without its callback is not made', () => {
    render(view({ flow: { onAcceptOffer: undefined, pauseOptions, onPause: undefined } }));
    expect(screen.queryByText('Or keep it for less')).toBeNull();
    expect(screen.queryByText('Or pause it')).toBeNull();
  });
});

describe('guided', () => {
  const guided = { mode: 'guided', pauseOptions, onPause: () => {}, onChangePlan: () => {} } as const;

  test('[U97] a reason, the offer that answers it, the end; each with the way to cancel', async () => {
    const onPause = vi.fn();
    render(view({ flow: { ...guided, onPause } }));
    const step = (name: string) => screen.getByText(name);
    expect(step('Step 1 of 3')).toBeVisible();
    expect(button('Cancel plan')).toBeEnabled();
    expect(screen.queryByText('Or pause it')).toBeNull();

    await userEvent.click(screen.getByRole('radio', { name: 'I do not use it enough' }));
    await userEvent.click(button('Continue'));
    expect(step('Step 2 of 3').parentElement).toHaveFocus();
    expect(button('Cancel plan')).toBeEnabled();
    expect(screen.queryByText('Or keep it for less')).toBeNull();
    await userEvent.click(button('Pause until Feb 14, 2027'));
    expect(onPause).toHaveBeenCalledWith('2027-02-14T00:00:00.000Z');

    await userEvent.click(button('Continue'));
    expect(step('Step 3 of 3').parentElement).toHaveFocus();
    expect(screen.queryByRole('button', { name: 'Continue' })).toBeNull();
    await userEvent.click(button('Back'));
    await userEvent.click(button('Back'));
    expect(screen.getByRole('radio', { name: 'I do not use it enough' })).toBeChecked();
  });

  test('[U97] no reason is needed to go on, and no step is shown that has nothing in it', () => {
    render(view({ flow: { mode: 'guided', preview: makeCancellationPreview(), onAcceptOffer: undefined } }));
    expect(screen.getByText('Step 1 of 2')).toBeVisible();
    expect(button('Continue')).toBeEnabled();
  });

  test.each([
    ['too_expensive', 'coupon'],
    ['unused', 'pause'],
    ['too_complex', 'changePlan'],
    ['other', 'coupon'],
    [undefined, 'coupon'],
  ] as const)('[U97] %s is answered by %s', (reason, offer) => {
    expect(matchingOffer(reason, ['changePlan', 'pause', 'coupon'])).toBe(offer);
  });

  test('[U97] where the best answer can not be given, the next one is', () => {
    expect(matchingOffer('unused', ['coupon'])).toBe('coupon');
    expect(matchingOffer('unused', [])).toBeUndefined();
  });
});

describe('strict', () => {
  const strict = {
    mode: 'strict',
    customer: { name: 'Jordan Example', email: 'jordan@example.com' },
    pauseOptions,
    onPause: () => {},
  } as const;

  test('[U98] no question, no offer; the fields are filled in', () => {
    render(view({ flow: strict }));
    expect(screen.queryByRole('radio')).toBeNull();
    expect(screen.queryByText(/^Or /)).toBeNull();
    const told = screen
      .getAllByRole('term')
      .map(({ textContent, nextSibling }) => [textContent, nextSibling?.textContent]);
    expect(told).toEqual([
      ['Name', 'Jordan Example'],
      ['E-mail', 'jordan@example.com'],
      ['Contract', 'Team'],
      ['Contract number', 'sub_1'],
      ['Kind of cancellation', 'Ordinary cancellation'],
      ['Ends on', 'Dec 14, 2026'],
    ]);
    expect(button('Cancel now')).toBeEnabled();
  });

  test('[U98] what is charged with the end is told here too', () => {
    render(view({ flow: { ...strict, preview: makeCancellationPreview({ dueAtEnd: money(770) }) } }));
    const told = screen.getAllByRole('term').at(-1)!;
    expect([told.textContent, told.nextSibling?.textContent]).toEqual(['Charged with the end', '$7.70']);
  });

  test('[U98] the labels are words, and when it was received is said to the minute', () => {
    const words = { cancelSubscription: { strictOpen: 'Verträge hier kündigen' } };
    const { rerender } = render(view({ isOpen: false, flow: strict, words }));
    expect(button('Verträge hier kündigen')).toBeVisible();
    rerender(
      view({
        isOpen: false,
        flow: strict,
        outcome: 'canceled',
        subscription: makeSubscription({ cancelAt: END }),
        canceledAt: '2026-11-20T12:34:00.000Z',
      }),
    );
    expect(screen.getByText(/Team ends on/)).toHaveTextContent(/received on Nov 20, 2026, 12:34.PM UTC/);
  });
});

describe('what is offered besides', () => {
  test('[U123] what a pause means is told above the buttons that begin it', () => {
    const onPause = vi.fn();
    const { rerender } = render(view({ flow: { pauseOptions: pauseOptions.slice(0, 1), onPause } }));
    const truth = screen.getByText(/goes on by itself/);
    expect(truth).toHaveTextContent(
      'On Jan 14, 2027 it goes on by itself, and you are charged $48.00 a month',
    );
    expect(screen.getByText(/because it is paid until then/)).toBeVisible();
    expect(truth.compareDocumentPosition(button('Pause until Jan 14, 2027'))).toBe(
      Node.DOCUMENT_POSITION_FOLLOWING,
    );
    rerender(view({ flow: { pauseOptions, onPause } }));
    expect(screen.getByText(/^On the day that you choose it goes on by itself/)).toBeVisible();
  });
});

describe('which plan', () => {
  test('[U101] with several plans it is asked which one', async () => {
    const onSubscription = vi.fn();
    const two = [makeSubscription(), makeSubscription({ id: 'sub_2', quantity: 6 })];
    render(view({ isOpen: false, subscriptions: two, onSubscription }));
    const choice = screen.getByRole('group', { name: 'Which plan?' });
    const rows = within(choice).getAllByRole('radio');
    expect(rows[0]).toHaveAccessibleName('Team $48.00 a month');
    expect(rows[1]).toHaveAccessibleName('Team, 6 seats $48.00 a month');
    await userEvent.click(rows[1]!);
    expect(onSubscription).toHaveBeenCalledWith('sub_2');
  });

  test('[U101] nothing at all where there is nothing to cancel', () => {
    const { container } = render(view({ state: 'empty', subscription: undefined, subscriptions: [] }));
    expect(container).toBeEmptyDOMElement();
  });
});
