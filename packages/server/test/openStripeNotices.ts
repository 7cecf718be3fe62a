import type Stripe from 'stripe';
import { expect } from 'vitest';
import { createClient } from '../src/providers/stripe/client/createClient.js';
import { createStripe } from '../src/providers/stripe/index.js';
import { createTestPortal, type TestPortal } from '../src/testing/createTestPortal.js';
import { settleAfter } from '../src/testing/openNoticeTest.js';
import { startStripeDouble, type StripeDouble } from './stripe-double/index.js';

/** A portal on the Stripe provider, which is told of what happens at the double when the test says so. */
export interface StripeNotices {
  double: StripeDouble;
  /** The npm client, for what merchants do at Stripe. */
  stripe: Stripe;
  portal: TestPortal;
  prices: { basic: string; pro: string };
  /** Brings the portal word of what has happened. */
  send(event: Stripe.Event): Promise<void>;
  /** Lets time pass, and what has come be looked into. */
  settle(ms?: number): Promise<number>;
  close(): Promise<void>;
}

const SECRET_KEY = 'sk_test_anything';
const START = new Date('2026-11-20T09:00:00.000Z');

export async function openStripeNotices(): Promise<StripeNotices> {
  let now = () => START;
  const double = await startStripeDouble({
    keys: { [SECRET_KEY]: ['*'] },
    clock: () => Math.floor(now().getTime() / 1000),
  });
  const account = { secretKey: SECRET_KEY, apiUrl: double.url };
  const stripe = createClient(account);
  const provider = createStripe({ ...account, webhookSecrets: [double.webhooks.secret] });
  const portal = await createTestPortal({ provider: () => provider, now: START });
  now = () => portal.clock.now();
  const sell = async (name: string, cents: number) => {
    const product = await stripe.products.create({ name });
    const recurring = { interval: 'month' } as const;
    const price = { product: product.id, currency: 'usd', unit_amount: cents, recurring };
    return (await stripe.prices.create({ ...price, tax_behavior: 'exclusive' })).id;
  };
  return {
    double,
    stripe,
    portal,
    prices: { basic: await sell('Basic', 900), pro: await sell('Pro', 2_900) },
    send: async (event) => {
      const { body, headers } = double.webhooks.sign(event);
      const answer = await portal.fetch('/webhooks/stripe', { method: 'POST', body, headers });
      expect(answer.status).toBe(204);
    },
    settle: (ms) => settleAfter(portal, ms),
    close: async () => {
      await portal.close();
      await double.close();
    },
  };
}
