import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CustomerBilling, PlanChange } from '../../../provider/CustomerBilling.js';
import type { BillingCustomer } from '../../../provider/Provider.js';
import { openTestSandbox, type TestSandbox } from '../../../testing/openTestSandbox.js';

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
  id = await subject.begin(customer, { price: 'price_DemoTeamMonthlyUsd', quantity: 2 });
  billing = subject.billing(customer);
});
afterAll(() => database.close());

const seats = async (quantity: number): Promise<PlanChange> => ({
  subscription: id,
  price: 'price_DemoTeamMonthlyUsd',
  quantity,
  promotionCode: null,
  timing: 'now',
  prorationBehavior: 'always_invoice',
  trialBehavior: 'continue_trial',
  pricedAt: await subject.sandbox.now(subject.project, subject.unit()),
});
const everything = { limit: 100, after: null, status: null, year: null };
const numbers = async () => {
  const { invoices } = await billing.listInvoices(everything);
  return invoices.map(({ number }) => Number(number.split('-')[1]));
};

test('[X92] of many who change the same version at once one does, and charges once', async () => {
  const { version } = (await billing.getSubscription(id))!;
  const changes = await Promise.all(
    Array.from({ length: 12 }, async (_, index) => {
      const change = await seats(3 + index);
      return { ...change, version, expected: await billing.previewChange(change) };
    }),
  );
  const outcomes = await Promise.allSettled(changes.map((change) => billing.changeSubscription(change)));
  const won = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const codes = outcomes.flatMap((it) =>
    it.status === 'rejected' ? [(it.reason as { code: string }).code] : [],
  );
  expect(codes).toEqual(Array(11).fill('version_stale'));
  expect(won).toMatchObject([
    { status: 'succeeded', subscription: (await billing.getSubscription(id))!, invoice: { status: 'paid' } },
  ]);
  expect(await numbers()).toEqual([2, 1]);
});

test('[X92] what is due has happened before anything is changed: the version of before is stale', async () => {
  const before = (await billing.getSubscription(id))!;
  const change = await seats(3);
  const expected = await billing.previewChange(change);
  // The clock has moved, and nobody has come to this customer yet.
  await subject.database.execute(
    sql`update sandbox_clocks set now = '2026-12-25T00:00:00Z' where project_id = ${subject.project}`,
  );
  const stale = { ...change, version: before.version, expected };
  await expect(billing.changeSubscription(stale)).rejects.toMatchObject({ code: 'version_stale' });

  const priced = await billing.previewChange(await seats(3));
  await billing.cancelSubscription({
    subscription: id,
    version: before.version + 1,
    at: 'period_end',
    prorationBehavior: 'none',
    feedback: null,
    comment: null,
  });
  expect(await numbers()).toEqual([2, 1]);
  expect((await billing.getSubscription(id))!.cancelAt).toBe('2027-01-20T09:00:00.000Z');
  expect(priced.lines[0]!.period!.startAt).toBe('2026-12-25T00:00:00.000Z');
});

test('[X92] time that moves meanwhile bills everybody, and nobody twice', async () => {
  const work = Array.from({ length: 6 }, async (_, index) => {
    const other = await subject.createCustomer();
    const subscription = await subject.begin(other, { price: 'price_DemoTeamMonthlyUsd' });
    const theirs = subject.billing(other);
    const { version } = (await theirs.getSubscription(subscription))!;
    const target = { subscription, version };
    const resumesAt = new Date('2027-02-01T00:00:00Z');
    if (index % 2 === 0) await theirs.pauseSubscription({ ...target, resumesAt }).catch(() => undefined);
    return theirs;
  });
  const to = new Date('2027-03-01T00:00:00Z');
  const [, ...everybody] = await Promise.all([
    subject.sandbox.advanceTo(subject.unit(), subject.project, to),
    ...work,
  ]);
  await subject.sandbox.advanceTo(subject.unit(), subject.project, to);
  for (const theirs of everybody) {
    const { invoices } = await theirs.listInvoices(everything);
    const counted = invoices.map(({ number }) => Number(number.split('-')[1]));
    expect(counted).toEqual(counted.map((_, index) => counted.length - index));
    const [subscription] = await theirs.listSubscriptions();
    expect(Date.parse(subscription!.renewsAt!)).toBeGreaterThan(to.getTime());
  }
});

test('[X92] a change that is refused leaves no trace, whatever was done on the way', async () => {
  const before = [await billing.listSubscriptions(), await numbers()];
  const { version } = (await billing.getSubscription(id))!;
  const change = { ...(await seats(9)), promotionCode: 'WELCOME20' };
  const priced = await billing.previewChange(change);
  const { dueNow } = priced;
  const expected = { ...priced, dueNow: { ...dueNow, amount: dueNow.amount + 1 } };
  const wrong = { ...change, version, expected };
  await expect(billing.changeSubscription(wrong)).rejects.toMatchObject({ code: 'quote_stale' });
  expect([await billing.listSubscriptions(), await numbers()]).toEqual(before);
});

test('[X93] looking writes nothing, and waits for nobody', async () => {
  if (database.url === null) return; // The embedded database has one connection: everybody waits for everybody.
  let free!: () => void;
  const held = new Promise<void>((resolve) => (free = resolve));
  const holding = subject.database.transaction(async (tx) => {
    await tx.execute(sql`select from sandbox_customers where customer_id = ${customer.id} for update`);
    await tx.execute(sql`select from sandbox_clocks where project_id = ${subject.project} for update`);
    await held;
  });
  const looked = await Promise.all([
    seats(3).then(billing.previewChange),
    billing.getUpcomingInvoice(id),
    billing.previewDiscount(id, 'save20'),
  ]);
  expect(looked.every(Boolean)).toBe(true);
  free();
  await holding;
});

test('[X135] what would cost more than can be charged at once can not be changed to', async () => {
  const billed = await billing.previewChange(await seats(83_333));
  expect(billed.recurring.total.amount).toBe(99_999_600);
  await expect(billing.previewChange(await seats(83_334))).rejects.toMatchObject({
    code: 'quantity_not_allowed',
    fields: [{ path: 'quantity', message: expect.stringContaining('99999999') as string }],
  });
});

test.each([
  ['a price in another currency', { price: 'price_DemoTeamMonthlyEur' }, 'price_not_allowed'],
  ['a price that is archived', { price: 'price_DemoDailyUsd' }, 'price_not_allowed'],
  ['seats of what has none', { price: 'price_DemoStarterMonthlyUsd', quantity: 2 }, 'quantity_not_allowed'],
  ['no seats', { quantity: 0 }, 'quantity_not_allowed'],
  ['half a seat', { quantity: 1.5 }, 'quantity_not_allowed'],
  ['more seats than are counted', { quantity: 1_000_000 }, 'quantity_not_allowed'],
])('[X94] can not be changed to: %s', async (_, wanted, code) => {
  const change = { ...(await seats(3)), ...wanted };
  await expect(billing.previewChange(change)).rejects.toMatchObject({ code });
  const { version, amount } = (await billing.getSubscription(id))!;
  const expected = { dueNow: amount, total: amount, recurring: { total: amount }, nextInvoice: null };
  const made = billing.changeSubscription({ ...change, version, expected });
  await expect(made).rejects.toMatchObject({ code });
});

test('[X136] the price that somebody has stays open to them when it is archived, and to nobody else', async () => {
  const other = await subject.createCustomer();
  const theirs = await subject.begin(other, { price: 'price_DemoStarterMonthlyUsd' });
  const { products, ...offer } = await subject.run('getSandboxCatalog', {});
  const left = products.map(({ prices, ...product }) => ({
    ...product,
    prices: prices.map((price) => ({
      ...price,
      unitAmount: price.unitAmount.amount,
      currency: price.unitAmount.currency,
      tiers: null,
      active: price.active && price.id !== 'price_DemoTeamMonthlyUsd',
    })),
  }));
  const sold = left.filter(({ id: product }) => product !== 'prod_DemoScale');
  await subject.run('updateSandboxCatalog', { ...offer, products: sold, coupons: [], promotionCodes: [] });

  const plans = await billing.listPlans(id);
  const prices = plans.flatMap((plan) => plan.prices);
  expect(prices.find(({ current }) => current)).toMatchObject({
    id: 'price_DemoTeamMonthlyUsd',
    unavailable: null,
  });
  const change = await seats(5);
  const expected = await billing.previewChange(change);
  const { version } = (await billing.getSubscription(id))!;
  expect(await billing.changeSubscription({ ...change, version, expected })).toMatchObject({
    status: 'succeeded',
    subscription: { quantity: 5 },
  });
  const taken = subject.billing(other).previewChange({ ...change, subscription: theirs });
  await expect(taken).rejects.toMatchObject({ code: 'price_not_allowed' });
});
