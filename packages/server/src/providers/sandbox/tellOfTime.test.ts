import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Subscription } from '@billfold/contract';
import { auditLog, events } from '../../database/schema.js';
import { openTestSandbox, type TestSandbox } from '../../testing/openTestSandbox.js';
import { sandboxClocks } from './store/schema.js';

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

const pass = (advanceTo: string) => {
  // Real time passes as well: events are told in its order.
  subject.now = new Date(subject.now.getTime() + 1_000);
  return subject.run('advanceSandboxClock', { advanceTo });
};

/** What the merchant was told of subscriptions, in order, without what is told of customers. */
async function told() {
  const rows = await subject.database
    .select()
    .from(events)
    .where(eq(events.project, subject.project))
    .orderBy(asc(events.sequence));
  return rows
    .filter(({ type }) => type.startsWith('customer.subscription.'))
    .map(({ type, customer, data }) => ({
      type: type.replace('customer.subscription.', ''),
      customer,
      ...(data as { object: Subscription; previousAttributes: Partial<Subscription> }),
    }));
}
const typesTold = async () => (await told()).map(({ type }) => type);

async function subscriber(more: Partial<Parameters<TestSandbox['begin']>[1]> = {}) {
  const customer = await subject.createCustomer();
  const id = await subject.begin(customer, { price: team, quantity: 2, ...more });
  const billing = subject.billing(customer);
  const target = async () => ({ subscription: id, version: (await billing.getSubscription(id))!.version });
  const change = async (quantity: number, timing: 'now' | 'period_end') => {
    const change = {
      subscription: id,
      price: team,
      quantity,
      promotionCode: null,
      timing,
      prorationBehavior: 'always_invoice' as const,
      trialBehavior: 'continue_trial' as const,
      pricedAt: await subject.sandbox.now(subject.project, subject.unit()),
    };
    const expected = await billing.previewChange(change);
    return billing.changeSubscription({ ...change, ...(await target()), expected });
  };
  const cancel = async () => {
    const reason = { feedback: null, comment: null };
    const ending = { at: 'period_end' as const, prorationBehavior: 'none' as const, ...reason };
    return billing.cancelSubscription({ ...ending, ...(await target()) });
  };
  return { customer, id, billing, target, change, cancel };
}

test('[X138] a cancellation that comes true is told once, by the server, with what it was before', async () => {
  const { customer, id, billing, cancel } = await subscriber();
  await cancel();
  await pass('2026-12-19T00:00:00.000Z');
  expect(await told()).toEqual([]);
  await pass('2027-03-01T00:00:00.000Z');
  await pass('2027-06-01T00:00:00.000Z');
  expect(await told()).toMatchObject([
    {
      type: 'deleted',
      customer: customer.id,
      object: await billing.getSubscription(id),
      previousAttributes: { status: 'active', endedAt: null },
    },
  ]);
  const [deed] = await subject.database.select().from(auditLog).where(eq(auditLog.target, id));
  expect(deed).toMatchObject({ by: 'server', action: 'customer.subscription.deleted', target: id });
});

test('[X138] one that only renews is not told', async () => {
  await subscriber();
  await pass('2027-06-01T00:00:00.000Z');
  expect(await told()).toEqual([]);
});

test('[X138] a change that comes true is told, scheduled or paid for meanwhile', async () => {
  const { change, customer } = await subscriber();
  await change(1, 'period_end');
  await pass('2026-12-20T09:00:00.000Z');
  expect(await told()).toMatchObject([
    { type: 'updated', object: { quantity: 1, pendingChange: null }, previousAttributes: { quantity: 2 } },
  ]);
  await subject.runAs(customer, 'updateSandboxControls', { nextCharge: 'processing' });
  expect(await change(5, 'now')).toMatchObject({ status: 'pending' });
  await pass('2026-12-20T09:01:00.000Z');
  expect((await told())[1]).toMatchObject({ type: 'updated', object: { quantity: 5 } });
});

test('[X138] one that nobody has confirmed is not told: nothing has come of it', async () => {
  const { change, customer } = await subscriber();
  await subject.runAs(customer, 'updateSandboxControls', { nextCharge: 'requires_action' });
  await change(5, 'now');
  await pass('2026-11-22T09:00:00.000Z');
  expect(await told()).toEqual([]);
});

test('[X138] another status is told: a trial that ends, a payment that is refused, and the end of it', async () => {
  await subscriber({ trialDays: 10, paymentMethod: 'card_declined' });
  for (const day of ['2026-11-30T09:00:00.000Z', '2026-12-03T09:00:00.000Z', '2026-12-31T00:00:00.000Z']) {
    await pass(day);
  }
  expect((await told()).map(({ type, object }) => [type, object.status])).toEqual([
    ['trial_will_end', 'trialing'],
    ['updated', 'past_due'],
    ['deleted', 'canceled'],
  ]);
});

test('[X138] a pause is told where it begins and where it ends, also within one leap', async () => {
  const one = await subscriber();
  const resumesAt = new Date('2027-02-01T00:00:00.000Z');
  await one.billing.pauseSubscription({ ...(await one.target()), resumesAt });
  await pass('2026-12-20T09:00:00.000Z');
  await pass('2027-02-01T00:00:00.000Z');
  expect(await typesTold()).toEqual(['paused', 'resumed']);
  const until = new Date('2027-05-01T00:00:00.000Z');
  await one.billing.pauseSubscription({ ...(await one.target()), resumesAt: until });
  await pass('2027-07-01T00:00:00.000Z');
  expect((await typesTold()).slice(2)).toEqual(['resumed']);
});

test('[X138] what falls due before somebody changes something is told too, and what is refused then is not', async () => {
  const { billing, cancel, target, id } = await subscriber();
  await cancel();
  const seen = await target();
  // The clock has moved, and nobody has come to this customer yet.
  await subject.database
    .update(sandboxClocks)
    .set({ now: new Date('2027-01-01T00:00:00.000Z') })
    .where(eq(sandboxClocks.project, subject.project));
  await expect(billing.keepSubscription(seen)).rejects.toMatchObject({ code: 'version_stale' });
  expect(await told()).toEqual([]);
  await pass('2027-01-01T00:00:00.000Z');
  expect(await told()).toMatchObject([{ type: 'deleted', object: { id } }]);
});

test('[X138] history is not told: who is made with it was so from the start', async () => {
  for (const scenario of ['paused', 'pastDue', 'seats'] as const) {
    await subject.run('createSandboxScenario', { scenario });
  }
  expect(await told()).toEqual([]);
});
