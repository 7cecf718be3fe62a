import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  operations,
  type ActivityEntry,
  type ActivityType,
  type InvoiceResult,
  type Page,
  type PaymentMethod,
  type Scenario,
  type TaxId,
} from '@billfold/contract';
import { confirmedSetup, putOnFile } from '../../test/putOnFile.js';
import { asCustomer, createTestPortal, type Answer, type TestCustomer } from '../testing/index.js';
import type { TestPortal } from '../testing/index.js';

// A portal does much in each of these, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** Something that a customer does. */
interface Deed {
  scenario: Scenario;
  /** What must have been done before. @returns what is done then. */
  prepare(customer: TestCustomer): Promise<() => Promise<Answer<unknown>>>;
  /** The lines that it leaves. */
  told: ActivityType[];
}

const act = (method: string, path: string, body?: object, told: ActivityType[] = []): Deed => ({
  scenario: 'active',
  prepare: async (customer) => {
    const subscription = await customer.subscription();
    return () => customer.act(method, subscription, path, body);
  },
  told,
});

/** How each operation that changes something is done, and what is told of it: one line, but where more than one thing has changed. */
const deeds: Record<string, Deed> = {
  changeSubscription: {
    scenario: 'active',
    prepare: async (customer) => {
      const quote = await customer.quoted('price_DemoTeamMonthlyUsd', 7);
      return () => customer.change(quote);
    },
    told: ['invoice_paid', 'quantity_changed'],
  },
  deletePendingChange: {
    ...act('DELETE', 'pending-change', undefined, ['change_undone']),
    scenario: 'scheduledDowngrade',
  },
  updateSubscription: act('PATCH', '', { cancelAtPeriodEnd: true }, ['cancellation_scheduled']),
  cancelSubscription: {
    ...act('POST', 'cancel', {}, ['subscription_canceled']),
    scenario: 'pastDue',
  },
  acceptRetentionOffer: act('POST', 'retention-offer', {}, ['discount_added']),
  pauseSubscription: act('POST', 'pause', {}, ['subscription_paused']),
  resumeSubscription: {
    ...act('POST', 'resume', {}, ['invoice_paid', 'subscription_resumed']),
    scenario: 'paused',
  },
  payInvoice: {
    scenario: 'pastDue',
    prepare: async (customer) => {
      await customer.control({ paymentMethod: 'visa' });
      const { overdueInvoice } = await customer.subscription();
      return () => customer.send('POST', `/invoices/${overdueInvoice!.id}/pay`, {});
    },
    told: ['invoice_paid'],
  },
  addPaymentMethod: {
    scenario: 'active',
    prepare: async (customer) => {
      const { id: setupIntent } = await confirmedSetup(customer, 'mastercard');
      return () => customer.send('POST', '/payment-methods', { setupIntent });
    },
    told: ['payment_method_added'],
  },
  setDefaultPaymentMethod: {
    scenario: 'active',
    prepare: async (customer) => {
      const { id } = await putOnFile(customer, 'mastercard');
      return () => customer.send('POST', `/payment-methods/${id}/default`, {});
    },
    // Whatever is charged to it from now on has a line of its own: it may be one of several.
    told: ['default_payment_method_changed', 'subscription_updated'],
  },
  removePaymentMethod: {
    scenario: 'active',
    prepare: async (customer) => {
      const { id } = await putOnFile(customer, 'mastercard');
      return () => customer.send('DELETE', `/payment-methods/${id}`);
    },
    told: ['payment_method_removed'],
  },
  updateBillingDetails: {
    scenario: 'active',
    prepare: async (customer) => () =>
      customer.send('PATCH', '/billing-details', { name: 'Example Ltd', phone: null }),
    told: ['billing_details_updated'],
  },
  addTaxId: {
    scenario: 'active',
    prepare: async (customer) => () =>
      customer.send('POST', '/billing-details/tax-ids', { type: 'us_ein', value: '12-3456789' }),
    told: ['tax_id_added'],
  },
  removeTaxId: {
    scenario: 'active',
    prepare: async (customer) => {
      const taxId = { type: 'us_ein', value: '12-3456789' };
      const { body } = await customer.send<TaxId>('POST', '/billing-details/tax-ids', taxId);
      return () => customer.send('DELETE', `/billing-details/tax-ids/${body.id}`);
    },
    told: ['tax_id_removed'],
  },
  confirmSandboxPayment: {
    scenario: 'requiresAction',
    prepare: async (customer) => {
      const { overdueInvoice } = await customer.subscription();
      const { body } = await customer.send<InvoiceResult>('POST', `/invoices/${overdueInvoice!.id}/pay`, {});
      const { clientSecret } = body as Extract<InvoiceResult, { status: 'requires_action' }>;
      return () =>
        customer.send('POST', '/sandbox/payments/confirm', { clientSecret, outcome: 'authenticated' });
    },
    told: ['invoice_paid'],
  },
};

/** What changes something and is not told, and why not. */
const untold: Record<string, string> = {
  previewSubscriptionChange: 'It asks what something would cost.',
  createSetupIntent: 'Nothing is on file by it.',
  confirmSandboxSetup: 'It is on file when the portal says so; or later, and then time tells of it.',
  endSession: 'It is about the session, and not about billing.',
  updateSandboxControls: 'It is for trying things out.',
  moveSandboxClock: 'What time brings about is told of by itself.',
  switchSandboxScenario: 'It makes another customer of them.',
};

let portal: TestPortal;
beforeAll(async () => {
  portal = await createTestPortal({
    project: {
      features: {
        subscriptionPause: { enabled: true },
        subscriptionCancel: { retention: { offerCoupon: 'save20' } },
      },
    },
  });
});
afterAll(() => portal.close());

const linesOf = async (customer: TestCustomer) =>
  (await customer.get<Page<ActivityEntry>>('/activity?limit=100')).body.data;

test('[S242] of every operation that changes something it is written down what is told of it', () => {
  const changing = Object.values(operations).filter(
    ({ access, method }) => access.by === 'portal_session' && method !== 'GET',
  );
  expect([...Object.keys(deeds), ...Object.keys(untold)].sort()).toEqual(
    changing.map(({ name }) => name).sort(),
  );
});

test.each(Object.entries(deeds))('[S242] %s', async (_, { scenario, prepare, told }) => {
  const customer = await asCustomer(portal, (await portal.createScenario(scenario)).id);
  const doIt = await prepare(customer);
  const before = (await linesOf(customer)).map(({ id }) => id);
  expect((await doIt()).status).toBeLessThan(300);
  const lines = (await linesOf(customer)).filter(({ id }) => !before.includes(id)).reverse();
  expect(lines.map(({ type }) => type)).toEqual(told);
  for (const { subject, by } of lines) expect([subject, by]).toEqual([expect.any(String), 'customer']);
});

test('[S242] what is refused by a bank is told as that, and what waits for one is not told yet', async () => {
  const customer = await asCustomer(portal, (await portal.createScenario('active')).id);
  await customer.control({ paymentMethod: 'card_declined' });
  const refused = await customer.quoted('price_DemoTeamMonthlyUsd', 7);
  expect((await customer.change(refused)).status).toBe(402);
  expect((await linesOf(customer)).map(({ type }) => type)).toEqual(['payment_failed']);
  await customer.control({ paymentMethod: 'authentication_required' });
  expect((await customer.change(await customer.quoted('price_DemoTeamMonthlyUsd', 8))).body.status).toBe(
    'requires_action',
  );
  expect((await linesOf(customer)).map(({ type }) => type)).toEqual(['payment_failed']);
});

test('[S242] what changes nothing is not told', async () => {
  const customer = await asCustomer(portal, (await portal.createScenario('active')).id);
  const { body } = await customer.get<{ name: string }>('/billing-details');
  await customer.send('PATCH', '/billing-details', { name: body.name });
  const { body: methods } = await customer.get<{ data: PaymentMethod[] }>('/payment-methods');
  await customer.send('POST', `/payment-methods/${methods.data[0]!.id}/default`, {});
  expect(await linesOf(customer)).toEqual([]);
});
