import {
  confirmSandboxPayment,
  type PaymentMethod,
  type PaymentMethodResult,
  type Scenario,
  type SetupIntent,
} from '@billfold/contract';
import { asCustomer, createTestPortal, type TestCustomer, type TestPortal } from '@billfold/server/testing';
import { act, renderHook, waitFor } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { portalFor, Root, SLOW } from '../../test/portal.js';
import { deferred, json } from '../../test/answers.js';
import { always, lost, openRoutes } from '../../test/routes.js';
import type { Authenticate } from '../payments/Authenticate.js';
import { usePlans } from '../plans/usePlans.js';
import { useSubscriptions } from '../subscriptions/useSubscriptions.js';
import { useInvoice } from './useInvoice.js';
import { useInvoices } from './useInvoices.js';
import { usePayInvoice } from './usePayInvoice.js';
import { useUpcomingInvoice } from './useUpcomingInvoice.js';

let portal: TestPortal;
beforeAll(async () => {
  portal = await createTestPortal();
}, SLOW);
afterAll(() => portal.close());

function useBilling() {
  const { subscriptions } = useSubscriptions();
  const { invoices } = useInvoices();
  const overdue = subscriptions?.[0]?.overdueInvoice ?? null;
  return {
    ...usePayInvoice(),
    subscription: subscriptions?.[0],
    invoices,
    overdue,
    single: useInvoice(invoices?.[0]?.id ?? null).invoice,
  };
}

/** Puts a payment method on file from elsewhere, without making it the default. */
async function addPaymentMethod(customer: TestCustomer, method: 'mastercard'): Promise<PaymentMethod> {
  const { body: intent } = await customer.send<SetupIntent>('POST', '/payment-methods/setup-intent', {});
  await customer.send('POST', '/sandbox/setups/confirm', { clientSecret: intent.clientSecret, method });
  const { body } = await customer.send<PaymentMethodResult>('POST', '/payment-methods', {
    setupIntent: intent.id,
  });
  if (body.status !== 'succeeded') throw new Error(`The payment method was not added: ${body.status}.`);
  return body.paymentMethod;
}

async function open(scenario: Scenario, authenticate?: Authenticate) {
  const { id } = await portal.createScenario(scenario);
  const customer = await asCustomer(portal, id);
  const page = portalFor(portal, id);
  const { result } = renderHook(useBilling, {
    wrapper: ({ children }) => (
      <Root page={page} authenticate={authenticate}>
        {children}
      </Root>
    ),
  });
  await waitFor(() => expect(result.current.subscription && result.current.single).toBeDefined());
  const reaches = (phase: string) => waitFor(() => expect(result.current.phase).toBe(phase));
  return { result, page, customer, reaches };
}

describe('an overdue invoice', () => {
  test('[H49] that is paid changes where it stands, and repairs its subscription', async () => {
    const { result, customer, reaches, page } = await open('pastDue');
    const { id } = result.current.overdue!;
    expect(result.current.single).toMatchObject({ id, status: 'open' });
    const { lines } = result.current.single!;
    await customer.send('PATCH', '/sandbox', { paymentMethod: 'visa' });
    act(() => {
      result.current.pay(id);
      result.current.pay(id);
    });
    await reaches('succeeded');
    expect(result.current.variables).toMatchObject({ invoice: id });
    expect(result.current.invoices!.find((invoice) => invoice.id === id)).toMatchObject({ status: 'paid' });
    expect(result.current.single).toMatchObject({ id, status: 'paid', lines });
    await waitFor(() =>
      expect(result.current.subscription).toMatchObject({ status: 'active', overdueInvoice: null }),
    );
    expect(page.requests.filter((request) => request.endsWith('/pay'))).toHaveLength(1);
  });

  test('[H49] whose payment is refused stays, and says why', async () => {
    const { result, reaches } = await open('pastDue');
    act(() => result.current.pay(result.current.overdue!.id));
    await reaches('failed');
    expect(result.current.problem).toMatchObject({ code: 'payment_failed' });
    expect(result.current.problem!.payment!.failure).toBeTruthy();
    expect(result.current.subscription).toMatchObject({ status: 'past_due' });
  });

  test.each([
    ['authenticated', 'succeeded'],
    ['refused', 'failed'],
  ] as const)('[H49] whose payment is %s by the bank has %s', async (outcome, phase) => {
    const { result, reaches } = await open('requiresAction', async ({ client, clientSecret }) => {
      await client.call(confirmSandboxPayment, { clientSecret, outcome }, { idempotencyKey: clientSecret });
      return outcome;
    });
    const { id } = result.current.overdue!;
    act(() => result.current.pay(id));
    await reaches(phase);
    expect(result.current.problem === null).toBe(phase === 'succeeded');
    await waitFor(() =>
      expect(result.current.invoices!.find((invoice) => invoice.id === id)).toMatchObject({
        status: phase === 'succeeded' ? 'paid' : 'open',
      }),
    );
  });
});

describe('what is told of a payment', () => {
  const paid = (id: string) => always({ status: 'succeeded', invoice: { id, status: 'paid' } });
  afterEach(() => history.replaceState(null, '', '/'));

  test('[H69] names its invoice, so that it is not taken for one that is overdue since', async () => {
    const page = openRoutes({ 'POST /invoices/in_1/pay': paid('in_1'), 'POST /invoices/in_2/pay': lost });
    const { result } = renderHook(() => usePayInvoice(), { wrapper: page.wrapper });
    expect(result.current).toMatchObject({ phase: 'idle', invoice: null });
    act(() => result.current.pay('in_1'));
    await waitFor(() => expect(result.current).toMatchObject({ phase: 'succeeded', invoice: 'in_1' }));
    act(() => result.current.pay('in_2'));
    await waitFor(() => expect(result.current).toMatchObject({ phase: 'failed', invoice: 'in_2' }));
  });

  test('[H69] names the one that a customer comes back with, until another is paid', async () => {
    history.replaceState(null, '', '/settings?billfold_payment=in_1');
    const page = openRoutes({
      'GET /invoices/in_1': always({ id: 'in_1', status: 'paid' }),
      'POST /invoices/in_2/pay': paid('in_2'),
    });
    const { result } = renderHook(() => usePayInvoice(), { wrapper: page.wrapper });
    await waitFor(() => expect(result.current).toMatchObject({ phase: 'succeeded', invoice: 'in_1' }));
    act(() => result.current.pay('in_2'));
    await waitFor(() => expect(result.current).toMatchObject({ phase: 'succeeded', invoice: 'in_2' }));
  });
});

describe('what an invoice is charged to', () => {
  const PAY = 'POST /invoices/in_1/pay';
  const paid = always({ status: 'succeeded', invoice: { id: 'in_1', status: 'paid' } });

  test('[H107] can be another payment method this once', async () => {
    const { result, customer, reaches } = await open('pastDue');
    const added = await addPaymentMethod(customer, 'mastercard');
    const before = result.current.subscription!.paymentMethod;
    act(() => result.current.pay(result.current.overdue!.id, { paymentMethod: added.id }));
    await reaches('succeeded');
    expect(result.current.single!.payment).toMatchObject({
      status: 'succeeded',
      method: { last4: added.last4 },
    });
    await waitFor(() => expect(result.current.subscription).toMatchObject({ status: 'active' }));
    expect(result.current.subscription!.paymentMethod).toEqual(before);
  });

  test('[H107] makes another intent of it; the same one keeps its key until it is answered', async () => {
    const page = openRoutes({ [PAY]: [lost, lost, lost, paid] });
    const { result } = renderHook(() => usePayInvoice(), { wrapper: page.wrapper });
    for (const [at, paymentMethod] of ['pm_1', 'pm_1', 'pm_2', 'pm_2'].entries()) {
      act(() => result.current.pay('in_1', { paymentMethod }));
      await waitFor(() => expect(page.sentTo(PAY)).toHaveLength(at + 1));
      await waitFor(() => expect(result.current.isPending).toBe(false));
    }
    const keys = page.sentTo(PAY).map(({ headers }) => headers.get('Idempotency-Key'));
    expect([keys[1], keys[3]]).toEqual([keys[0], keys[2]]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  test('[H107] is not charged beside a payment that is under way', async () => {
    const answer = deferred<Response>();
    const page = openRoutes({ [PAY]: () => answer.promise });
    const { result } = renderHook(() => usePayInvoice(), { wrapper: page.wrapper });
    act(() => result.current.pay('in_1', { paymentMethod: 'pm_1' }));
    act(() => result.current.pay('in_1', { paymentMethod: 'pm_2' }));
    await waitFor(() => expect(page.sentTo(PAY)).toHaveLength(1));
    answer.resolve(json({ status: 'succeeded', invoice: { id: 'in_1', status: 'paid' } }));
    await waitFor(() => expect(result.current.phase).toBe('succeeded'));
    expect(page.sentTo(PAY)).toHaveLength(1);
  });

  test('[H108] what was tried too often says when it can be tried again', async () => {
    const { result, page, reaches } = await open('pastDue');
    const tries = () => page.requests.filter((request) => request.endsWith('/pay')).length;
    while (result.current.problem?.code !== 'too_many_attempts' && tries() < 8) {
      const before = tries();
      act(() => result.current.pay(result.current.overdue!.id));
      await waitFor(() => expect(tries()).toBe(before + 1));
      await waitFor(() => expect(result.current.isPending).toBe(false));
    }
    await reaches('failed');
    expect(result.current.problem).toMatchObject({ code: 'too_many_attempts' });
    expect(Date.parse(result.current.retryAt!)).toBeGreaterThan(Date.now() + 3_500_000);
    expect(Date.parse(result.current.retryAt!)).toBeLessThan(Date.now() + 3_700_000);
  });
});

describe('the next invoice', () => {
  function renderUpcoming(scenario: Promise<{ id: string }>) {
    return scenario.then(({ id }) => {
      const page = portalFor(portal, id);
      const { result } = renderHook(
        () => {
          const subscription = useSubscriptions().subscriptions?.[0];
          return { ...useUpcomingInvoice(subscription?.id ?? null), subscription };
        },
        { wrapper: ({ children }) => <Root page={page}>{children}</Root> },
      );
      return { result, page };
    });
  }

  test('[H29] is what the subscription is going to be charged', async () => {
    const { result } = await renderUpcoming(portal.createScenario('active'));
    await waitFor(() => expect(result.current.upcomingInvoice).toBeDefined());
    expect(result.current.upcomingInvoice).toMatchObject({
      subscription: result.current.subscription!.id,
      issuedAt: result.current.subscription!.renewsAt,
    });
    expect(result.current.upcomingInvoice!.lines.length).toBeGreaterThan(0);
  });

  test('[H45] is null where none is to come', async () => {
    const { result } = await renderUpcoming(portal.createScenario('canceling'));
    await waitFor(() => expect(result.current.upcomingInvoice).toBeNull());
  });

  test('[H33] of nothing is not asked for', async () => {
    const { result, page } = await renderUpcoming(portal.createScenario('free'));
    await waitFor(() => expect(page.requests).toHaveLength(1));
    expect(result.current.fetchStatus).toBe('idle');
  });
});

test('[H45] plans are told for the subscription that is asked about', async () => {
  const { id } = await portal.createScenario('multiSubscription');
  const page = portalFor(portal, id);
  const { result } = renderHook(
    () => {
      const { subscriptions } = useSubscriptions();
      const [first, second] = subscriptions ?? [];
      return {
        subscriptions,
        of: [usePlans({ subscription: first?.id }), usePlans({ subscription: second?.id })],
      };
    },
    { wrapper: ({ children }) => <Root page={page}>{children}</Root> },
  );
  const currentOf = (at: number) =>
    result.current.of[at]!.plans?.flatMap(({ prices }) => prices).filter(({ current }) => current);
  await waitFor(() => {
    expect(currentOf(0)).toMatchObject([{ id: result.current.subscriptions![0]!.price.id }]);
    expect(currentOf(1)).toMatchObject([{ id: result.current.subscriptions![1]!.price.id }]);
  });
});
