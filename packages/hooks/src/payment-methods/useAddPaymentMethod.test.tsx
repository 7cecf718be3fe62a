import { confirmSandboxSetup, type PaymentMethod, type Scenario } from '@billfold/contract';
import { asCustomer, createTestPortal, type TestPortal } from '@billfold/server/testing';
import { act, renderHook, waitFor } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fieldsThat, sandboxFieldsWith } from '../../test/paymentFields.js';
import { portalFor, Root, SLOW } from '../../test/portal.js';
import { useSubscriptions } from '../subscriptions/useSubscriptions.js';
import { useUpcomingInvoice } from '../invoices/useUpcomingInvoice.js';
import { useAddPaymentMethod, type AddPaymentMethodInput } from './useAddPaymentMethod.js';
import { usePaymentMethods } from './usePaymentMethods.js';

let portal: TestPortal;
beforeAll(async () => {
  portal = await createTestPortal();
}, SLOW);
afterAll(() => portal.close());

async function open(scenario: Scenario, input: AddPaymentMethodInput = { makeDefault: true }) {
  const page = portalFor(portal, (await portal.createScenario(scenario)).id);
  const { result, rerender, unmount } = renderHook(
    () => {
      const { subscriptions } = useSubscriptions();
      return {
        ...useAddPaymentMethod(input),
        paymentMethods: usePaymentMethods().paymentMethods,
        subscriptions,
        upcoming: useUpcomingInvoice(subscriptions?.[0]?.id ?? null).upcomingInvoice,
      };
    },
    {
      wrapper: ({ children }) => (
        <StrictMode>
          <Root page={page}>{children}</Root>
        </StrictMode>
      ),
    },
  );
  await waitFor(() => expect(result.current.paymentMethods).toBeDefined());
  await waitFor(() => expect(result.current.upcoming).toBeDefined());
  const reaches = (status: string) => waitFor(() => expect(result.current.status).toBe(status));
  const sentTo = (path: string) => page.requests.filter((it) => it === `POST /portal/v1${path}`).length;
  return { page, result, rerender, unmount, reaches, sentTo };
}

const names = (methods: PaymentMethod[] | undefined) => methods?.map(({ last4 }) => last4);

describe('one press', () => {
  test('[H78] puts it on file, and shows it wherever a payment method is named', async () => {
    const { result, reaches } = await open('expiringCard');
    const before = result.current.paymentMethods!;
    const fields = sandboxFieldsWith('mastercard');
    act(() => result.current.submit(fields));
    expect(result.current.status).toBe('preparing');
    await reaches('succeeded');

    const { paymentMethod, moved, paymentMethods } = result.current;
    expect(paymentMethod).toMatchObject({ brand: 'mastercard', isDefault: true });
    expect(moved.map(({ id }) => id)).toEqual(result.current.subscriptions!.map(({ id }) => id));
    expect(paymentMethods![0]).toMatchObject({ id: paymentMethod!.id });
    expect(paymentMethods).toHaveLength(before.length + 1);
    const { last4 } = paymentMethod!;
    await waitFor(() => {
      expect(result.current.subscriptions![0]!.paymentMethod!.last4).toBe(last4);
      expect(result.current.upcoming!.paymentMethod!.last4).toBe(last4);
      expect(result.current.paymentMethods!.filter(({ isDefault }) => isDefault)).toHaveLength(1);
    });
  });

  test('[H79] or two, in StrictMode and while the page is rendered anew, are one intent and one confirmation', async () => {
    const { result, rerender, reaches, sentTo } = await open('active');
    const fields = sandboxFieldsWith('mastercard');
    act(() => {
      result.current.submit(fields);
      result.current.submit(fields);
    });
    rerender();
    act(() => result.current.submit(fields));
    await reaches('succeeded');
    expect(fields).toMatchObject({ validations: 1, confirmations: { length: 1 } });
    expect([sentTo('/payment-methods/setup-intent'), sentTo('/payment-methods')]).toEqual([1, 1]);
    // What is on file is not put there once more; another one is, after a reset.
    act(() => result.current.submit(fields));
    expect(result.current.status).toBe('succeeded');
    act(() => result.current.reset());
    act(() => result.current.submit(sandboxFieldsWith('amex')));
    await reaches('succeeded');
    expect(sentTo('/payment-methods/setup-intent')).toBe(2);
  });

  test('[H80] is what makes the intent, not the form', async () => {
    const { result, sentTo, reaches } = await open('active');
    expect(sentTo('/payment-methods/setup-intent')).toBe(0);
    const fields = fieldsThat([{ status: 'invalid' }]);
    fields.validate = async () => false;
    act(() => result.current.submit(fields));
    await reaches('idle');
    expect([fields.confirmations.length, sentTo('/payment-methods/setup-intent')]).toEqual([0, 0]);
  });

  test('[H78] of what is not to be the default leaves the others as they are', async () => {
    const { result, reaches } = await open('active', {});
    const before = result.current.paymentMethods!;
    act(() => result.current.submit(sandboxFieldsWith('mastercard')));
    await reaches('succeeded');
    expect(result.current).toMatchObject({ moved: [], paymentMethod: { isDefault: false } });
    await waitFor(() => expect(result.current.paymentMethods).toHaveLength(before.length + 1));
    expect(names(result.current.paymentMethods)![0]).toBe(names(before)![0]);
  });
});

test('[H113] what nobody has heard of is sent again as it was, whatever is wanted by now', async () => {
  const input = { makeDefault: true };
  const { page, result, rerender, reaches } = await open('active', input);
  const { fetch } = page;
  page.fetch = async (url, init) => {
    const answer = await fetch(url, init);
    if (init?.method !== 'POST' || !String(url).endsWith('/payment-methods')) return answer;
    page.fetch = fetch;
    throw new TypeError('Failed to fetch');
  };
  rerender();
  act(() => result.current.submit(sandboxFieldsWith('mastercard')));
  await reaches('unknown');
  input.makeDefault = false;
  rerender();
  act(() => result.current.retry());
  await reaches('succeeded');
  expect(result.current.paymentMethod).toMatchObject({ last4: '4444', isDefault: true });
});

describe('a refusal', () => {
  test('[H81] says why, and the same intent is confirmed with something else', async () => {
    const { result, reaches, sentTo } = await open('active');
    const before = result.current.paymentMethods!;
    act(() => result.current.submit(sandboxFieldsWith('declined_at_setup')));
    await reaches('failed');
    expect(result.current.problem).toMatchObject({ code: 'payment_failed' });
    expect(result.current.problem!.payment!.failure).toBeTruthy();
    expect(result.current.paymentMethods).toHaveLength(before.length);

    act(() => result.current.submit(sandboxFieldsWith('visa')));
    await reaches('succeeded');
    expect(sentTo('/payment-methods/setup-intent')).toBe(1);
  });

  test('[H81] by the bank is one, and its confirmation is none', async () => {
    const { result, reaches } = await open('active');
    act(() => result.current.submit(sandboxFieldsWith('authentication_at_setup', 'refused')));
    await reaches('failed');
    expect(result.current.problem).toMatchObject({ code: 'payment_failed' });
    act(() => result.current.submit(sandboxFieldsWith('authentication_at_setup')));
    await reaches('succeeded');
  });

  test('[H84] of a bank that the customer has not finished with leads there again, and not for ever', async () => {
    const { result, reaches } = await open('active');
    const asked = sandboxFieldsWith('authentication_at_setup');
    // The fields claim what is not so: only the portal knows.
    const fields = fieldsThat(async (step) => {
      if (fields.confirmations.length > 1) return asked.confirm(step);
      const { client, clientSecret } = step;
      const unfinished = { clientSecret, method: 'authentication_at_setup' } as const;
      await client.call(confirmSandboxSetup, unfinished, { idempotencyKey: 'unfinished' });
      return { status: 'confirmed' };
    });
    act(() => result.current.submit(fields));
    await reaches('succeeded');
    expect(fields.confirmations).toHaveLength(2);
  });

  test('[H81] by the fields without a confirmation is told as the portal tells it', async () => {
    const { result, reaches } = await open('active');
    act(() => result.current.submit(fieldsThat([{ status: 'confirmed' }])));
    await reaches('failed');
    expect(result.current.problem).toMatchObject({ code: 'setup_not_confirmed' });
  });
});

test('[H85] a debit whose mandate takes its time is pending, and on file as soon as it is there', async () => {
  const { page, result, reaches } = await open('active');
  act(() => result.current.submit(sandboxFieldsWith('sepa_debit_slow')));
  await reaches('pending');
  const customer = await asCustomer(portal, page.customer);
  const { now } = (await customer.get<{ now: string }>('/sandbox')).body;
  const advanceTo = new Date(Date.parse(now) + 3_600_000).toISOString();
  await customer.send('POST', '/sandbox/clock', { advanceTo });
  await reaches('succeeded');
  expect(result.current.paymentMethod).toMatchObject({ type: 'sepa_debit', isDefault: true });
});
