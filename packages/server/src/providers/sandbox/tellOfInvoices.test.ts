import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Invoice } from '@billfold/contract';
import { auditLog, events } from '../../database/schema.js';
import { openTestSandbox, type TestSandbox } from '../../testing/openTestSandbox.js';

const team = 'price_DemoTeamMonthlyUsd';

let database: TestSandbox;
let subject: TestSandbox;
let projects = 0;
beforeAll(async () => {
  database = await openTestSandbox();
}, 60_000);
beforeEach(async () => {
  subject = await database.openProject(`proj_${++projects}`);
  await subject.run('createSandboxScenario', { scenario: 'free' });
});
afterAll(() => database.close());

const pass = (advanceTo: string) => subject.run('advanceSandboxClock', { advanceTo });

/** What the merchant was told since the last time, in order. */
let seen = 0;
async function told() {
  const rows = await subject.database
    .select()
    .from(events)
    .where(eq(events.project, subject.project))
    .orderBy(asc(events.sequence));
  const own = rows.filter(({ type }) => /^(invoice|customer\.subscription)\./.test(type));
  return own.map(({ type, customer, data, id }) => ({
    id,
    type,
    customer,
    ...(data as { object: Invoice; previousAttributes?: Partial<Invoice> }),
  }));
}
const toldNow = async () => {
  const all = await told();
  const fresh = all.slice(seen);
  seen = all.length;
  return fresh;
};
beforeEach(() => {
  seen = 0;
});
const types = (list: { type: string }[]) => list.map(({ type }) => type);

test('[S197] a renewal tells of its invoice: made, final, and paid', async () => {
  const customer = await subject.createCustomer();
  await subject.begin(customer, { price: team, quantity: 2 });
  await pass('2026-12-20T09:00:00.000Z');
  const renewal = await toldNow();
  expect(types(renewal)).toEqual(['invoice.created', 'invoice.finalized', 'invoice.paid']);
  const [newest] = (
    await subject.billing(customer).listInvoices({ limit: 1, after: null, status: null, year: null })
  ).invoices;
  for (const { object, customer: of } of renewal) {
    expect(object).toEqual(newest);
    expect(of).toBe(customer.id);
  }
  // A leap tells of every one of them, in order, and of each with a deed of the server.
  await pass('2027-03-20T09:00:00.000Z');
  const leap = await toldNow();
  const each = ['invoice.created', 'invoice.finalized', 'invoice.paid'];
  expect(types(leap)).toEqual([...each, ...each, ...each]);
  expect(new Set(leap.map(({ object }) => object.number)).size).toBe(3);
  const deeds = await subject.database.select().from(auditLog).where(eq(auditLog.project, subject.project));
  const told = deeds.filter(({ action }) => action.startsWith('invoice.'));
  expect(told.map(({ event }) => event).toSorted()).toEqual(
    [...renewal, ...leap].map(({ id }) => id).toSorted(),
  );
  expect(told.every(({ by }) => by === 'server')).toBe(true);
});

test('[S197] a renewal that is refused is told each time, and so is the end of it', async () => {
  const customer = await subject.createCustomer();
  await subject.begin(customer, { price: team, quantity: 1, trialDays: 10, paymentMethod: 'card_declined' });
  await pass('2026-11-30T09:00:00.000Z');
  expect(types(await toldNow())).toEqual([
    'customer.subscription.trial_will_end',
    'invoice.created',
    'invoice.finalized',
    'invoice.payment_failed',
    'customer.subscription.updated',
  ]);
  await pass('2026-12-03T09:00:00.000Z');
  const [retry, ...others] = await toldNow();
  expect(others).toEqual([]);
  expect(retry).toMatchObject({ type: 'invoice.payment_failed', object: { status: 'open' } });
  expect(retry!.previousAttributes).toHaveProperty('payment');
  await pass('2026-12-31T00:00:00.000Z');
  expect(types(await toldNow())).toEqual(['invoice.payment_failed', 'customer.subscription.deleted']);
});

test('[S197] what a bank confirms later is told when it does', async () => {
  const customer = await subject.createCustomer();
  await subject.begin(customer, { price: team, quantity: 1 });
  await subject.runAs(customer, 'updateSandboxControls', { nextCharge: 'processing' });
  await pass('2026-12-20T09:00:00.000Z');
  expect(types(await toldNow())).toEqual(['invoice.created', 'invoice.finalized']);
  await pass('2026-12-20T09:01:00.000Z');
  expect(await toldNow()).toMatchObject([
    { type: 'invoice.paid', object: { status: 'paid' }, previousAttributes: { status: 'open' } },
  ]);
  await subject.runAs(customer, 'updateSandboxControls', { nextCharge: 'requires_action' });
  await pass('2027-01-20T09:00:00.000Z');
  expect(types(await toldNow()).slice(0, 3)).toEqual([
    'invoice.created',
    'invoice.finalized',
    'invoice.payment_action_required',
  ]);
});

test('[S198] a trial is told of three days before its end, once, and not when it was told of already', async () => {
  const customer = await subject.createCustomer();
  const id = await subject.begin(customer, { price: team, quantity: 1, trialDays: 10 });
  await pass('2026-11-27T08:59:59.999Z');
  expect(await toldNow()).toEqual([]);
  await pass('2026-11-27T09:00:00.000Z');
  expect(await toldNow()).toMatchObject([
    {
      type: 'customer.subscription.trial_will_end',
      customer: customer.id,
      object: { id, status: 'trialing', trialEndAt: '2026-11-30T09:00:00.000Z' },
    },
  ]);
  await pass('2026-11-29T09:00:00.000Z');
  expect(await toldNow()).toEqual([]);
  await pass('2026-12-01T09:00:00.000Z');
  expect(types(await toldNow())).not.toContain('customer.subscription.trial_will_end');
});
