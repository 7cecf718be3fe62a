import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { events } from '../../../database/schema.js';
import { openTestSandbox, type TestSandbox } from '../../../testing/openTestSandbox.js';
import { sandboxClocks } from '../store/schema.js';

const price = 'price_DemoTeamMonthlyUsd';
const paymentMethod = 'visa';

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

const begin = (customer: string, startAt?: string) =>
  subject.run('createSandboxSubscription', {
    customer,
    price,
    quantity: 1,
    paymentMethod,
    ...(startAt && { startAt }),
  });

test('[S302] a subscription that begins now is told of, and so is its first invoice', async () => {
  const customer = await subject.createCustomer();
  const subscription = await begin(customer.id);
  const [invoice] = (
    await subject.billing(customer).listInvoices({ limit: 1, after: null, status: null, year: null })
  ).invoices;
  const ofInvoice = { target: invoice!.id, data: { object: invoice } };
  expect(subject.told).toEqual([
    { type: 'customer.subscription.created', target: subscription.id, data: { object: subscription } },
    { type: 'invoice.created', ...ofInvoice },
    { type: 'invoice.finalized', ...ofInvoice },
    { type: 'invoice.paid', ...ofInvoice },
  ]);
});

test('[S302] one that began in the past is history, of which nobody is told', async () => {
  const customer = await subject.createCustomer();
  await begin(customer.id, '2026-08-01T00:00:00.000Z');
  expect(subject.told).toEqual([]);
});

test('[S302] what falls due of their other subscriptions meanwhile is told as what time has brought about', async () => {
  const customer = await subject.createCustomer();
  await begin(customer.id);
  subject.told.length = 0;
  // The clock has moved, and nobody has come to this customer yet.
  await subject.database
    .update(sandboxClocks)
    .set({ now: new Date('2026-12-25T00:00:00.000Z') })
    .where(eq(sandboxClocks.project, subject.project));
  await begin(customer.id, '2026-12-01T00:00:00.000Z');
  const told = await subject.database
    .select({ type: events.type })
    .from(events)
    .where(eq(events.project, subject.project))
    .orderBy(asc(events.sequence));
  expect(told.map(({ type }) => type).filter((type) => type.startsWith('invoice.'))).toEqual([
    'invoice.created',
    'invoice.finalized',
    'invoice.paid',
  ]);
});
