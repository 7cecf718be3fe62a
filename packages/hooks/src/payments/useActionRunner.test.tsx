import { act, render, renderHook, screen, waitFor } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { deferred, failure, json } from '../../test/answers.js';
import { makePrice, makeSubscription, usd } from '../../test/resources.js';
import { always, lost, openRoutes, type Routes } from '../../test/routes.js';
import type { AuthenticationResult, AuthenticationStep } from './Authenticate.js';
import type { ActionTarget } from './settlement.js';
import { useActionRunner } from './useActionRunner.js';

const ONE = 'GET /subscriptions/sub_1';
const TARGET = { subscription: 'sub_1', price: 'price_team', quantity: 5 };
const team = makePrice('price_team');

const waiting = makeSubscription({
  version: 4,
  pendingPayment: {
    status: 'requires_action',
    clientSecret: 'pi_1_secret',
    amount: usd(9000),
    product: { id: 'prod_team', name: 'Team' },
    price: team,
    quantity: 5,
    expiresAt: '2026-11-21T08:00:00.000Z',
  },
});
const changed = makeSubscription({ version: 5, price: team, quantity: 5 });
const unchanged = makeSubscription({ version: 5 });

beforeEach(() => history.replaceState(null, '', '/settings?tab=billing#plans'));
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** A bank that waits for the test to say what the customer does, with all that it was asked. */
function bank() {
  const asked: AuthenticationStep[] = [];
  const answers: ((result: AuthenticationResult) => void)[] = [];
  const authenticate = (step: AuthenticationStep) => {
    asked.push(step);
    const answer = deferred<AuthenticationResult>();
    answers.push(answer.resolve);
    return answer.promise;
  };
  return {
    asked,
    authenticate,
    say: (result: AuthenticationResult) => act(async () => answers.at(-1)!(result)),
  };
}

function open(routes: Routes, { authenticate, asked, say } = bank()) {
  const page = openRoutes(routes, { authenticate });
  const hook = renderHook(() => useActionRunner(), { wrapper: page.wrapper });
  const run = (secret = 'pi_1_secret', target: ActionTarget = TARGET) =>
    act(() => void hook.result.current.run(secret, target));
  const reaches = (state: string) => waitFor(() => expect(hook.result.current.state).toBe(state));
  return { ...page, ...hook, asked, say, run, reaches };
}

describe('a confirmation', () => {
  test('[H59] is drawn into the element that is there once it is known that there is something to draw', async () => {
    const { authenticate, asked, say } = bank();
    const { wrapper: Wrapper } = openRoutes({ [ONE]: always(changed) }, { authenticate });
    function Payment() {
      const { state, run, containerRef } = useActionRunner();
      return (
        <>
          <button type="button" onClick={() => void run('pi_1_secret', TARGET)}>
            {state}
          </button>
          {state === 'running' && <div ref={containerRef} data-testid="bank" />}
        </>
      );
    }
    render(
      <StrictMode>
        <Wrapper>
          <Payment />
        </Wrapper>
      </StrictMode>,
    );
    act(() => screen.getByRole('button').click());
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      clientSecret: 'pi_1_secret',
      container: screen.getByTestId('bank'),
      returnUrl: `${location.origin}/settings?tab=billing&billfold_payment=sub_1.price_team.5#plans`,
    });
    await say('authenticated');
    expect(await screen.findByRole('button', { name: 'confirmed' })).toBeVisible();
    expect(asked).toHaveLength(1);
  });

  test('[H59] runs once for its client secret, also for two components at once and afterwards', async () => {
    const { authenticate, asked, say } = bank();
    const { wrapper } = openRoutes({ [ONE]: always(changed) }, { authenticate });
    const { result } = renderHook(() => [useActionRunner(), useActionRunner()] as const, { wrapper });
    act(() => result.current.forEach(({ run }) => void run('pi_1_secret', TARGET)));
    await say('authenticated');
    await waitFor(() => expect(result.current.map(({ state }) => state)).toEqual(['confirmed', 'confirmed']));

    act(() => void result.current[0].run('pi_1_secret', TARGET));
    await waitFor(() => expect(result.current[0].state).toBe('confirmed'));
    expect(asked).toHaveLength(1);
    act(() => void result.current[0].run('pi_2_secret', TARGET));
    expect(asked).toHaveLength(2);
  });

  test('[H59] that the root was given nothing for fails, and the page is told why', async () => {
    const reported = vi.fn<(error: Error) => void>();
    vi.stubGlobal('reportError', reported);
    const page = openRoutes({ [ONE]: always(waiting) });
    const { result } = renderHook(() => useActionRunner(), { wrapper: page.wrapper });
    act(() => void result.current.run('pi_1_secret', TARGET));
    await waitFor(() => expect(result.current.state).toBe('failed'));
    expect(reported.mock.calls[0]![0].message).toMatch(/has no `authenticate`/);
  });

  test('[H59] that breaks confirms nothing', async () => {
    const reported = vi.fn();
    vi.stubGlobal('reportError', reported);
    const broken = { ...bank(), authenticate: () => Promise.reject(new Error('No script.')) };
    const { run, reaches, result } = open({ [ONE]: always(waiting) }, broken);
    run();
    await reaches('failed');
    expect(result.current.outcome!.problem).toMatchObject({ code: 'payment_failed' });
    expect(reported).toHaveBeenCalledOnce();
  });

  test.each(['refused', 'abandoned'] as const)(
    '[H60] that is %s fails with what is true by then',
    async (said) => {
      const { run, say, reaches, result } = open({ [ONE]: always(unchanged) });
      run();
      await reaches('running');
      await say(said);
      await reaches('failed');
      expect(result.current.outcome).toMatchObject({
        status: 'failed',
        subscription: unchanged,
        problem: { code: 'payment_failed', payment: { failure: 'authentication_required' } },
      });
    },
  );

  test.each(['refused', 'abandoned'] as const)(
    '[H66] that is %s here but was made in another window is confirmed',
    async (said) => {
      const { run, say, reaches, result } = open({ [ONE]: always(changed) });
      run();
      await say(said);
      await reaches('confirmed');
      expect(result.current.outcome).toMatchObject({
        status: 'confirmed',
        subscription: changed,
        problem: null,
      });
    },
  );

  test.each([
    ['cannot be seen', lost],
    ['still waits', always(waiting)],
  ])('[H66] that is refused and %s has failed', async (_, answer) => {
    const { run, say, reaches } = open({ [ONE]: answer });
    run();
    await say('refused');
    await reaches('failed');
  });

  test('[H62] is abandoned when nobody waits for it any more, and can be run again', async () => {
    const banks = bank();
    const page = openRoutes({ [ONE]: always(waiting) }, { authenticate: banks.authenticate });
    const first = renderHook(() => useActionRunner(), { wrapper: page.wrapper });
    act(() => void first.result.current.run('pi_1_secret', TARGET));
    expect(banks.asked[0]!.signal.aborted).toBe(false);
    first.unmount();
    await waitFor(() => expect(banks.asked[0]!.signal.aborted).toBe(true));
  });

  test('[H66] of which nobody knows is asked of the portal before it is called anything, and can be run again', async () => {
    const { run, say, reaches, asked, result } = open({ [ONE]: [lost, always(changed)] });
    run();
    await say('unknown');
    await reaches('settling');
    await reaches('confirmed');
    expect(result.current.outcome).toMatchObject({ subscription: changed, problem: null });
    run();
    await reaches('running');
    expect(asked).toHaveLength(2);
  });

  test('[H62] can be run again once it was abandoned', async () => {
    const { run, say, reaches, asked } = open({ [ONE]: always(waiting) });
    run();
    await say('abandoned');
    await reaches('failed');
    run();
    await reaches('running');
    expect(asked).toHaveLength(2);
  });

  test('[H62] is abandoned on a page that wakes up without its bank', async () => {
    const { run, reaches, asked } = open({ [ONE]: always(waiting) });
    run();
    await reaches('running');
    act(() => void dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true })));
    await reaches('failed');
    expect(asked[0]!.signal.aborted).toBe(true);
  });
});

describe('what became of a payment', () => {
  test('[H60] is what the portal says, however often it must be asked', async () => {
    vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout'],
      shouldAdvanceTime: true,
      advanceTimeDelta: 200,
    });
    const processing = {
      ...waiting,
      pendingPayment: { ...waiting.pendingPayment!, status: 'processing', clientSecret: null },
    };
    const answers = [always(processing), lost, always(processing), always(changed)];
    const { run, say, reaches, result, sentTo } = open({ [ONE]: answers });
    run();
    await say('authenticated');
    await reaches('settling');
    await reaches('confirmed');
    expect(result.current.outcome).toMatchObject({
      status: 'confirmed',
      subscription: changed,
      problem: null,
    });
    expect(sentTo(ONE)).toHaveLength(4);
  });

  test('[H60] is a failure when what was paid for is not there in the end, whatever the bank’s page said', async () => {
    const { run, say, reaches, result } = open({ [ONE]: always(unchanged) });
    run();
    await say('authenticated');
    await reaches('failed');
    expect(result.current.outcome).toMatchObject({ subscription: unchanged });
  });

  test('[H60] is not called a failure because it took longer than half a minute', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    const { wrapper, sentTo } = openRoutes({ [ONE]: always(waiting) });
    const { result } = renderHook(() => useActionRunner(), { wrapper });
    let outcome: unknown = null;
    act(() => void result.current.follow(TARGET).then((told) => (outcome = told)));
    await act(() => vi.advanceTimersByTimeAsync(29_000));
    expect(outcome).toBeNull();
    await act(() => vi.advanceTimersByTimeAsync(3000));
    expect(outcome).toMatchObject({ status: 'settling', subscription: waiting, problem: null });
    const looks = sentTo(ONE).length;
    expect(looks).toBeLessThanOrEqual(10);
    await act(() => vi.advanceTimersByTimeAsync(120_000));
    expect(sentTo(ONE)).toHaveLength(looks);
  });

  test.each([
    [true, 'confirmed'],
    [false, 'settling'],
  ])(
    '[H60] of an invoice is seen at its subscription where invoices are not shown: paid %s',
    async (isPaid, state) => {
      const overdueInvoice = isPaid ? null : { id: 'in_1' };
      const { result, reaches } = open({
        'GET /invoices/in_1': () => failure(403, 'feature_disabled'),
        'GET /subscriptions': () => json({ data: [{ ...changed, overdueInvoice }] }),
      });
      act(() => void result.current.follow({ invoice: 'in_1' }));
      await reaches(state);
    },
  );
});

describe('a customer who comes back', () => {
  const comeBack = (value: string) =>
    history.replaceState({ router: 1 }, '', `/settings?tab=billing&billfold_payment=${value}#plans`);

  test('[H61] is followed by what the address says, which is taken out of it', async () => {
    comeBack('sub_1.price_team.5');
    const { reaches, result, asked } = open({ [ONE]: always(changed) });
    expect(location.pathname + location.search + location.hash).toBe('/settings?tab=billing#plans');
    expect(history.state).toEqual({ router: 1 });
    await reaches('confirmed');
    expect(result.current).toMatchObject({
      target: TARGET,
      isReturn: true,
      outcome: { subscription: changed },
    });
    expect(asked).toEqual([]);
  });

  test('[H61] is not told of a success that did not happen', async () => {
    comeBack('sub_1.price_team.5');
    const { reaches } = open({ [ONE]: always(unchanged) });
    await reaches('failed');
  });

  test('[H61] is followed once in StrictMode, by all components that are there, and not by those that come later', async () => {
    comeBack('sub_1.price_team.5');
    const page = openRoutes({ [ONE]: always(changed) });
    const wrapper = ({ children }: { children: React.ReactNode }) => (
      <StrictMode>{page.wrapper({ children })}</StrictMode>
    );
    const { result } = renderHook(() => [useActionRunner(), useActionRunner()], { wrapper });
    await waitFor(() => expect(result.current.map(({ state }) => state)).toEqual(['confirmed', 'confirmed']));
    expect(page.sentTo(ONE)).toHaveLength(1);
    const later = renderHook(() => useActionRunner(), { wrapper: page.wrapper });
    expect(later.result.current.state).toBe('idle');
  });

  test('[H61] to a page of two customers is followed by the one it belongs to', async () => {
    comeBack('sub_1.price_team.5');
    const mine = openRoutes({ [ONE]: always(changed) });
    const other = openRoutes({}, { customer: 'user_2' });
    const State = ({ name }: { name: string }) => <output>{`${name} ${useActionRunner().state}`}</output>;
    render(
      <>
        {mine.wrapper({ children: <State name="mine" /> })}
        {other.wrapper({ children: <State name="other" /> })}
      </>,
    );
    expect(await screen.findByText('mine confirmed')).toBeVisible();
    expect(await screen.findByText('other idle')).toBeVisible();
  });

  test('[H61] is shown only where it is of interest', async () => {
    comeBack('in_1');
    const page = openRoutes({ 'GET /invoices/in_1': always({ id: 'in_1', status: 'paid' }) });
    const { result } = renderHook(
      () => [useActionRunner(), useActionRunner((target) => 'subscription' in target)],
      { wrapper: page.wrapper },
    );
    await waitFor(() => expect(result.current[0]!.state).toBe('confirmed'));
    expect(result.current[1]!.state).toBe('idle');
  });

  test.each([
    '',
    '1',
    'sub_',
    '../sub_1',
    'sub_1.price_x',
    'sub_1.price_x.0',
    'sub_1.price_x.1e9',
    'cus_1',
    'sub_1/x',
  ])('[H61] with %j in the address is followed by nothing', async (value) => {
    comeBack(encodeURIComponent(value));
    const { result, sent } = open({});
    expect(location.search).toBe('?tab=billing');
    expect(result.current.state).toBe('idle');
    expect(sent).toEqual([]);
  });
});

describe('a change of which nobody knows what became', () => {
  const underWay = makeSubscription({
    version: 4,
    pendingPayment: { ...waiting.pendingPayment!, status: 'processing', clientSecret: null },
  });
  const later = makeSubscription({
    version: 5,
    pendingChange: {
      product: { id: 'prod_team', name: 'Team' },
      price: team,
      quantity: 5,
      amount: usd(9000),
      effectiveAt: '2026-12-20T09:00:00.000Z',
    },
  });

  test.each([
    ['it was made', changed, 'confirmed'],
    ['it was made for later', later, 'confirmed'],
    ['it was not made', unchanged, 'failed'],
  ])('[H137] is waited for, looks that fail are none, and then %s', async (_, then, state) => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const away = failure(503, 'provider_unavailable');
    const looks = [json(underWay), away, json(underWay), away];
    const { result } = open({ [ONE]: () => looks.shift() ?? json(then) });
    act(() => void result.current.follow(TARGET));
    expect(result.current.state).toBe('settling');
    for (let n = 0; n < 40 && result.current.state === 'settling'; n++) {
      await act(() => vi.advanceTimersByTimeAsync(1_000));
    }
    expect(result.current.state).toBe(state);
  });

  test('[H141] is not judged by what the portal knew before it', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const before = () => json(unchanged, { 'Billfold-As-Of': '2026-11-20T12:03:00.000Z' });
    const { result } = open({ [ONE]: [before, before, always(changed)] });
    act(() => void result.current.follow(TARGET));
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    expect(result.current.state).toBe('settling');
    for (let n = 0; n < 10; n++) await act(() => vi.advanceTimersByTimeAsync(1_000));
    expect(result.current.state).toBe('confirmed');
  });

  test('[H137] is never said to have failed while that is not known, however long it takes', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const { result } = open({ [ONE]: always(underWay) });
    act(() => void result.current.follow(TARGET));
    for (let n = 0; n < 60; n++) await act(() => vi.advanceTimersByTimeAsync(1_000));
    expect(result.current.outcome?.status).toBe('settling');
    expect(result.current.outcome?.problem).toBeNull();
  });
});
