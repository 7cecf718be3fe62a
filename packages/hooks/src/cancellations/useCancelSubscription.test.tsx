import type { Scenario } from '@billfold/contract';
import { asCustomer, createTestPortal, type TestPortal } from '@billfold/server/testing';
import { act, renderHook, waitFor } from '@testing-library/react';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deferred, json } from '../../test/answers.js';
import { portalFor, Root, SLOW } from '../../test/portal.js';
import { makeSubscription } from '../../test/resources.js';
import { always, openRoutes } from '../../test/routes.js';
import { useSubscriptions } from '../subscriptions/useSubscriptions.js';
import { useCancelSubscription } from './useCancelSubscription.js';
import { useRetentionOffer } from './useRetentionOffer.js';

let portal: TestPortal;
/** A portal that offers somebody who cancels a coupon instead. */
let offering: TestPortal;
beforeAll(async () => {
  portal = await createTestPortal();
  offering = await createTestPortal({
    project: { features: { subscriptionCancel: { retention: { offerCoupon: 'save20' } } } },
  });
}, SLOW);
afterAll(() => Promise.all([portal.close(), offering.close()]));

function useCancellation({ enabled }: { enabled: boolean }) {
  const subscription = useSubscriptions().subscriptions?.[0];
  return {
    ...useCancelSubscription(subscription, { enabled }),
    retention: useRetentionOffer(subscription, { enabled }),
    subscription,
  };
}

async function open(scenario: Scenario, { enabled = true, at = portal } = {}) {
  const { id } = await at.createScenario(scenario);
  const customer = await asCustomer(at, id);
  const page = portalFor(at, id);
  const { result, rerender } = renderHook(useCancellation, {
    wrapper: ({ children }) => <Root page={page}>{children}</Root>,
    initialProps: { enabled },
  });
  await waitFor(() => expect(result.current.subscription).toBeDefined());
  const previewed = () => waitFor(() => expect(result.current.preview.preview).toBeDefined());
  const done = () => waitFor(() => expect(result.current.isSuccess).toBe(true));
  return { result, rerender, page, customer, previewed, done };
}

const asked = (requests: string[], operation: string) =>
  requests.filter((request) => request.endsWith(operation)).length;

describe('cancel', () => {
  test('[H46] at the end of the period is told before, done with the reason, and taken back', async () => {
    const { result, previewed, done, customer, page } = await open('active');
    await previewed();
    const { currentPeriod } = result.current.subscription!;
    expect(result.current.preview.preview).toMatchObject({
      mode: 'at_period_end',
      effectiveAt: currentPeriod.endAt,
    });
    act(() => result.current.cancel({ feedback: 'unused', comment: 'We moved on.' }));
    await done();
    expect(result.current.variables).toMatchObject({ verb: 'cancel', feedback: 'unused' });
    expect(result.current.subscription).toMatchObject({ status: 'active', cancelAt: currentPeriod.endAt });
    // There is nothing left to cancel, and nobody is told that this was an error.
    expect(result.current.preview).toMatchObject({ preview: undefined, error: null, fetchStatus: 'idle' });
    expect(asked(page.requests, '/cancel-preview')).toBe(1);

    act(() => result.current.keep());
    await waitFor(() => expect(result.current.subscription).toMatchObject({ cancelAt: null }));
    expect(await customer.subscription()).toEqual(result.current.subscription);
  });

  test('[H46] of what is overdue ends at once, as the preview says', async () => {
    const { result, previewed, done, page } = await open('pastDue');
    await previewed();
    const { mode, stopsCollection, outstanding } = result.current.preview.preview!;
    expect({ mode, stopsCollection }).toEqual({ mode: 'immediately', stopsCollection: true });
    expect(outstanding.amount).toBeGreaterThan(0);
    act(() => result.current.cancel());
    await done();
    expect(result.current.subscription).toMatchObject({ status: 'canceled' });
    expect(asked(page.requests, '/cancel')).toBe(1);
  });

  test('[H46] pressed before the preview is there waits for it', async () => {
    const preview = deferred<Response>();
    const subscription = makeSubscription();
    const { wrapper, sent } = openRoutes({
      'GET /subscriptions/sub_1/cancel-preview': async () => (await preview.promise).clone(),
      'POST /subscriptions/sub_1/cancel': always({ ...subscription, status: 'canceled' }),
    });
    const { result } = renderHook(() => useCancelSubscription(subscription), { wrapper });
    act(() => result.current.cancel());
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(result.current.isPending).toBe(true);
    await act(async () => preview.resolve(json({ mode: 'immediately' })));
    await waitFor(() => expect(result.current.isSuccess).toBe(true));
    expect(sent.filter(({ url }) => url.endsWith('cancel-preview'))).toHaveLength(1);
  });
});

describe('a preview', () => {
  test('[H47] is not asked for as long as nobody wants to cancel', async () => {
    const { rerender, page, previewed } = await open('active', { enabled: false });
    expect(asked(page.requests, '/cancel-preview')).toBe(0);
    rerender({ enabled: true });
    await previewed();
    expect(asked(page.requests, '/cancel-preview')).toBe(1);
  });

  test('[H47] is not asked for where the end is decided', async () => {
    const { page, result } = await open('canceling');
    expect(result.current.preview.fetchStatus).toBe('idle');
    expect(asked(page.requests, '/cancel-preview')).toBe(0);
  });
});

describe('an offer', () => {
  test.each(['acceptOffer', 'accept'] as const)('[H46] is taken by %s instead, once', async (verb) => {
    const { result, previewed } = await open('active', { at: offering });
    await previewed();
    expect(result.current.retention.offer).toMatchObject({ coupon: { id: 'save20' } });
    const why = { feedback: 'too_expensive' } as const;
    act(() => (verb === 'accept' ? result.current.retention.accept(why) : result.current.acceptOffer(why)));
    await waitFor(() => expect(result.current.subscription!.discounts).toHaveLength(1));
    expect(result.current.subscription).toMatchObject({ cancelAt: null });
    await waitFor(() => expect(result.current.retention.offer).toBeNull());
  });

  test('[H46] that there is none of is null', async () => {
    const { result, previewed } = await open('active');
    await previewed();
    expect(result.current.retention.offer).toBeNull();
  });
});
