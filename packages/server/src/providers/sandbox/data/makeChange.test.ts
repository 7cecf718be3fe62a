import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertCustomer } from '../../../customers/customerRows.js';
import { openTestSandbox, type TestSandbox } from '../../../testing/openTestSandbox.js';
import { defaultCatalog } from './defaultCatalog.js';
import { InvalidSandboxData, parseSandboxData, type SandboxData } from './SandboxData.js';

const everything = { limit: 100, after: null, status: null, year: null };

let database: TestSandbox;
let projects = 0;
beforeAll(async () => {
  database = await openTestSandbox();
}, 60_000);
afterAll(() => database.close());

type Subscription = NonNullable<NonNullable<SandboxData['customers']>[number]['subscriptions']>[number];

async function plant(...subscriptions: Subscription[]) {
  const subject = await database.openProject(`proj_${++projects}`);
  let customer = '';
  const data = { catalog: defaultCatalog, customers: [{ reference: 'somebody', subscriptions }] };
  await subject.sandbox.seed(subject.unit(), subject.project, data, async (fields, unit) => {
    const made = await insertCustomer(subject.sandbox, unit, subject.project, fields, 'server');
    customer = made.id;
    return made;
  });
  const billing = subject.billing({ id: customer });
  const { invoices } = await billing.listInvoices(everything);
  return { billing, invoices, subscriptions: await billing.listSubscriptions() };
}

test('[X104] what the customer did later on happens at its time: plans, seats, coupons, pauses', async () => {
  const { invoices, subscriptions } = await plant({
    price: 'price_DemoTeamMonthlyUsd',
    startedAt: '2026-05-01',
    quantity: 2,
    coupon: 'take5',
    changes: [
      { at: '2026-06-10', quantity: 4, atPeriodEnd: true },
      { at: '2026-07-15', coupon: 'partner10' },
      { at: '2026-08-16T12:00:00Z', price: 'price_DemoBusinessMonthlyUsd' },
      { at: '2026-09-20', pauseMonths: 1 },
    ],
  });
  const byMonth = invoices.map(({ issuedAt, subtotal, discount }) => [
    issuedAt.slice(0, 10),
    subtotal.amount,
    discount.amount,
  ]);
  expect(byMonth.toReversed()).toEqual([
    ['2026-05-01', 2_400, 500],
    ['2026-06-01', 2_400, 0],
    ['2026-07-01', 4_800, 0],
    ['2026-08-01', 4_800, 480],
    // Half of August is given back at what was paid for it, and charged at the new price, less the same tenth.
    ['2026-09-01', 9_900 - 2_160 + 4_950, 990 + 495],
    // October is paused.
    ['2026-11-01', 9_900, 990],
  ]);
  expect(subscriptions).toMatchObject([{ status: 'active', product: { name: 'Business' }, quantity: 1 }]);
});

test.each<[string, Partial<Subscription>, string]>([
  ['a price that is not there', { changes: [{ at: '-1 day', price: 'price_Gone' }] }, 'changes.0.price'],
  ['a coupon that is not there', { changes: [{ at: '-1 day', coupon: 'gone' }] }, 'changes.0.coupon'],
  ['a coupon from the start that is not there', { coupon: 'gone' }, 'coupon'],
  [
    'two pauses at once',
    {
      changes: [
        { at: '-2 days', pauseMonths: 2 },
        { at: '-1 day', pauseMonths: 1 },
      ],
    },
    'changes.1',
  ],
  [
    'a change that was not paid for',
    {
      changes: [
        { at: '-2 days', paymentMethod: 'card_declined' },
        { at: '-1 day', price: 'price_DemoTeamYearlyUsd' },
      ],
    },
    'changes.1',
  ],
])('[X104] what can not have happened is named by its place: %s', async (_, more, path) => {
  const planting = plant({ price: 'price_DemoTeamMonthlyUsd', startedAt: '-10 days', ...more });
  const error = await planting.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InvalidSandboxData);
  expect((error as InvalidSandboxData).faults.map((fault) => fault.path)).toEqual([
    `customers.0.subscriptions.0.${path}`,
  ]);
});

test('[X104] a change that says nothing is refused', () => {
  const subscription = { price: 'price_x', startedAt: '-1 day', changes: [{ at: '-1 day' }] };
  const data = { catalog: { products: [] }, customers: [{ reference: 'x', subscriptions: [subscription] }] };
  expect(() => parseSandboxData(data)).toThrow(
    'customers.0.subscriptions.0.changes.0: must say what changes',
  );
});
