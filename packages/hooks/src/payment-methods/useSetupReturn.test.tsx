import { confirmSandboxSetup, createSetupIntent, type Scenario } from '@billfold/contract';
import { createTestPortal, type TestPortal } from '@billfold/server/testing';
import { act, renderHook, waitFor } from '@testing-library/react';
import { StrictMode, type ReactNode } from 'react';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { failure } from '../../test/answers.js';
import { portalFor, Root, SLOW, type Page } from '../../test/portal.js';
import { always, lost, openRoutes } from '../../test/routes.js';
import { createClient } from '../client.js';
import { makeKey } from '../useIntentKey.js';
import { usePaymentMethods } from './usePaymentMethods.js';
import { useSetupReturn } from './useSetupReturn.js';

let portal: TestPortal;
beforeAll(async () => {
  portal = await createTestPortal();
}, SLOW);
afterAll(() => portal.close());

const replaced = vi.fn<(url: string) => void>();
beforeEach(() => {
  const replaceState = history.replaceState.bind(history);
  vi.spyOn(history, 'replaceState').mockImplementation((state, unused, url) => {
    replaced(String(url));
    replaceState(state, unused, url);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  replaced.mockClear();
  history.replaceState(null, '', '/');
});

const pageOf = async (scenario: Scenario) => portalFor(portal, (await portal.createScenario(scenario)).id);

/** What the page before has left with its provider: an intent, and how far the customer has come with their bank. */
async function leaveWith(page: Page, outcome: 'authenticated' | 'refused' | null) {
  const client = createClient({ baseUrl: portal.url, session: page.session, fetch: page.fetch });
  const intent = await client.call(createSetupIntent, {}, { idempotencyKey: makeKey() });
  const method = 'authentication_at_setup';
  const tell = (said?: 'authenticated' | 'refused') =>
    client.call(
      confirmSandboxSetup,
      { clientSecret: intent.clientSecret, method, outcome: said },
      { idempotencyKey: makeKey() },
    );
  await tell();
  if (outcome) await tell(outcome);
  page.requests.length = 0;
  return intent;
}

/** The address that a provider sends the customer back to. */
const comeBack = (intent: { id: string; clientSecret: string }, status: string, choice = 'default') =>
  history.replaceState(
    { ofRouter: 1 },
    '',
    `/settings?tab=billing&billfold_setup=${choice}&setup_intent=${intent.id}&setup_intent_client_secret=${intent.clientSecret}&redirect_status=${status}#methods`,
  );

function openPage(page: Page) {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <StrictMode>
      <Root page={page}>{children}</Root>
    </StrictMode>
  );
  const { result } = renderHook(
    () => ({ ...useSetupReturn(), paymentMethods: usePaymentMethods().paymentMethods }),
    { wrapper },
  );
  const reaches = (status: string) => waitFor(() => expect(result.current.status).toBe(status));
  const asked = () => page.requests.filter((request) => request === 'POST /portal/v1/payment-methods');
  return { result, reaches, asked, wrapper };
}

describe('a customer who comes back from their bank', () => {
  test('[H94] has their payment method on file, as they have chosen, once also in StrictMode', async () => {
    const page = await pageOf('active');
    const intent = await leaveWith(page, 'authenticated');
    comeBack(intent, 'succeeded');
    const { result, reaches, asked } = openPage(page);
    expect(location.href).toBe(`${location.origin}/settings?tab=billing#methods`);
    expect(history.state).toEqual({ ofRouter: 1 });
    expect(result.current.status).toBe('finishing');
    await reaches('succeeded');
    expect(result.current.paymentMethod).toMatchObject({ isDefault: true });
    expect(result.current.moved).toHaveLength(1);
    expect(asked()).toHaveLength(1);
    await waitFor(() => expect(result.current.paymentMethods![0]!.id).toBe(result.current.paymentMethod!.id));
    act(() => result.current.dismiss());
    expect(result.current.status).toBe('idle');
  });

  test('[H94] with what was not to be the default has it beside the default', async () => {
    const page = await pageOf('active');
    comeBack(await leaveWith(page, 'authenticated'), 'succeeded', 'add');
    const { result, reaches } = openPage(page);
    await reaches('succeeded');
    expect(result.current).toMatchObject({ paymentMethod: { isDefault: false }, moved: [] });
  });

  test.each([
    ['refused', 'payment_failed'],
    [null, 'payment_failed'],
  ] as const)(
    '[H95] and whose bank has said %s is not believed the address, which says succeeded',
    async (outcome, code) => {
      const page = await pageOf('active');
      comeBack(await leaveWith(page, outcome), 'succeeded');
      const { result, reaches } = openPage(page);
      await waitFor(() => expect(result.current.paymentMethods).toBeDefined());
      const before = result.current.paymentMethods!;
      await reaches('failed');
      expect(result.current.problem).toMatchObject({ code });
      expect(result.current.paymentMethods).toEqual(before);
    },
  );

  test('[H95] with an address that says failed has on file what is on file', async () => {
    const page = await pageOf('active');
    comeBack(await leaveWith(page, 'authenticated'), 'failed');
    const { reaches } = openPage(page);
    await reaches('succeeded');
  });

  test('[H95] with the intent of somebody else is told nothing, and nothing is theirs by it', async () => {
    const intent = await leaveWith(await pageOf('active'), 'authenticated');
    const page = await pageOf('active');
    comeBack(intent, 'succeeded');
    const { result, reaches, asked } = openPage(page);
    await waitFor(() => expect(asked()).toHaveLength(1));
    await reaches('idle');
    await waitFor(() => expect(result.current.paymentMethods).toHaveLength(1));
    expect(location.search).toBe('?tab=billing');
  });
});

describe('an address', () => {
  test.each([
    ['of payment fields that are not ours', '?setup_intent=seti_1&redirect_status=succeeded', false],
    ['without an intent', '?billfold_setup=default', true],
    ['with what is no intent', '?billfold_setup=default&setup_intent=../subscriptions', true],
    ['with what nobody has chosen', '?billfold_setup=everything&setup_intent=seti_1', true],
    ['with what is no subscription', '?billfold_setup=default.some.in_1&setup_intent=seti_1', true],
  ])('[H96] %s is not followed', async (_, search, isCleaned) => {
    const page = openRoutes({});
    history.replaceState(null, '', `/settings${search}`);
    const { result } = renderHook(() => useSetupReturn(), { wrapper: page.wrapper });
    expect(result.current.status).toBe('idle');
    expect(page.sent).toEqual([]);
    expect(location.search).toBe(isCleaned ? '' : search);
  });

  test('[H96] of a payment is left to those who follow payments', async () => {
    const page = openRoutes({});
    history.replaceState(null, '', '/settings?billfold_payment=in_1&payment_intent=pi_1');
    renderHook(() => useSetupReturn(), { wrapper: page.wrapper });
    expect(location.search).toBe('?billfold_payment=in_1&payment_intent=pi_1');
    expect(page.sent).toEqual([]);
  });

  test('[H94] is clean before anything is sent', async () => {
    const page = openRoutes({
      'POST /payment-methods': () => {
        expect(location.search).toBe('');
        return failure(409, 'setup_not_confirmed');
      },
    });
    history.replaceState(null, '', '/settings?billfold_setup=add&setup_intent=seti_1');
    const { result } = renderHook(() => useSetupReturn(), { wrapper: page.wrapper });
    await waitFor(() => expect(result.current.problem).toMatchObject({ code: 'setup_not_confirmed' }));
  });

  test('[H97] whose answer is lost is asked again under the key that is made of its intent', async () => {
    const paymentMethod = { id: 'pm_1', isDefault: false };
    const page = openRoutes({
      'POST /payment-methods': [lost, always({ status: 'succeeded', paymentMethod, moved: [] })],
    });
    history.replaceState(
      null,
      '',
      '/settings?billfold_setup=default.some.sub_1&setup_intent=seti_1&setup_intent_client_secret=seti_1_secret_2',
    );
    const { result } = renderHook(() => useSetupReturn(), { wrapper: page.wrapper });
    await waitFor(() => expect(result.current.status).toBe('unknown'));
    act(() => result.current.retry());
    await waitFor(() => expect(result.current.status).toBe('succeeded'));
    const sent = page.sentTo('POST /payment-methods');
    expect(sent.map(({ headers }) => headers.get('Idempotency-Key'))).toEqual([
      'return_seti_1_0',
      'return_seti_1_0',
    ]);
    expect(JSON.parse(String(sent[0]!.init.body))).toEqual({
      setupIntent: 'seti_1',
      makeDefault: true,
      subscriptions: ['sub_1'],
    });
    expect(sent.some(({ url, init }) => `${url} ${String(init.body)}`.includes('secret'))).toBe(false);
  });
});
