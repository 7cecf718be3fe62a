import type { InputOf, Scenario, updateSandboxControls } from '@billfold/contract';
import { confirmSandboxPayment } from '@billfold/contract';
import { asCustomer, createTestPortal, type TestPortal } from '@billfold/server/testing';
import { act, renderHook, waitFor } from '@testing-library/react';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { portalFor, Root, SLOW } from '../../test/portal.js';
import { makeSubscription } from '../../test/resources.js';
import { always, openRoutes } from '../../test/routes.js';
import type { Authenticate } from '../payments/Authenticate.js';
import { useSession } from '../sessions/useSession.js';
import { useDeletePendingChange } from './useDeletePendingChange.js';
import { usePauseSubscription } from './usePauseSubscription.js';
import { useResumeSubscription } from './useResumeSubscription.js';
import { useSubscriptions } from './useSubscriptions.js';

let portal: TestPortal;
beforeAll(async () => {
  portal = await createTestPortal({
    project: { features: { subscriptionPause: { enabled: true, maxMonths: 2 } } },
  });
}, SLOW);
afterAll(() => portal.close());

function useChanges() {
  const subscription = useSubscriptions().subscriptions?.[0];
  return {
    subscription,
    pausing: usePauseSubscription(subscription),
    resuming: useResumeSubscription(subscription),
    undoing: useDeletePendingChange(subscription),
  };
}

async function open(scenario: Scenario, authenticate?: Authenticate) {
  const { id } = await portal.createScenario(scenario);
  const customer = await asCustomer(portal, id);
  const page = portalFor(portal, id);
  const { result } = renderHook(useChanges, {
    wrapper: ({ children }) => (
      <Root page={page} authenticate={authenticate}>
        {children}
      </Root>
    ),
  });
  await waitFor(() => expect(result.current.subscription).toBeDefined());
  const control = (controls: InputOf<typeof updateSandboxControls>) =>
    customer.send('PATCH', '/sandbox', controls);
  const resumed = (phase: string) => waitFor(() => expect(result.current.resuming.phase).toBe(phase));
  return { result, customer, control, resumed };
}

describe('a pause', () => {
  test('[H48] has the lengths that the portal allows, and each of them is accepted', async () => {
    const { result, customer } = await open('active');
    await waitFor(() => expect(result.current.pausing.options).toHaveLength(2));
    const { resumesAt } = result.current.pausing.options[1]!;
    act(() => result.current.pausing.pause({ resumesAt }));
    await waitFor(() => expect(result.current.subscription!.pause).not.toBeNull());
    expect(result.current.subscription!.pause).toEqual({
      startsAt: result.current.subscription!.currentPeriod.endAt,
      resumesAt,
    });
    expect(await customer.subscription()).toMatchObject({ pause: { resumesAt } });
  });

  test('[H49] that has not begun is taken back and costs nothing', async () => {
    const { result, customer, resumed } = await open('active');
    act(() => result.current.pausing.pause({}));
    await waitFor(() => expect(result.current.subscription!.pause).not.toBeNull());
    const invoices = await customer.invoices();
    expect(result.current.resuming.phase).toBe('idle');
    act(() => result.current.resuming.resume());
    await resumed('succeeded');
    expect(result.current.subscription).toMatchObject({ status: 'active', pause: null });
    expect(await customer.invoices()).toEqual(invoices);
  });

  test('[H48] has no lengths where this portal offers none', async () => {
    const subscription = makeSubscription();
    const { wrapper, sentTo } = openRoutes({
      'GET /session': always({ features: { subscriptionPause: { enabled: false, maxMonths: 3 } } }),
    });
    const { result } = renderHook(() => ({ ...usePauseSubscription(subscription), ...useSession() }), {
      wrapper,
    });
    await waitFor(() => expect(result.current.session).toBeDefined());
    expect(sentTo('GET /session')).toHaveLength(1);
    expect(result.current.options).toEqual([]);
  });
});

describe('the end of a pause', () => {
  test('[H49] is charged', async () => {
    const { result, customer, resumed } = await open('paused');
    expect(result.current.subscription).toMatchObject({ status: 'paused' });
    act(() => result.current.resuming.resume());
    await resumed('succeeded');
    expect(result.current.subscription).toMatchObject({ status: 'active', pause: null });
    expect((await customer.invoices())[0]).toMatchObject({ status: 'paid' });
  });

  test('[H49] that is declined leaves the pause, and says why', async () => {
    const { result, control, resumed } = await open('paused');
    await control({ nextCharge: 'fails' });
    act(() => result.current.resuming.resume());
    await resumed('failed');
    expect(result.current.resuming.problem).toMatchObject({ code: 'payment_failed', payment: {} });
    expect(result.current.subscription).toMatchObject({ status: 'paused' });
  });

  test('[H49] that the bank must confirm takes place when it has', async () => {
    const phases: string[] = [];
    let current = () => '';
    const { result, control, resumed } = await open('paused', async ({ client, clientSecret }) => {
      await new Promise((resolve) => setTimeout(resolve));
      phases.push(current());
      const outcome = 'authenticated';
      await client.call(confirmSandboxPayment, { clientSecret, outcome }, { idempotencyKey: clientSecret });
      return outcome;
    });
    current = () => result.current.resuming.phase;
    await control({ nextCharge: 'requires_action' });
    act(() => result.current.resuming.resume());
    await resumed('succeeded');
    expect(phases).toEqual(['authenticating']);
    expect(result.current.subscription).toMatchObject({
      status: 'active',
      pause: null,
      pendingPayment: null,
    });
  });
});

test('[H50] a scheduled change is taken back', async () => {
  const { result, customer } = await open('scheduledDowngrade');
  expect(result.current.subscription!.pendingChange).not.toBeNull();
  act(() => result.current.undoing.deletePendingChange());
  await waitFor(() => expect(result.current.subscription!.pendingChange).toBeNull());
  expect(await customer.subscription()).toMatchObject({ pendingChange: null });
});
