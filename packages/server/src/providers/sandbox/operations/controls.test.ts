import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { scenarios } from '@billfold/contract';
import type { CustomerBilling } from '../../../provider/CustomerBilling.js';
import type { BillingCustomer } from '../../../provider/Provider.js';
import { openTestSandbox, type TestSandbox } from '../../../testing/openTestSandbox.js';

const everything = { limit: 100, after: null, status: null, year: null };
const price = 'price_DemoTeamMonthlyUsd';

let database: TestSandbox;
let subject: TestSandbox;
let customer: BillingCustomer;
let billing: CustomerBilling;
let id: string;
let projects = 0;
beforeAll(async () => {
  database = await openTestSandbox();
}, 60_000);
beforeEach(async () => {
  subject = await database.openProject(`proj_${++projects}`);
  await subject.run('createSandboxScenario', { scenario: 'free' });
  customer = await subject.createCustomer();
  id = await subject.begin(customer, { price, quantity: 2 });
  billing = subject.billing(customer);
});
afterAll(() => database.close());

const controls = () => subject.runAs(customer, 'getSandboxControls', {});
const seats = async (quantity: number) => {
  const change = {
    subscription: id,
    price,
    quantity,
    promotionCode: null,
    timing: 'now' as const,
    prorationBehavior: 'always_invoice' as const,
    trialBehavior: 'continue_trial' as const,
    pricedAt: await subject.sandbox.now(subject.project, subject.unit()),
  };
  const expected = await billing.previewChange(change);
  const { version } = (await billing.getSubscription(id))!;
  return billing.changeSubscription({ ...change, version, expected });
};

describe('the controls', () => {
  test('[X106] say how things are: time, next charge, payment method, and all scenarios', async () => {
    expect(await controls()).toEqual({
      now: '2026-11-20T09:00:00.000Z',
      nextCharge: 'usual',
      paymentMethod: 'visa',
      scenarios: [...scenarios],
    });
    customer = await subject.createCustomer();
    expect(await controls()).toMatchObject({ nextCharge: 'usual', paymentMethod: null });
  });

  test('[X107] decide how the next charge ends, and only that one', async () => {
    const answer = await subject.runAs(customer, 'updateSandboxControls', { nextCharge: 'fails' });
    expect(answer).toEqual(await controls());
    expect(answer.nextCharge).toBe('fails');
    expect(await seats(3)).toMatchObject({ status: 'failed' });
    expect((await controls()).nextCharge).toBe('usual');
    expect(await seats(3)).toMatchObject({ status: 'succeeded' });
  });

  test('[X107] a charge that is under way goes through when its minute has passed', async () => {
    await subject.runAs(customer, 'updateSandboxControls', { nextCharge: 'processing' });
    expect(await seats(3)).toMatchObject({
      status: 'pending',
      subscription: {
        quantity: 2,
        pendingPayment: { status: 'processing', clientSecret: null, quantity: 3 },
      },
    });
    await subject.runAs(customer, 'moveSandboxClock', { advanceTo: '2026-11-20T09:01:00.000Z' });
    expect(await billing.getSubscription(id)).toMatchObject({ quantity: 3, pendingPayment: null });
  });

  test('[X107] put a method on file for all that the customer has, or take it away', async () => {
    const other = await subject.begin(customer, { price: 'price_DemoStarterMonthlyUsd' });
    const before = await billing.listSubscriptions();
    await subject.runAs(customer, 'updateSandboxControls', { paymentMethod: 'mastercard' });
    for (const subscription of await billing.listSubscriptions()) {
      expect(subscription.paymentMethod).toMatchObject({ brand: 'mastercard', last4: '4444' });
      const { version } = before.find((it) => it.id === subscription.id)!;
      expect(subscription.version).toBeGreaterThan(version);
    }
    expect(await billing.listPaymentMethods()).toMatchObject([
      { last4: '4444', isDefault: true, usedBy: [{}, {}] },
      { last4: '4242', isDefault: false, removable: true },
    ]);
    const answer = await subject.runAs(customer, 'updateSandboxControls', { paymentMethod: null });
    expect(answer.paymentMethod).toBeNull();
    expect(await billing.listPaymentMethods()).toEqual([]);
    expect((await billing.getSubscription(other))!.paymentMethod).toBeNull();
  });

  test('[X137] another method forgets a change that waits for the bank of the one before, with its code', async () => {
    await subject.runAs(customer, 'updateSandboxControls', { nextCharge: 'requires_action' });
    const asked = await seats(3);
    if (asked.status !== 'requires_action') throw new Error(asked.status);
    expect((await billing.getSubscription(id))!.pendingPayment).not.toBeNull();
    await subject.runAs(customer, 'updateSandboxControls', { paymentMethod: 'mastercard' });
    expect(await billing.getSubscription(id)).toMatchObject({
      quantity: 2,
      pendingPayment: null,
      paymentMethod: { brand: 'mastercard' },
    });
    const { clientSecret } = asked;
    const late = subject.runAs(customer, 'confirmSandboxPayment', { clientSecret, outcome: 'authenticated' });
    await expect(late).rejects.toMatchObject({ code: 'not_found' });
  });

  test('[X137] but leaves alone what is under way', async () => {
    await subject.runAs(customer, 'updateSandboxControls', { nextCharge: 'processing' });
    await seats(3);
    await subject.runAs(customer, 'updateSandboxControls', { paymentMethod: 'mastercard' });
    expect(await billing.getSubscription(id)).toMatchObject({ pendingPayment: { status: 'processing' } });
    await subject.runAs(customer, 'moveSandboxClock', { advanceTo: '2026-11-20T09:01:00.000Z' });
    expect(await billing.getSubscription(id)).toMatchObject({ quantity: 3, pendingPayment: null });
  });

  test('[X108] move the time of the project, and everything happens on the way', async () => {
    const answer = await subject.runAs(customer, 'moveSandboxClock', {
      advanceTo: '2027-02-01T00:00:00.000Z',
    });
    expect(answer.now).toBe('2027-02-01T00:00:00.000Z');
    expect((await billing.listInvoices(everything)).invoices).toHaveLength(3);
    const back = subject.runAs(customer, 'moveSandboxClock', { advanceTo: '2027-01-01T00:00:00.000Z' });
    await expect(back).rejects.toMatchObject({
      code: 'invalid_request',
      fields: [{ path: 'advanceTo' }],
    });
  });
});

describe('another scenario', () => {
  test('[X109] starts the customer over in it: nothing of before is left, and no number is used again', async () => {
    const { version } = (await billing.getSubscription(id))!;
    await billing.applyDiscount({ subscription: id, version, coupon: 'save20' });
    await subject.runAs(customer, 'updateSandboxControls', { nextCharge: 'fails' });
    const before = (await billing.listInvoices(everything)).invoices;

    const answer = await subject.runAs(customer, 'switchSandboxScenario', { scenario: 'vat' });
    expect(answer).toMatchObject({ nextCharge: 'usual', paymentMethod: 'visa' });
    expect(await billing.getSubscription(id)).toBeNull();
    const [subscription, ...others] = await billing.listSubscriptions();
    expect([subscription!.product.name, others]).toEqual(['Business', []]);
    const { invoices } = await billing.listInvoices(everything);
    expect(invoices).toHaveLength(8);
    expect(invoices[0]!.total.currency).toBe('eur');
    for (const { id: invoice, number } of before) {
      expect(invoices.some((it) => it.id === invoice || it.number === number)).toBe(false);
    }
    // Its address and tax id decide the tax: the business owes it itself.
    expect((await billing.getInvoice(invoices[0]!.id))!.taxes).toMatchObject([{ reverseCharge: true }]);
  });

  test('[X109] as often as wanted, and everybody else stays as they are', async () => {
    const other = await subject.createCustomer();
    await subject.begin(other, { price });
    const theirs = await subject.billing(other).listSubscriptions();
    for (const scenario of scenarios.filter((name) => name !== 'manyInvoices')) {
      await subject.runAs(customer, 'switchSandboxScenario', { scenario });
    }
    expect(await subject.billing(other).listSubscriptions()).toEqual(theirs);
    await subject.run('advanceSandboxClock', { advanceTo: '2027-06-01T00:00:00.000Z' });
    expect(await billing.listSubscriptions()).toMatchObject([{ status: 'active' }]);
  }, 60_000);
});

describe('confirming a payment', () => {
  const waitFor = async (quantity: number) => {
    await subject.runAs(customer, 'updateSandboxControls', { nextCharge: 'requires_action' });
    const outcome = await seats(quantity);
    if (outcome.status !== 'requires_action') throw new Error(outcome.status);
    return outcome.clientSecret;
  };
  const wait = () => waitFor(4);
  const confirm = (clientSecret: string, outcome: 'authenticated' | 'refused', by = customer) =>
    subject.runAs(by, 'confirmSandboxPayment', { clientSecret, outcome });

  test('[X111] makes the change, and tells of it and of the invoice', async () => {
    const clientSecret = await wait();
    const before = (await billing.getSubscription(id))!;
    const answer = await confirm(clientSecret, 'authenticated');
    const after = (await billing.getSubscription(id))!;
    const [invoice] = (await billing.listInvoices(everything)).invoices;
    expect(answer).toEqual({ subscription: id, invoice: invoice!.id, paid: true });
    expect(after).toMatchObject({ quantity: 4, pendingPayment: null });
    const { version, quantity, amount, pendingPayment } = before;
    const ofInvoice = { target: invoice!.id, data: { object: invoice } };
    expect(subject.told).toEqual([
      { type: 'invoice.created', ...ofInvoice },
      { type: 'invoice.finalized', ...ofInvoice },
      { type: 'invoice.paid', ...ofInvoice },
      {
        type: 'customer.subscription.updated',
        target: id,
        data: { object: after, previousAttributes: { version, quantity, amount, pendingPayment } },
      },
    ]);
  });

  test('[X111] that is refused changes nothing and tells nothing', async () => {
    const answer = await confirm(await wait(), 'refused');
    expect(answer).toEqual({ subscription: id, invoice: null, paid: false });
    expect(await billing.getSubscription(id)).toMatchObject({ quantity: 2, pendingPayment: null });
    expect(subject.told).toEqual([]);
  });

  test('[X111] is done once, by the customer alone, and in time', async () => {
    const clientSecret = await wait();
    const stranger = await subject.createCustomer();
    await expect(confirm(clientSecret, 'authenticated', stranger)).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(confirm('sandbox_secret_none', 'authenticated')).rejects.toMatchObject({
      code: 'not_found',
    });
    await confirm(clientSecret, 'authenticated');
    await expect(confirm(clientSecret, 'authenticated')).rejects.toMatchObject({ code: 'not_found' });

    const late = await waitFor(5);
    await subject.run('advanceSandboxClock', { advanceTo: '2026-11-21T09:00:00.000Z' });
    await expect(confirm(late, 'authenticated')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('[X111] of an invoice pays it, and tells that the subscription is in order', async () => {
    await subject.runAs(customer, 'updateSandboxControls', { nextCharge: 'fails' });
    await subject.run('advanceSandboxClock', { advanceTo: '2026-12-20T09:00:00.000Z' });
    const { overdueInvoice } = (await billing.getSubscription(id))!;
    await subject.runAs(customer, 'updateSandboxControls', { nextCharge: 'requires_action' });
    const outcome = await billing.payInvoice({ invoice: overdueInvoice!.id, paymentMethod: null });
    if (outcome.status !== 'requires_action') throw new Error(outcome.status);
    expect(await confirm(outcome.clientSecret, 'authenticated')).toEqual({
      subscription: id,
      invoice: overdueInvoice!.id,
      paid: true,
    });
    expect(subject.told).toMatchObject([
      {
        type: 'invoice.paid',
        data: { previousAttributes: { status: 'open', amountRemaining: expect.anything() } },
      },
      { type: 'customer.subscription.updated' },
    ]);
    expect(await billing.getSubscription(id)).toMatchObject({ status: 'active', overdueInvoice: null });
  });
});
