import { test as base, type BrowserContext } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../scripts/paths.js';
import { startStripeDouble, type StripeDouble } from '../packages/server/test/stripe-double/index.js';
import { startDemo, type Demo } from './demo.js';

/** The example app and its portal with Stripe behind it, or rather what stands in for Stripe here. */
export interface StripeDemo extends Demo {
  stripe: StripeDouble;
  /** Who pays monthly for ten seats of Team, known to Stripe and to the portal. */
  newCustomer(reference?: string): Promise<{ id: string; atStripe: string }>;
  linkFor(customer: string): Promise<string>;
}

/** One of it for the tests of a file: what one customer does is nothing to the others. */
export const test = base.extend<{ stripeJs: void }, { demo: StripeDemo }>({
  demo: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads which fixtures are needed from the pattern.
    async ({}, provide) => {
      const demo = await startStripeDemo();
      await provide(demo);
      await demo.close();
      await demo.stripe.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: ({ demo }, provide) => provide(demo.app),
  stripeJs: [
    async ({ context, demo }, provide) => {
      await answerAsStripeJs(context, demo.stripe);
      await provide();
    },
    { auto: true },
  ],
});

async function startStripeDemo(): Promise<StripeDemo> {
  const stripe = await startStripeDouble();
  const demo = await startDemo({
    BILLFOLD_PROVIDER: 'stripe',
    STRIPE_SECRET_KEY: stripe.secretKey,
    STRIPE_PUBLISHABLE_KEY: 'pk_test_double',
    STRIPE_API_URL: stripe.url,
  });
  const [secretKey] = /sk_test_\w{40,}/.exec(demo.log())!;

  async function post<Answer>(url: string, key: string, type: string, body: string): Promise<Answer> {
    const headers = { Authorization: `Bearer ${key}`, 'Content-Type': type, 'Stripe-Version': VERSION };
    const answer = await fetch(url, { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Answer;
  }
  const atStripe = (path: string, params: Record<string, string>) =>
    post<{ id: string }>(stripe.url + path, stripe.secretKey, FORM, new URLSearchParams(params).toString());
  const asMerchant = <Answer>(path: string, body: object) =>
    post<Answer>(demo.portal + path, secretKey, 'application/json', JSON.stringify(body));

  const team = await sell(atStripe, 'Team', 1900);
  await sell(atStripe, 'Personal', 900);
  await sell(atStripe, 'Business', 4900);

  return {
    ...demo,
    stripe,
    async newCustomer(reference) {
      const { id } = await atStripe('/v1/customers', {
        name: 'Example Studio',
        email: 'studio@example.com',
        'address[country]': 'DE',
        'address[line1]': 'Beispielstraße 1',
        'address[postal_code]': '10115',
        'address[city]': 'Berlin',
      });
      const card = await atStripe('/v1/payment_methods/pm_card_visa/attach', { customer: id });
      await atStripe(`/v1/customers/${id}`, { 'invoice_settings[default_payment_method]': card.id });
      await atStripe('/v1/subscriptions', {
        customer: id,
        'items[0][price]': team.monthly,
        'items[0][quantity]': '10',
        'automatic_tax[enabled]': 'true',
      });
      const customer = await asMerchant<{ id: string }>('/v1/customers', {
        name: 'Example Studio',
        email: 'studio@example.com',
        providerCustomer: id,
        ...(reference !== undefined && { reference }),
      });
      return { id: customer.id, atStripe: id };
    },
    linkFor: async (customer) => {
      const session = { customer, returnUrl: `${demo.app}/settings/billing` };
      return (await asMerchant<{ url: string }>('/v1/portal/sessions', session)).url;
    },
  };
}

const VERSION = '2026-10-28.endive';
const FORM = 'application/x-www-form-urlencoded';

async function sell(
  atStripe: (path: string, params: Record<string, string>) => Promise<{ id: string }>,
  name: string,
  unitAmount: number,
) {
  const product = await atStripe('/v1/products', { name, unit_label: 'seat' });
  const price = async (interval: 'month' | 'year', amount: number) => {
    const price = await atStripe('/v1/prices', {
      product: product.id,
      currency: 'eur',
      unit_amount: String(amount),
      tax_behavior: 'exclusive',
      'recurring[interval]': interval,
    });
    return price.id;
  };
  return { monthly: await price('month', unitAmount), yearly: await price('year', unitAmount * 10) };
}

const SCRIPT = readFileSync(join(ROOT, 'packages/react/test/stripeDouble.js'), 'utf8');

/** What the double of Stripe.js calls what somebody enters, in the words of what stands in for Stripe. */
const ENTERED = { pays: 'card', debit: 'debit', declined: 'refused', poor: 'refused', asks: 'asks' } as const;

/** Puts the double of Stripe.js at its address, with what stands in for Stripe behind it; nothing else of Stripe is there. */
async function answerAsStripeJs(context: BrowserContext, { controls }: StripeDouble): Promise<void> {
  const tell = (
    _: unknown,
    clientSecret: string,
    behaviour: keyof typeof ENTERED,
    isConfirmed: boolean | null,
  ) => {
    const said = isConfirmed === null ? undefined : isConfirmed ? 'authenticated' : 'refused';
    if (clientSecret.startsWith('pi_')) controls.confirmPayment(clientSecret, said ?? 'authenticated');
    else controls.confirmSetup(clientSecret, ENTERED[behaviour], said);
  };
  await context.exposeBinding('stripeBehindDouble', tell);
  await context.route(/^https:\/\/[\w.]*stripe\.com\//, (route) => {
    const { hostname, pathname } = new URL(route.request().url());
    if (hostname !== 'js.stripe.com') return route.abort();
    return pathname.endsWith('.html')
      ? route.fulfill({
          contentType: 'text/html',
          body: `<!doctype html><title>Fields</title><script>${SCRIPT}</script>`,
        })
      : route.fulfill({ contentType: 'text/javascript', body: SCRIPT });
  });
}
