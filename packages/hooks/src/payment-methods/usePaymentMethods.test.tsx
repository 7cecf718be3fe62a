import type { Scenario } from '@billfold/contract';
import { asCustomer, createTestPortal, type TestPortal } from '@billfold/server/testing';
import { act, renderHook, waitFor } from '@testing-library/react';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sandboxFieldsWith } from '../../test/paymentFields.js';
import { portalFor, Root, SLOW } from '../../test/portal.js';
import { deferred } from '../../test/answers.js';
import { always, lost, openRoutes } from '../../test/routes.js';
import { useSubscriptions } from '../subscriptions/useSubscriptions.js';
import { useAddPaymentMethod } from './useAddPaymentMethod.js';
import { usePaymentMethods } from './usePaymentMethods.js';
import { useRemovePaymentMethod } from './useRemovePaymentMethod.js';
import { useSetDefaultPaymentMethod } from './useSetDefaultPaymentMethod.js';

let portal: TestPortal;
beforeAll(async () => {
  portal = await createTestPortal();
}, SLOW);
afterAll(() => portal.close());

/** A page with one payment method more than the scenario has, and what was told to be under way in any render. */
async function open(scenario: Scenario) {
  const underWay = { removing: new Set<string | null>(), settingDefault: new Set<string | null>() };
  const page = portalFor(portal, (await portal.createScenario(scenario)).id);
  const { result } = renderHook(
    () => {
      const [setDefault, remove] = [useSetDefaultPaymentMethod(), useRemovePaymentMethod()];
      underWay.settingDefault.add(setDefault.settingDefault);
      underWay.removing.add(remove.removing);
      return {
        ...usePaymentMethods(),
        subscriptions: useSubscriptions().subscriptions,
        add: useAddPaymentMethod(),
        setDefault,
        remove,
      };
    },
    { wrapper: ({ children }) => <Root page={page}>{children}</Root> },
  );
  await waitFor(() => expect(result.current.paymentMethods).toBeDefined());
  act(() => result.current.add.submit(sandboxFieldsWith('mastercard')));
  await waitFor(() => expect(result.current.add.status).toBe('succeeded'));
  await waitFor(() => expect(result.current.isFetching).toBe(false));
  const [old, added] = result.current.paymentMethods!;
  const sent = (request: string) => page.requests.filter((it) => it.startsWith(request)).length;
  return { page, result, old: old!, added: added!, sent, underWay };
}

test('[H76] nothing is asked for where nobody may see it', async () => {
  const page = openRoutes({});
  const { result } = renderHook(() => usePaymentMethods({ enabled: false }), { wrapper: page.wrapper });
  await new Promise((resolve) => setTimeout(resolve));
  expect(result.current.fetchStatus).toBe('idle');
  expect(page.sent).toEqual([]);
});

describe('a new default', () => {
  test('[H90] stands first, is what subscriptions are charged to, and says which were moved', async () => {
    const { result, old, added, sent, underWay } = await open('multiSubscription');
    expect(result.current.setDefault).toMatchObject({ settingDefault: null, moved: null });
    act(() => {
      result.current.setDefault.setDefault({ paymentMethod: added.id });
      result.current.setDefault.setDefault({ paymentMethod: added.id });
    });
    await waitFor(() => expect(result.current.setDefault.isSuccess).toBe(true));
    expect([...underWay.settingDefault]).toEqual([null, added.id]);
    expect(result.current.setDefault.settingDefault).toBeNull();
    expect(result.current.paymentMethods!.map(({ id, isDefault }) => [id, isDefault])).toEqual([
      [added.id, true],
      [old.id, false],
    ]);
    expect(result.current.setDefault.moved!.length).toBeGreaterThan(1);
    await waitFor(() =>
      expect(new Set(result.current.subscriptions!.map((it) => it.paymentMethod!.last4))).toEqual(
        new Set([added.last4]),
      ),
    );
    expect(sent('POST /portal/v1/payment-methods/pm_')).toBe(1);
  });
});

describe('a removal', () => {
  test('[H91] takes it off the list, and tells which one it is as long as it is under way', async () => {
    const { result, old, added, underWay } = await open('active');
    act(() => result.current.remove.remove(added.id));
    await waitFor(() => expect(result.current.remove.isSuccess).toBe(true));
    expect([...underWay.removing]).toEqual([null, added.id]);
    expect(result.current.paymentMethods!.map(({ id }) => id)).toEqual([old.id]);
    expect(result.current.remove.removing).toBeNull();
  });

  test('[H91] of one that is needed is refused, and the list asked for again, which says why', async () => {
    const { page, result, old, sent } = await open('active');
    const lists = sent('GET /portal/v1/payment-methods');
    act(() => result.current.remove.remove(old.id));
    await waitFor(() => expect(result.current.remove.error).toMatchObject({ code: 'payment_method_in_use' }));
    await waitFor(() => expect(sent('GET /portal/v1/payment-methods')).toBe(lists + 1));
    await waitFor(() => expect(result.current.isFetching).toBe(false));
    expect(result.current.paymentMethods!.find(({ id }) => id === old.id)).toMatchObject({
      removable: false,
      removalBlockedBy: [{ reason: 'subscription' }],
    });
    expect(page.requests.filter((it) => it.startsWith('DELETE'))).toHaveLength(1);
  });

  test('[H91] of one that is gone already is as it was to be', async () => {
    const { page, result, added } = await open('active');
    const elsewhere = await asCustomer(portal, page.customer);
    await elsewhere.send('DELETE', `/payment-methods/${added.id}`);
    act(() => result.current.remove.remove(added.id));
    await waitFor(() => expect(result.current.remove.isSuccess).toBe(true));
    expect(result.current.paymentMethods).toHaveLength(1);
  });
});

describe('two intents', () => {
  test('[H92] wait for each other, each with its own key; the same one is sent once', async () => {
    const page = openRoutes({
      'DELETE /payment-methods/pm_1': [lost, () => new Response(null, { status: 204 })],
      'DELETE /payment-methods/pm_2': () => new Response(null, { status: 204 }),
    });
    const { result } = renderHook(() => useRemovePaymentMethod(), { wrapper: page.wrapper });
    let answers!: Promise<unknown>[];
    act(() => {
      const { mutateAsync } = result.current;
      answers = [mutateAsync('pm_1'), mutateAsync('pm_1'), mutateAsync('pm_2')];
    });
    const told = await act(() => Promise.allSettled(answers));
    expect(told.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    const sent = () => page.sent.filter(({ init }) => init.method === 'DELETE');
    expect(sent().map(({ url }) => url.split('/').at(-1))).toEqual(['pm_1', 'pm_2']);
    const keys = sent().map(({ headers }) => headers.get('Idempotency-Key'));
    expect(new Set(keys).size).toBe(2);
  });

  test('[H92] the second is not sent before the first is answered', async () => {
    const answer = deferred<Response>();
    const page = openRoutes({
      'DELETE /payment-methods/pm_1': () => answer.promise,
      'DELETE /payment-methods/pm_2': () => new Response(null, { status: 204 }),
    });
    const { result } = renderHook(() => useRemovePaymentMethod(), { wrapper: page.wrapper });
    act(() => result.current.remove('pm_1'));
    act(() => result.current.remove('pm_2'));
    await waitFor(() => expect(page.sentTo('DELETE /payment-methods/pm_1')).toHaveLength(1));
    await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
    expect(page.sentTo('DELETE /payment-methods/pm_2')).toHaveLength(0);
    answer.resolve(new Response(null, { status: 204 }));
    await waitFor(() => expect(result.current.isSuccess).toBe(true));
    expect(page.sentTo('DELETE /payment-methods/pm_2')).toHaveLength(1);
  });

  test('[H92] one that nobody has answered is sent again under its key', async () => {
    const page = openRoutes({
      'POST /payment-methods/pm_1/default': [lost, always({ paymentMethod: { id: 'pm_1' }, moved: [] })],
    });
    const { result } = renderHook(() => useSetDefaultPaymentMethod(), { wrapper: page.wrapper });
    for (const status of ['error', 'success']) {
      act(() => result.current.setDefault({ paymentMethod: 'pm_1' }));
      await waitFor(() => expect(result.current.status).toBe(status));
    }
    const keys = page
      .sentTo('POST /payment-methods/pm_1/default')
      .map(({ headers }) => headers.get('Idempotency-Key'));
    expect(keys).toHaveLength(2);
    expect(keys[1]).toBe(keys[0]);
  });
});
