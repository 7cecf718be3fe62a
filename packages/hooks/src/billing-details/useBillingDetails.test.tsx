import type { BillingDetails } from '@billfold/contract';
import { focusManager } from '@tanstack/react-query';
import { createTestPortal, type TestPortal } from '@billfold/server/testing';
import { act, renderHook, waitFor } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { json } from '../../test/answers.js';
import { portalFor, Root, SLOW } from '../../test/portal.js';
import { openRoutes } from '../../test/routes.js';
import { useBillingDetails } from './useBillingDetails.js';

describe('billing details', () => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await createTestPortal();
  }, SLOW);
  afterAll(() => portal.close());

  test('[H98] are what is printed on the next invoice, asked for once', async () => {
    const page = portalFor(portal, (await portal.createScenario('vat')).id);
    const { result } = renderHook(() => useBillingDetails(), {
      wrapper: ({ children }) => <Root page={page}>{children}</Root>,
    });
    expect(result.current.billingDetails).toBeUndefined();
    await waitFor(() => expect(result.current.billingDetails).toBeDefined());
    expect(result.current.billingDetails!.address).toMatchObject({ country: expect.any(String) as string });
    expect(page.requests).toEqual(['GET /portal/v1/billing-details']);
  });
});

describe('[H99] a tax id that is being verified', () => {
  const PATH = 'GET /billing-details';
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
    focusManager.setFocused(undefined);
  });

  const details = (...verifications: string[]) =>
    ({
      name: 'Example GmbH',
      taxIds: verifications.map((verification, at) => ({ id: `txi_${at}`, verification })),
    }) as BillingDetails;

  async function open(answers: BillingDetails[]) {
    const page = openRoutes({ [PATH]: answers.map((answer) => () => json(answer)) });
    const { result } = renderHook(() => useBillingDetails(), { wrapper: page.wrapper });
    const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
    await pass(10);
    expect(result.current.billingDetails).toBeDefined();
    return { result, pass, asked: () => page.sentTo(PATH).length };
  }

  test('is looked at until the register has said', async () => {
    const { result, pass, asked } = await open([details('pending'), details('pending'), details('verified')]);
    await pass(4100);
    expect(asked()).toBe(2);
    await pass(60_000);
    expect(asked()).toBe(3);
    expect(result.current.billingDetails!.taxIds[0]!.verification).toBe('verified');
  });

  test('for ever is looked at for a minute', async () => {
    const { pass, asked } = await open([details('pending', 'verified')]);
    await pass(600_000);
    expect(asked()).toBeGreaterThan(10);
    expect(asked()).toBeLessThanOrEqual(16);
  });

  test('is looked at anew when there is another one', async () => {
    const { pass, asked } = await open([
      ...Array.from({ length: 10 }, () => details('pending')),
      details('pending', 'pending'),
    ]);
    await pass(600_000);
    expect(asked()).toBeGreaterThan(20);
    expect(asked()).toBeLessThanOrEqual(27);
  });

  test('is not looked at while nobody looks at the page', async () => {
    const { pass, asked } = await open([details('pending')]);
    focusManager.setFocused(false);
    await pass(20_000);
    expect(asked()).toBe(1);
  });
});
