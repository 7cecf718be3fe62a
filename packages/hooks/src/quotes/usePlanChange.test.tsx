import {
  confirmSandboxPayment,
  type InputOf,
  type SandboxControls,
  type updateSandboxControls,
} from '@billfold/contract';
import { asCustomer, createTestPortal, type TestCustomer, type TestPortal } from '@billfold/server/testing';
import { act, renderHook, waitFor } from '@testing-library/react';
import { StrictMode, type ReactNode } from 'react';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { portalFor, Root, SLOW, type Page } from '../../test/portal.js';
import { setOnline } from '../../test/routes.js';
import { useInvoices } from '../invoices/useInvoices.js';
import type { Authenticate } from '../payments/Authenticate.js';
import { usePlans } from '../plans/usePlans.js';
import { useSubscription } from '../subscriptions/useSubscription.js';
import { useSubscriptions } from '../subscriptions/useSubscriptions.js';
import { usePlanChange } from './usePlanChange.js';

const TEAM_YEARLY = 'price_DemoTeamYearlyUsd';
const TEAM_MONTHLY = 'price_DemoTeamMonthlyUsd';
const BUSINESS = 'price_DemoBusinessMonthlyUsd';
const STARTER = 'price_DemoStarterMonthlyUsd';

let portal: TestPortal;
/** Five seats of Team by the month, in dollars, with a card that pays. */
let customer: TestCustomer;
let page: Page;

beforeAll(async () => {
  portal = await createTestPortal();
}, SLOW);
afterAll(() => portal.close());

beforeEach(async () => {
  history.replaceState(null, '', '/settings');
  const { id } = await portal.createScenario('active');
  customer = await asCustomer(portal, id);
  page = portalFor(portal, id);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const control = (controls: InputOf<typeof updateSandboxControls>) =>
  customer.send('PATCH', '/sandbox', controls);

/** As a bank that says yes or no at once. */
const bankSays =
  (outcome: 'authenticated' | 'refused'): Authenticate =>
  async ({ client, clientSecret }) => {
    await client.call(confirmSandboxPayment, { clientSecret, outcome }, { idempotencyKey: clientSecret });
    return outcome;
  };

function useEverything() {
  const { subscriptions } = useSubscriptions();
  const subscription = subscriptions?.[0];
  const { plans } = usePlans({ subscription: subscription?.id });
  return {
    ...usePlanChange({ subscription, plans }),
    subscription,
    plans,
    single: useSubscription(subscription?.id ?? null).subscription,
    invoices: useInvoices().invoices,
  };
}

async function open({
  strict = false,
  authenticate,
}: { strict?: boolean; authenticate?: Authenticate } = {}) {
  const wrapper = ({ children }: { children: ReactNode }) => {
    const root = (
      <Root page={page} authenticate={authenticate}>
        {children}
      </Root>
    );
    return strict ? <StrictMode>{root}</StrictMode> : root;
  };
  const { result } = renderHook(useEverything, { wrapper });
  await waitFor(() =>
    expect(result.current.plans && result.current.invoices && result.current.single).toBeDefined(),
  );
  const at = () => result.current.state;
  const reaches = (phase: string) => waitFor(() => expect(at()).toMatchObject({ phase }));
  return {
    result,
    at,
    reaches,
    select: (choice: Parameters<typeof result.current.select>[0]) => act(() => result.current.select(choice)),
    confirm: () => act(() => result.current.confirm()),
    /** How often something was sent to the portal. */
    sent: (operation: string) =>
      page.requests.filter((request) => request.startsWith('POST') && request.endsWith(operation)).length,
  };
}

describe('a change', () => {
  test('[H51] that is chosen is priced and changes nothing; confirmed, it charges what was shown', async () => {
    const { result, select, confirm, reaches, at } = await open();
    const before = result.current.invoices!;
    select({ price: TEAM_YEARLY });
    expect(at()).toMatchObject({ phase: 'previewing', isQuoteFresh: false });
    await reaches('ready');
    const { dueNow, total } = at().quote!;
    expect(dueNow.amount).toBeGreaterThan(0);
    expect(await customer.subscription()).toMatchObject({ price: { id: TEAM_MONTHLY } });

    confirm();
    expect(at().phase).toBe('confirming');
    await reaches('changed');
    expect(at().result).toMatchObject({ price: { id: TEAM_YEARLY }, quantity: 5 });
    // Whoever shows the subscription shows it changed, and its new invoice.
    expect(result.current.subscription).toEqual(at().result);
    expect(result.current.single).toEqual(at().result);
    await waitFor(() => expect(result.current.invoices![0]!.id).not.toBe(before[0]!.id));
    expect(result.current.invoices![0]).toMatchObject({ total, amountPaid: dueNow });
    await waitFor(() => {
      const prices = result.current.plans!.flatMap((plan) => plan.prices);
      expect(prices.find(({ current }) => current)!.id).toBe(TEAM_YEARLY);
    });
  });

  test('[H51] of rows passed quickly is priced once, for the last of them', async () => {
    const { select, reaches, sent, at } = await open();
    for (const price of [BUSINESS, STARTER, TEAM_YEARLY]) select({ price });
    await reaches('ready');
    expect(at().quote!.price.id).toBe(TEAM_YEARLY);
    expect(sent('/preview')).toBe(1);
  });

  test('[H51] to what there is already is none', async () => {
    const { select, at, sent } = await open();
    select({ price: BUSINESS });
    select({ price: TEAM_MONTHLY, quantity: 5 });
    expect(at()).toMatchObject({ phase: 'choosing', selection: null });
    await act(() => new Promise((resolve) => setTimeout(resolve, 400)));
    expect(sent('/preview')).toBe(0);
  });

  test('[H57] chosen by price alone keeps the seats where the price has seats, and has one where it has none', async () => {
    const { select, at } = await open();
    select({ price: TEAM_YEARLY });
    expect(at().selection).toMatchObject({ quantity: 5 });
    select({ price: BUSINESS });
    expect(at().selection).toMatchObject({ quantity: 1 });
  });

  test('[H51] that waits for the end of the period is shown as agreed', async () => {
    const { result, select, confirm, reaches, at } = await open();
    select({ price: STARTER });
    await reaches('ready');
    expect(at().quote).toMatchObject({ timing: 'period_end', consentRequired: false });
    confirm();
    await reaches('changed');
    expect(result.current.subscription).toMatchObject({
      price: { id: TEAM_MONTHLY },
      pendingChange: { price: { id: STARTER } },
    });
  });

  test('[H53] pressed twice is made once', async () => {
    const { result, select, reaches, sent } = await open();
    select({ quantity: 6 });
    await reaches('ready');
    act(() => {
      result.current.confirm();
      result.current.confirm();
    });
    await reaches('changed');
    expect(sent('/change')).toBe(1);
  });

  test('[H58] in StrictMode is priced once and made once', async () => {
    const { select, confirm, reaches, sent } = await open({ strict: true });
    select({ quantity: 6 });
    await reaches('ready');
    confirm();
    await reaches('changed');
    expect([sent('/preview'), sent('/change')]).toEqual([1, 1]);
  });

  test('[H53] offline can not be confirmed, is not kept for later, and what could not be priced is when the connection is back', async () => {
    const { result, select, confirm, reaches, sent, at } = await open();
    select({ quantity: 6 });
    await reaches('ready');
    act(() => setOnline(false));
    expect(result.current.canConfirm).toBe(false);
    confirm();
    expect(at().phase).toBe('ready');

    const { fetch } = page;
    page.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    select({ quantity: 7 });
    await reaches('failed');
    expect(at()).toMatchObject({ failedAt: 'preview', problem: { code: 'network' } });
    page.fetch = fetch;
    act(() => setOnline(true));
    await reaches('ready');
    expect(at().quote!.quantity).toBe(7);
    expect(result.current.canConfirm).toBe(true);
    expect(sent('/change')).toBe(0);
  });
});

describe('a promotion code', () => {
  test('[H55] that is refused says why, and without it the choice is priced as before', async () => {
    const { select, reaches, at } = await open();
    select({ price: BUSINESS, promotionCode: 'NOSUCHCODE' });
    await reaches('failed');
    expect(at()).toMatchObject({ failedAt: 'preview', problem: { code: 'promotion_code_invalid' } });
    select({ promotionCode: null });
    await reaches('ready');
    expect(at()).toMatchObject({ problem: null, selection: { price: BUSINESS, promotionCode: null } });
  });

  test('[H51] for the same plan is a change of its own', async () => {
    const { select, reaches, at } = await open();
    select({ promotionCode: 'save20' });
    await reaches('ready');
    expect(at().quote).toMatchObject({ promotionCode: 'SAVE20', price: { id: TEAM_MONTHLY } });
  });
});

describe('what is no longer so', () => {
  test('[H54] is shown as it is now and asked again', async () => {
    const { select, confirm, reaches, at, sent } = await open();
    select({ quantity: 6 });
    await reaches('ready');
    const first = at().quote!;
    const now = portal.clock.now();
    portal.clock.set(new Date(now.getTime() + 16 * 60_000));
    confirm();
    await waitFor(() => expect(at()).toMatchObject({ phase: 'ready', problem: { code: 'quote_stale' } }));
    expect(at().quote!.id).not.toBe(first.id);
    expect(await customer.subscription()).toMatchObject({ quantity: 5 });

    confirm();
    await reaches('changed');
    expect(sent('/change')).toBe(2);
    portal.clock.set(now);
  });

  test('[H54] because the subscription was changed elsewhere is never confirmed over it', async () => {
    const { result, select, confirm, reaches, at } = await open();
    select({ quantity: 6 });
    await reaches('ready');
    const { body } = await customer.preview({ price: TEAM_MONTHLY, quantity: 8 });
    const { id } = await customer.subscription();
    await customer.send(
      'POST',
      `/subscriptions/${id}/change`,
      { quote: body.id },
      { version: body.subscriptionVersion },
    );

    confirm();
    await waitFor(() => expect(at().problem).toMatchObject({ code: 'version_stale' }));
    await reaches('ready');
    expect(at().quote).toMatchObject({ quantity: 6, direction: 'downgrade' });
    await waitFor(() => expect(result.current.subscription).toMatchObject({ quantity: 8 }));
    expect(await customer.subscription()).toMatchObject({ quantity: 8 });
  });

  test('[H56] because the subscription is seen to have changed is priced again by itself', async () => {
    const { result, select, reaches, at } = await open();
    select({ price: BUSINESS });
    await reaches('ready');
    const { subscriptionVersion } = at().quote!;
    const { id } = await customer.subscription();
    await customer.send(
      'PATCH',
      `/subscriptions/${id}`,
      { cancelAtPeriodEnd: true },
      { version: subscriptionVersion },
    );
    act(() => void result.current.refresh());
    await waitFor(() => expect(at().quote!.subscriptionVersion).toBeGreaterThan(subscriptionVersion));
    expect(at().quote!.blockers).toEqual([{ code: 'canceling', message: null }]);
    expect(result.current.canConfirm).toBe(false);
  });
});

describe('a payment', () => {
  test('[H55] that is declined leaves what is chosen, says why, and can be made again', async () => {
    await control({ nextCharge: 'fails' });
    const { select, confirm, reaches, at, result } = await open();
    select({ price: TEAM_YEARLY });
    await reaches('ready');
    confirm();
    await reaches('failed');
    expect(at()).toMatchObject({
      failedAt: 'confirmation',
      selection: { price: TEAM_YEARLY },
      problem: { code: 'payment_failed', status: 402 },
    });
    expect(at().problem!.payment).not.toBeNull();
    expect(await customer.subscription()).toMatchObject({ price: { id: TEAM_MONTHLY } });

    expect(result.current.canConfirm).toBe(true);
    confirm();
    await reaches('changed');
    expect(result.current.subscription).toMatchObject({ price: { id: TEAM_YEARLY } });
  });

  test('[H60] that the bank must confirm changes nothing until it has', async () => {
    await control({ nextCharge: 'requires_action' });
    let seen: unknown = null;
    const authenticate: Authenticate = async (step) => {
      seen = (await customer.subscription()).price.id;
      return bankSays('authenticated')(step);
    };
    const { select, confirm, reaches, result } = await open({ authenticate });
    select({ price: TEAM_YEARLY });
    await reaches('ready');
    confirm();
    await reaches('changed');
    expect(seen).toBe(TEAM_MONTHLY);
    expect(result.current.subscription).toMatchObject({ price: { id: TEAM_YEARLY }, pendingPayment: null });
  });

  test('[H55] that the bank refuses leaves what is chosen, priced anew', async () => {
    await control({ nextCharge: 'requires_action' });
    const { select, confirm, reaches, at, result } = await open({ authenticate: bankSays('refused') });
    select({ price: TEAM_YEARLY });
    await reaches('ready');
    confirm();
    await waitFor(() => expect(at().problem).toMatchObject({ code: 'payment_failed' }));
    await reaches('ready');
    expect(at().selection).toMatchObject({ price: TEAM_YEARLY });
    expect(result.current.canConfirm).toBe(true);
    expect(await customer.subscription()).toMatchObject({
      price: { id: TEAM_MONTHLY },
      pendingPayment: null,
    });
    confirm();
    await reaches('changed');
  });

  test('[H63] that was left at the bank is taken up again', async () => {
    await control({ nextCharge: 'requires_action' });
    let isLeft = true;
    const authenticate: Authenticate = async (step) =>
      isLeft ? 'abandoned' : bankSays('authenticated')(step);
    const { select, confirm, reaches, at, result } = await open({ authenticate });
    select({ price: TEAM_YEARLY });
    await reaches('ready');
    confirm();
    await waitFor(() => expect(at().problem).toMatchObject({ code: 'payment_failed' }));
    await reaches('ready');
    expect(result.current.subscription).toMatchObject({ pendingPayment: { status: 'requires_action' } });

    isLeft = false;
    act(() => result.current.continuePayment());
    await reaches('changed');
    expect(result.current.subscription).toMatchObject({ price: { id: TEAM_YEARLY }, pendingPayment: null });
    act(() => result.current.continuePayment());
    expect(at().phase).toBe('changed');
  });

  test('[H60] that takes its time is settling, and changed as soon as it is known', async () => {
    await control({ nextCharge: 'processing' });
    const { select, confirm, reaches, result } = await open();
    select({ price: TEAM_YEARLY });
    await reaches('ready');
    confirm();
    await reaches('settling');
    expect(result.current.subscription).toMatchObject({ pendingPayment: { status: 'processing' } });
    expect(result.current.state.result).toBeNull();

    const { now } = (await customer.get<SandboxControls>('/sandbox')).body;
    const advanceTo = new Date(Date.parse(now) + 61_000).toISOString();
    await customer.send('POST', '/sandbox/clock', { advanceTo });
    await reaches('changed');
    expect(result.current.subscription).toMatchObject({ price: { id: TEAM_YEARLY } });
  });

  test('[H61] that the customer comes back from is shown for what it became', async () => {
    await control({ nextCharge: 'requires_action' });
    const { body: quote } = await customer.preview({ price: TEAM_YEARLY });
    const { id } = await customer.subscription();
    const { body } = await customer.send<{ clientSecret: string }>(
      'POST',
      `/subscriptions/${id}/change`,
      { quote: quote.id },
      { version: quote.subscriptionVersion },
    );
    const { clientSecret } = body;
    await customer.send('POST', '/sandbox/payments/confirm', { clientSecret, outcome: 'authenticated' });

    history.replaceState(null, '', `/settings?billfold_payment=${id}.${TEAM_YEARLY}.5`);
    const { reaches, at } = await open();
    await reaches('changed');
    expect(at().result).toMatchObject({ price: { id: TEAM_YEARLY } });
    expect(location.search).toBe('');
  });
});
