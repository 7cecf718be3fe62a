import { test as base } from '@playwright/test';
import { startDemo, type Demo } from './demo.js';
import { expectOpen } from './hostedPage.js';
import * as customer from './journeys.js';
import { clickLink } from './settingsPage.js';

/** One portal for all of these: each customer is new, and time only goes forward. */
const test = base.extend<object, { demo: Demo }>({
  demo: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads which fixtures are needed from the pattern.
    async ({}, provide) => {
      const demo = await startDemo();
      await provide(demo);
      await demo.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: ({ demo }, provide) => provide(demo.app),
});

test.describe('a customer of the hosted page, on the monthly Team plan with four seats,', () => {
  test.beforeEach(async ({ page, demo }) => {
    await clickLink(page, await linkForNewCustomer(demo));
    await expectOpen(page);
  });

  test('[P31] switches to yearly, and is charged what they were shown', ({ page }) =>
    customer.paysByTheYear(page));

  test('[P31] adds seats, and is charged for the rest of the month', ({ page }) => customer.addsSeats(page));

  test('[P31] schedules a smaller plan, undoes it, and lets it come', ({ page }) =>
    customer.schedulesADowngrade(page));

  test('[P31] enters a promotion code', ({ page }) => customer.entersAPromotionCode(page));

  test('[P30, P32] confirms a payment with their bank, in the page', ({ page }) =>
    customer.confirmsWithTheBank(page));

  test('[P32] meets a declined card without losing what they chose', ({ page }) =>
    customer.meetsADeclinedCard(page));

  test('[P33] cancels with a reason, takes it back, and cancels', ({ page }) => customer.cancels(page));

  test('[P33] stays for a coupon', ({ page }) => customer.staysForACoupon(page));

  test('[P33] pauses for a month', ({ page }) => customer.pausesForAMonth(page));

  test('[P33] ends a pause early', ({ page }) => customer.resumesEarly(page));
});

/** Makes a customer as a merchant's back end does, eleven days into a paid month, and a link to their portal. */
async function linkForNewCustomer({ portal, app, log }: Demo): Promise<string> {
  const [secretKey] = /sk_test_\w+/.exec(log())!;
  async function call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const answer = await fetch(portal + path, {
      method,
      headers: { Authorization: `Bearer ${secretKey}`, 'Content-Type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Answer;
  }

  const { now } = await call<{ now: string }>('GET', '/v1/sandbox/clock');
  const { id } = await call<{ id: string }>('POST', '/v1/customers', {
    name: 'Example Circle',
    email: 'circle@example.com',
    address: {
      country: 'US',
      line1: '2 Example Street',
      city: 'New York',
      region: 'NY',
      postalCode: '10001',
    },
  });
  await call('POST', '/v1/sandbox/subscriptions', {
    customer: id,
    price: 'price_TeamMonthlyUsd',
    quantity: 4,
    startAt: new Date(Date.parse(now) - 11 * 86_400_000).toISOString(),
  });
  const { url } = await call<{ url: string }>('POST', '/v1/portal/sessions', {
    customer: id,
    returnUrl: `${app}/settings/billing`,
  });
  return url;
}
