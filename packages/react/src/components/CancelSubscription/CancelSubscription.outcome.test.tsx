import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import { makeSubscription } from '../../../test/builders.js';
import { cancelDecisionView as view } from '../../../test/changeStates.js';

const END = '2026-12-14T00:00:00.000Z';
const button = (name: string) => screen.getByRole('button', { name });

describe('while it is done', () => {
  test('[U99] one thing is done at a time', () => {
    render(view({ flow: { progress: 'canceling' } }));
    expect(button('Cancel plan')).toHaveAttribute('aria-busy', 'true');
    expect(button('Keep plan')).toBeDisabled();
    expect(button('Keep plan at this price')).toBeDisabled();
    expect(screen.getByText('Canceling…')).toBeInTheDocument();
  });

  test('[U99] what failed is said, and what was written stays', async () => {
    const { rerender } = render(view());
    await userEvent.type(screen.getByRole('textbox'), 'Too slow');
    rerender(view({ flow: { problem: { code: 'version_stale', requestId: 'req_1' } } }));
    expect(screen.getByRole('alert')).toHaveTextContent('Your plan was not canceled.');
    expect(screen.getByRole('textbox')).toHaveValue('Too slow');
    expect(button('Cancel plan')).toBeEnabled();
  });

  test.each([
    ['canceling', 'Your plan was not canceled.'],
    ['accepting', 'The lower price was not applied.'],
    ['pausing', 'Your plan was not paused.'],
  ] as const)('[U121] what failed is named by what was tried: %s', (failedAt, title) => {
    render(view({ flow: { problem: { code: 'conflict', requestId: null }, failedAt } }));
    expect(screen.getByRole('alert')).toHaveTextContent(title);
  });

  test('[U121] after a lost answer nobody claims that it was not canceled', () => {
    render(
      view({
        flow: { problem: { code: 'network', requestId: null, isUnknown: true }, failedAt: 'canceling' },
      }),
    );
    expect(screen.getByRole('alert')).toHaveTextContent('We do not know whether this arrived.');
    expect(screen.getByRole('alert')).not.toHaveTextContent('not canceled');
  });

  test('[U121] it was canceled after all: nothing is said of keeping, which nobody asked for', () => {
    const problem = { code: 'timeout', requestId: null };
    const ending = { isOpen: false, subscription: makeSubscription({ cancelAt: END, renewsAt: null }) };
    const { rerender } = render(view({ ...ending, flow: { problem, failedAt: 'canceling' } }));
    expect(screen.queryByRole('alert')).toBeNull();
    rerender(view({ ...ending, flow: { problem: { ...problem, code: 'conflict' }, failedAt: 'keeping' } }));
    expect(screen.getByRole('alert')).toHaveTextContent('Your plan could not be kept.');
  });
});

describe('after it', () => {
  test('[U124] “at the lower price” is not said of a plan that was paused elsewhere since', () => {
    const { rerender } = render(view({ isOpen: false, outcome: 'accepted' }));
    expect(screen.getByText('Team goes on, at the lower price.')).toBeVisible();
    const pause = { startsAt: END, resumesAt: '2027-01-14T00:00:00.000Z' };
    rerender(view({ isOpen: false, outcome: 'accepted', subscription: makeSubscription({ pause }) }));
    expect(screen.queryByText(/Team goes on/)).toBeNull();
  });

  test('[U100] the end is told and can be taken back; the focus is on it, and then on what is so', async () => {
    const onUndo = vi.fn();
    const { rerender } = render(view());
    const ending = makeSubscription({ cancelAt: END, renewsAt: null });
    rerender(view({ isOpen: false, outcome: 'canceled', subscription: ending, onUndo }));
    expect(screen.getByText(/Team ends on/)).toHaveTextContent('Team ends on Dec 14, 2026.');
    expect(screen.getByText(/Team ends on/)).toHaveFocus();
    await userEvent.click(button('Keep plan'));
    expect(onUndo).toHaveBeenCalledOnce();

    rerender(view({ isOpen: false, outcome: 'kept' }));
    expect(screen.getByText('Team goes on.')).toHaveFocus();
    expect(button('Cancel plan')).toBeEnabled();
  });

  test('[U100] what ended is not offered back, and a change from elsewhere takes no focus', () => {
    const { rerender } = render(view({ isOpen: false }));
    rerender(view({ isOpen: false, subscription: makeSubscription({ status: 'canceled', endedAt: END }) }));
    expect(screen.getByText(/Team ended on/)).toHaveTextContent('Dec 14, 2026');
    expect(screen.queryByRole('button')).toBeNull();
    expect(document.body).toHaveFocus();
  });
});
