import type { PaymentMethod } from '@billfold/contract';
import { act, renderHook, waitFor } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { deferred, failure, json } from '../../test/answers.js';
import { fieldsThat } from '../../test/paymentFields.js';
import { always, lost, openRoutes, setOnline, type Routes } from '../../test/routes.js';
import type { FieldsConfirmation } from './PaymentFieldsHandle.js';
import { useAddPaymentMethod, type AddPaymentMethodInput } from './useAddPaymentMethod.js';

const INTENT = 'POST /payment-methods/setup-intent';
const ADD = 'POST /payment-methods';
const CONFIRMED: FieldsConfirmation[] = [{ status: 'confirmed' }];

const setupIntent = { id: 'seti_1', clientSecret: 'seti_1_secret_2', createdAt: '2026-11-20T09:00:00.000Z' };
const paymentMethod = { id: 'pm_1', isDefault: true, createdAt: setupIntent.createdAt } as PaymentMethod;
const succeeded = always({ status: 'succeeded', paymentMethod, moved: [] });

beforeEach(() => history.replaceState(null, '', '/settings?tab=billing#methods'));
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

function open(routes: Routes, input: AddPaymentMethodInput = { makeDefault: true }) {
  const page = openRoutes({ [INTENT]: always(setupIntent), ...routes });
  const { wrapper: Root } = page;
  const hook = renderHook(() => useAddPaymentMethod(input), {
    wrapper: ({ children }) => (
      <StrictMode>
        <Root>{children}</Root>
      </StrictMode>
    ),
  });
  const reaches = (status: string) => waitFor(() => expect(hook.result.current.status).toBe(status));
  const keysOf = (name: string) => page.sentTo(name).map(({ headers }) => headers.get('Idempotency-Key'));
  return { ...page, ...hook, reaches, keysOf };
}

describe('when nobody answers', () => {
  test('[H82] at the end, it is unknown, and sent again under the same key without asking the bank', async () => {
    const { result, reaches, keysOf } = open({ [ADD]: [lost, () => failure(503, 'internal'), succeeded] });
    const fields = fieldsThat([...CONFIRMED]);
    act(() => result.current.submit(fields));
    await reaches('unknown');
    expect(result.current.problem).toMatchObject({ code: 'network' });
    act(() => result.current.retry());
    await waitFor(() => expect(result.current.problem).toMatchObject({ code: 'internal' }));
    expect(result.current.status).toBe('unknown');
    act(() => result.current.submit(fields));
    await reaches('succeeded');

    const [first, second, third] = keysOf(ADD);
    expect([second, third]).toEqual([first, first]);
    expect(fields.confirmations).toHaveLength(1);
    expect(keysOf(INTENT)).toHaveLength(1);
  });

  test('[H82] at the beginning, nothing has happened, and the intent is asked for under the same key', async () => {
    const { result, reaches, keysOf } = open({ [INTENT]: [lost, always(setupIntent)], [ADD]: succeeded });
    setOnline(false);
    const fields = fieldsThat([...CONFIRMED]);
    act(() => result.current.submit(fields));
    await reaches('failed');
    expect(result.current.problem).toMatchObject({ code: 'network' });
    expect(fields.confirmations).toHaveLength(0);
    setOnline(true);
    expect(keysOf(INTENT)).toHaveLength(1);
    act(() => result.current.submit(fields));
    await reaches('succeeded');
    expect(new Set(keysOf(INTENT)).size).toBe(1);
  });

  test('[H89] to the confirmation, the portal is asked; and the fields again, where it does not know of it', async () => {
    const { result, reaches } = open({ [ADD]: [() => failure(409, 'setup_not_confirmed'), succeeded] });
    const fields = fieldsThat([{ status: 'unknown' }, { status: 'unknown' }]);
    act(() => result.current.submit(fields));
    await reaches('failed');
    expect(result.current.problem).toMatchObject({ code: 'setup_not_confirmed' });
    act(() => result.current.submit(fields));
    await reaches('succeeded');
    expect(fields.confirmations.map(({ clientSecret }) => clientSecret)).toEqual([
      'seti_1_secret_2',
      'seti_1_secret_2',
    ]);
  });
});

describe('in the middle', () => {
  test('[H83] a session that is over takes nothing back: the next press goes on', async () => {
    const { result, reaches, keysOf } = open({
      [ADD]: [() => failure(401, 'unauthorized'), () => failure(401, 'unauthorized'), succeeded],
    });
    const fields = fieldsThat([...CONFIRMED]);
    act(() => result.current.submit(fields));
    await reaches('failed');
    expect(result.current.problem).toMatchObject({ code: 'unauthorized' });
    act(() => result.current.submit(fields));
    await reaches('succeeded');
    expect([fields.confirmations.length, keysOf(INTENT).length]).toEqual([1, 1]);
  });

  test('[H84] a bank that asks again and again is left after the third time', async () => {
    const { result, reaches } = open({
      [ADD]: always({ status: 'requires_action', clientSecret: 'seti_1_secret_3' }),
    });
    const fields = fieldsThat([...CONFIRMED]);
    act(() => result.current.submit(fields));
    await reaches('failed');
    expect(result.current.problem!.payment).toEqual({ failure: 'authentication_required' });
    expect(fields.confirmations.map(({ clientSecret }) => clientSecret)).toEqual([
      'seti_1_secret_2',
      'seti_1_secret_3',
      'seti_1_secret_3',
    ]);
  });

  test('[H81] fields that break are no answer to the customer but one to whoever watches the page', async () => {
    const reported = vi.fn();
    vi.stubGlobal('reportError', reported);
    const { result, reaches } = open({});
    const broken = new TypeError('elements is undefined');
    act(() => result.current.submit(fieldsThat(() => Promise.reject(broken))));
    await reaches('failed');
    expect(result.current.problem).toMatchObject({ code: 'internal' });
    expect(reported.mock.calls).toEqual([[broken]]);
    vi.unstubAllGlobals();
  });

  test('[H81] too many tries say until when', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-20T09:00:00.000Z') });
    const { result, reaches } = open({
      [INTENT]: () => failure(429, 'too_many_attempts', { 'Retry-After': '90' }),
    });
    act(() => result.current.submit(fieldsThat([...CONFIRMED])));
    await reaches('failed');
    expect(result.current.retryAt).toBe('2026-11-20T09:01:30.000Z');
  });

  test('[H93] the bank knows where to send the customer back to, with what they have chosen and no secret', async () => {
    const { result, reaches } = open(
      { [ADD]: succeeded },
      { makeDefault: true, subscriptions: ['sub_1', 'sub_2'] },
    );
    const fields = fieldsThat([...CONFIRMED]);
    act(() => result.current.submit(fields));
    await reaches('succeeded');
    expect(fields.confirmations[0]!.returnUrl).toBe(
      `${location.origin}/settings?tab=billing&billfold_setup=default.some.sub_1.sub_2#methods`,
    );
  });
});

describe('a bank that has not said', () => {
  test('[H85] is asked for half a minute at most, each time anew, and it is pending until then and afterwards', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'Date'] });
    const { result, keysOf } = open({ [ADD]: always({ status: 'pending' }) });
    act(() => result.current.submit(fieldsThat([...CONFIRMED])));
    await act(() => vi.advanceTimersByTimeAsync(100));
    expect(result.current.status).toBe('pending');
    act(() => result.current.retry());
    await act(() => vi.advanceTimersByTimeAsync(120_000));
    expect(result.current.status).toBe('pending');
    expect(keysOf(ADD)).toHaveLength(10);
    expect(new Set(keysOf(ADD)).size).toBe(10);
  });

  test('[H85] and cannot be reached in between has not said either', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'Date'] });
    const { result } = open({ [ADD]: [always({ status: 'pending' }), lost, succeeded] });
    act(() => result.current.submit(fieldsThat([...CONFIRMED])));
    await act(() => vi.advanceTimersByTimeAsync(1000));
    expect(result.current.status).toBe('pending');
    await act(() => vi.advanceTimersByTimeAsync(5000));
    expect(result.current.status).toBe('succeeded');
  });
});

describe('a portal that does not know yet', () => {
  test('[H140] what became of an addition is asked again, and has not refused it', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'Date'] });
    const stillUnderWay = () => failure(409, 'change_in_progress');
    const { result } = open({
      [ADD]: [always({ status: 'pending' }), stillUnderWay, stillUnderWay, succeeded],
    });
    act(() => result.current.submit(fieldsThat([...CONFIRMED])));
    await act(() => vi.advanceTimersByTimeAsync(1000));
    expect(result.current).toMatchObject({ status: 'pending', problem: null });
    await act(() => vi.advanceTimersByTimeAsync(5000));
    expect(result.current.status).toBe('succeeded');
  });

  test('[H140] is asked again by whoever presses once more', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'Date'] });
    const { result } = open({ [ADD]: [() => failure(409, 'change_in_progress'), succeeded] });
    act(() => result.current.submit(fieldsThat([...CONFIRMED])));
    await act(() => vi.advanceTimersByTimeAsync(100));
    expect(result.current).toMatchObject({ status: 'pending', problem: null });
    await act(() => vi.advanceTimersByTimeAsync(1000));
    expect(result.current.status).toBe('succeeded');
  });
});

describe('a form that goes away', () => {
  test('[H86] leaves the bank; what was accepted by then is put on file all the same', async () => {
    const { result, unmount, sentTo } = open({ [ADD]: succeeded });
    const answer = deferred<FieldsConfirmation>();
    const fields = fieldsThat(() => answer.promise);
    act(() => result.current.submit(fields));
    await waitFor(() => expect(fields.confirmations).toHaveLength(1));
    const { signal } = fields.confirmations[0]!;
    expect(signal.aborted).toBe(false);
    unmount();
    await waitFor(() => expect(signal.aborted).toBe(true));
    answer.resolve({ status: 'confirmed' });
    await waitFor(() => expect(sentTo(ADD)).toHaveLength(1));
  });

  test('[H86] before its intent is there asks no bank', async () => {
    const answer = deferred<Response>();
    const { result, unmount, sentTo } = open({ [INTENT]: () => answer.promise });
    const fields = fieldsThat([...CONFIRMED]);
    act(() => result.current.submit(fields));
    await waitFor(() => expect(sentTo(INTENT)).toHaveLength(1));
    unmount();
    answer.resolve(json(setupIntent));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(fields.confirmations).toHaveLength(0);
  });

  test('[H86] by a reset does the same, and one that is being put on file is not forgotten', async () => {
    const answer = deferred<Response>();
    const { result, reaches } = open({ [ADD]: () => answer.promise });
    const first = fieldsThat(() => new Promise(() => undefined));
    act(() => result.current.submit(first));
    await reaches('confirming');
    act(() => result.current.reset());
    expect([result.current.status, first.confirmations[0]!.signal.aborted]).toEqual(['idle', true]);

    act(() => result.current.submit(fieldsThat([...CONFIRMED])));
    await reaches('finishing');
    act(() => result.current.reset());
    expect(result.current.status).toBe('finishing');
    answer.resolve(json({ status: 'succeeded', paymentMethod, moved: [] }));
    await reaches('succeeded');
  });
});

describe('another customer', () => {
  const NOW_BOB = { customer: 'cus_bob' };

  test('[H88] is shown nothing of it, and nothing that was entered before goes to their intent', async () => {
    const { result, reaches, sentTo } = open({
      [INTENT]: [always(setupIntent), () => json(setupIntent, NOW_BOB)],
      [ADD]: [() => failure(402, 'payment_failed')],
    });
    act(() => result.current.submit(fieldsThat([...CONFIRMED])));
    await reaches('failed');
    act(() => result.current.reset());

    // Somebody else has signed in meanwhile: the intent that is made next is theirs.
    const fields = fieldsThat([...CONFIRMED]);
    act(() => result.current.submit(fields));
    await waitFor(() => expect(sentTo(INTENT)).toHaveLength(2));
    await reaches('idle');
    expect(fields.confirmations).toHaveLength(0);
    expect(result.current.problem).toBeNull();
  });
});
