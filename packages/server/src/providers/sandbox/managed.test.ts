import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CustomerBilling } from '../../provider/CustomerBilling.js';
import type { BillingCustomer } from '../../provider/Provider.js';
import { openTestSandbox, type TestSandbox } from '../../testing/openTestSandbox.js';
import { InvalidSandboxData, parseSandboxData } from './data/SandboxData.js';

const everything = { limit: 100, after: null, status: null, year: null };

let database: TestSandbox;
let subject: TestSandbox;
let customer: BillingCustomer;
let billing: CustomerBilling;
let projects = 0;
beforeAll(async () => {
  database = await openTestSandbox();
}, 60_000);
beforeEach(async () => {
  subject = await database.openProject(`proj_${++projects}`);
  const { id } = await subject.run('createSandboxScenario', { scenario: 'managedExternally' });
  customer = await subject.findCustomer(id);
  billing = subject.billing(customer);
});
afterAll(() => database.close());

const managed = async () => (await billing.listSubscriptions()).find(({ managedBy }) => managedBy)!;

describe('what an app store bills', () => {
  test('[X187] goes from period to period by itself, and is never invoiced', async () => {
    const before = await managed();
    const { invoices } = await billing.listInvoices(everything);
    expect(invoices.length).toBeGreaterThan(1);
    const advanceTo = new Date(Date.parse(before.currentPeriod.endAt) + 1_000).toISOString();
    await subject.run('advanceSandboxClock', { advanceTo });
    const after = await managed();
    expect(after.currentPeriod.startAt).toBe(before.currentPeriod.endAt);
    expect({ ...after, currentPeriod: null }).toEqual({ ...before, currentPeriod: null });
    expect((await billing.listInvoices(everything)).invoices).toEqual(invoices);
  });

  test('[X189] is charged to nothing, whatever comes on file or goes off it', async () => {
    const { id } = await managed();
    await subject.runAs(customer, 'updateSandboxControls', { paymentMethod: 'mastercard' });
    const onFile = await billing.listPaymentMethods();
    expect(onFile.flatMap(({ usedBy }) => usedBy)).toEqual([]);
    for (const method of onFile) await billing.removePaymentMethod(method.id);
    expect(await billing.listPaymentMethods()).toEqual([]);
    expect(await billing.getSubscription(id)).toMatchObject({ status: 'active', paymentMethod: null });
  });

  test('[X191] is not changed by the sandbox either, whoever asks', async () => {
    const { id: subscription, version } = await managed();
    const target = { subscription, version };
    const why = { feedback: null, comment: null };
    const refused = expect.objectContaining({ code: 'managed_externally' });
    for (const change of [
      () => billing.cancelSubscription({ ...target, ...why, at: 'now', prorationBehavior: 'none' }),
      () => billing.keepSubscription(target),
      () => billing.pauseSubscription({ ...target, resumesAt: new Date('2027-01-01T00:00:00.000Z') }),
      () => billing.resumeSubscription(target),
      () => billing.deletePendingChange(target),
      () => billing.applyDiscount({ ...target, coupon: 'save20' }),
    ]) {
      await expect(change()).rejects.toEqual(refused);
    }
  });
});

describe('[X190] data', () => {
  const data = (more: object) => ({
    catalog: { products: [] },
    customers: [
      {
        reference: 'ada',
        subscriptions: [
          { price: 'price_x', startedAt: '-1 month', managedBy: { name: 'Example App Store' }, ...more },
        ],
      },
    ],
  });

  test('says who bills a subscription, with or without a place to change it', () => {
    const [ada] = parseSandboxData(data({})).customers;
    expect(ada!.subscriptions[0]!.managedBy).toEqual({ name: 'Example App Store', manageUrl: null });
  });

  test.each([
    ['a change', { changes: [{ at: '-1 day', quantity: 2 }] }],
    ['a coupon', { coupon: 'save20' }],
    ['an end', { cancelAtPeriodEnd: true }],
    ['a place that is no web page', { managedBy: { name: 'Shop', manageUrl: 'javascript:alert(1)' } }],
  ])('with %s for it is refused', (_what, more) => {
    expect(() => parseSandboxData(data(more))).toThrow(InvalidSandboxData);
  });
});
