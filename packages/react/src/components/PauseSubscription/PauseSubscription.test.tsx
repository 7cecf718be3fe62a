import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { makePrice, makeSubscription, money } from '../../../test/builders.js';
import { makeDiscount } from '../../../test/changeBuilders.js';
import { pauseSubscriptionView as view } from '../../../test/changeStates.js';

const pause = { startsAt: '2026-12-14T00:00:00.000Z', resumesAt: '2027-01-14T00:00:00.000Z' };
const paused = makeSubscription({ status: 'paused', pause, renewsAt: null });
const button = (name: string) => screen.getByRole('button', { name });

test('[U102] what rests, and when what is charged again, is told for the length that is chosen', async () => {
  const onPause = vi.fn();
  const { container } = render(view({ onPause }));
  expect(container).toHaveTextContent('Team stays active until Dec 14, 2026, because it is paid until then.');
  expect(container).toHaveTextContent('During the pause you can not use it, and nothing is charged.');
  expect(container).toHaveTextContent(
    'On Jan 14, 2027 it goes on by itself, and you are charged $48.00 a month plus tax.',
  );
  await userEvent.click(screen.getByRole('radio', { name: '3 months until Mar 14, 2027' }));
  expect(container).toHaveTextContent('On Mar 14, 2027 it goes on by itself');
  await userEvent.click(button('Pause plan'));
  expect(onPause).toHaveBeenCalledExactlyOnceWith('2027-03-14T00:00:00.000Z');
});

test('[U103] a pause that has not begun is taken back, and no price is spoken of', async () => {
  const onResume = vi.fn();
  const { container, rerender } = render(view());
  rerender(view({ subscription: makeSubscription({ pause }), outcome: 'paused', onResume }));
  expect(screen.getByText(/Team pauses from/)).toHaveFocus();
  expect(container).not.toHaveTextContent('$');
  await userEvent.click(button('Do not pause'));
  expect(onResume).toHaveBeenCalledOnce();
  rerender(view({ outcome: 'kept' }));
  expect(screen.getByText('Team does not pause.')).toHaveFocus();
});

test('[U103] to end one that has begun says what it costs, on the button too', () => {
  const { container } = render(view({ subscription: paused, resumeAmount: money(4800) }));
  expect(container).toHaveTextContent('Team is paused until Jan 14, 2027. Nothing is charged until then.');
  expect(container).toHaveTextContent('You are charged $48.00 for it at once.');
  expect(button('Pay $48.00 and resume')).toBeEnabled();
});

test('[U103] while the price is not known, nobody resumes', () => {
  render(view({ subscription: paused, resumeAmount: null }));
  expect(button('Resume now')).toBeDisabled();
});

test('[U103] the bank’s step has its place in the page; a refusal leaves it paused', () => {
  const actionRef = vi.fn();
  const { rerender, container } = render(
    view({ subscription: paused, resumeAmount: money(4800), progress: 'authenticating', actionRef }),
  );
  expect(actionRef).toHaveBeenCalledWith(expect.any(HTMLDivElement));
  expect(container.firstElementChild).toContainElement(actionRef.mock.calls[0]?.[0]);
  rerender(
    view({
      subscription: paused,
      resumeAmount: money(4800),
      problem: { code: 'payment_failed', requestId: null, failure: 'contact_bank' },
    }),
  );
  expect(screen.getByRole('alert')).toHaveTextContent('Your plan was not resumed.Ask your bank about it');
  expect(button('Pay $48.00 and resume')).toBeEnabled();
});

test('[U104] nothing at all where there is nothing to pause', () => {
  const { container } = render(view({ state: 'ready', subscription: undefined, subscriptions: [] }));
  expect(container).toBeEmptyDOMElement();
});

test('[U121] after a lost answer nobody claims that it was not paused', () => {
  render(view({ problem: { code: 'timeout', requestId: null, isUnknown: true } }));
  expect(screen.getByRole('alert')).toHaveTextContent('We do not know whether this arrived.');
  expect(screen.getByRole('alert')).not.toHaveTextContent('not paused');
});

test('[U122] what is charged after a pause is named as what it is: with tax or without, before discounts', () => {
  const inclusive = makePrice({ taxBehavior: 'inclusive' });
  const { container, rerender } = render(view({ subscription: makeSubscription({ price: inclusive }) }));
  expect(container).toHaveTextContent('you are charged $48.00 a month, tax included.');
  rerender(view({ subscription: makeSubscription({ discounts: [makeDiscount()] }) }));
  expect(container).toHaveTextContent('you are charged $48.00 a month plus tax, before discounts.');
});
