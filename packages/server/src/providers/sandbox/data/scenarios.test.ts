import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scenarios, type Scenario } from '@billfold/contract';
import { openTestSandbox, type TestSandbox } from '../../../testing/openTestSandbox.js';

const everything = { limit: 100, after: null, status: null, year: null };

let database: TestSandbox;
let projects = 0;
beforeAll(async () => {
  database = await openTestSandbox();
}, 60_000);
afterAll(() => database.close());

async function read(scenario: Scenario, now?: Date) {
  const subject = await database.openProject(`proj_${++projects}`);
  if (now) subject.now = now;
  const customer = await subject.run('createSandboxScenario', { scenario });
  const billing = subject.billing(customer);
  const { invoices } = await billing.listInvoices(everything);
  return { customer, billing, invoices, subscriptions: await billing.listSubscriptions() };
}

/** What each scenario is, whatever the day. */
const STATES: Record<Scenario, object[]> = {
  active: [{ status: 'active', quantity: 5, discounts: [], pendingChange: null }],
  trialing: [{ status: 'trialing', trialEndAt: expect.any(String) }],
  pastDue: [{ status: 'past_due', overdueInvoice: { failure: 'contact_bank' } }],
  canceling: [{ status: 'active', cancelAt: expect.any(String), renewsAt: null }],
  scheduledDowngrade: [
    { product: { name: 'Business' }, pendingChange: { product: { name: 'Starter' } }, status: 'active' },
  ],
  paused: [{ status: 'paused', pause: { resumesAt: expect.any(String) } }],
  noPaymentMethod: [{ status: 'active', paymentMethod: null, overdueInvoice: null }],
  expiringCard: [{ status: 'active', overdueInvoice: null, renewsAt: expect.any(String) }],
  requiresAction: [{ status: 'past_due', overdueInvoice: { failure: 'authentication_required' } }],
  free: [],
  yearly: [{ status: 'active', price: { interval: 'year' } }],
  seats: [{ status: 'active', quantity: 64, price: { scheme: 'graduated' } }],
  multiSubscription: [
    { product: { name: 'Starter' }, cancelAt: expect.any(String) },
    { product: { name: 'Team' }, quantity: 3 },
    { product: { name: 'Business' }, price: { interval: 'year' } },
  ],
  twoSubscriptions: [
    { product: { name: 'Team' }, status: 'past_due', managedBy: null },
    { product: { name: 'Team' }, status: 'active', quantity: 3 },
  ],
  managedExternally: [
    {
      status: 'active',
      product: { name: 'Team' },
      renewsAt: null,
      paymentMethod: null,
      managedBy: {
        name: 'Example App Store',
        manageUrl: 'https://example.com/app-store/subscriptions',
      },
    },
    { status: 'canceled', product: { name: 'Starter' }, managedBy: null },
  ],
  discounted: [{ status: 'active', discounts: [{ coupon: { id: 'save20' } }] }],
  manyInvoices: [{ status: 'active', price: { interval: 'day' } }],
  jpy: [{ status: 'active', amount: { currency: 'jpy', exponent: 0 } }],
  vat: [{ status: 'active', amount: { currency: 'eur' } }],
};

describe.each(['2026-11-20', '2027-03-04', '2024-03-31', '2025-12-31', '2024-02-29'])('on %s', (day) => {
  const names = scenarios.filter((name) => name !== 'manyInvoices');
  test.each(names)('[X105] %s is what it says', async (scenario) => {
    const { subscriptions } = await read(scenario, new Date(`${day}T12:00:00.000Z`));
    expect(subscriptions).toMatchObject(STATES[scenario]);
    expect(subscriptions).toHaveLength(STATES[scenario].length);
  });
});

test('[X105] what they are in has been reached: invoices, lines and amounts say how', async () => {
  const { invoices } = await read('discounted');
  expect(invoices.map(({ discount }) => discount.amount)).toEqual([1_200, 1_200]);

  const seats = await read('seats');
  const settled = await Promise.all(seats.invoices.map(({ id }) => seats.billing.getInvoice(id)));
  const prorated = settled.filter((invoice) => invoice!.lines.some((line) => line.proration));
  expect(prorated).toHaveLength(2);
  // Ten at $15.00, forty at $12.00 and fourteen at $9.00.
  expect(seats.subscriptions[0]!.amount.amount).toBe(75_600);

  const paused = await read('paused');
  const { startsAt } = paused.subscriptions[0]!.pause!;
  expect(paused.invoices.every(({ issuedAt }) => issuedAt < startsAt)).toBe(true);

  const vat = await read('vat');
  expect(vat.customer.taxIds).toEqual([{ type: 'eu_vat', value: 'DE123456788' }]);
  expect((await vat.billing.getInvoice(vat.invoices[0]!.id))!.taxes).toMatchObject([
    { reverseCharge: true, amount: { amount: 0 } },
  ]);
});
