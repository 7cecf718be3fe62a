import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertCustomer } from '../../../customers/customerRows.js';
import { openTestSandbox, type TestSandbox } from '../../../testing/openTestSandbox.js';
import { InvalidSandboxData, type SandboxData } from './SandboxData.js';
import type { CreateCustomer } from './seed.js';

const everything = { limit: 100, after: null, status: null, year: null };

const data = {
  catalog: {
    products: [
      {
        id: 'prod_Team',
        name: 'Team',
        prices: [
          {
            id: 'price_TeamMonthly',
            unitAmount: 1_100,
            currency: 'eur',
            interval: 'month',
            scheme: 'per_seat',
          },
          {
            id: 'price_TeamYearly',
            unitAmount: 110_00,
            currency: 'eur',
            interval: 'year',
            scheme: 'per_seat',
          },
          { id: 'price_TeamYen', unitAmount: 1_600, currency: 'jpy', interval: 'month' },
        ],
      },
    ],
  },
  customers: [
    {
      reference: 'first',
      name: 'Demo Customer One',
      email: 'one@demo.example',
      address: { country: 'DE' },
      subscriptions: [{ price: 'price_TeamMonthly', quantity: 3, startedAt: '-24 months' }],
    },
    {
      reference: 'second',
      name: 'Demo Customer Two',
      email: 'two@demo.example',
      subscriptions: [
        { price: 'price_TeamYearly', startedAt: '2024-06-15', cancelAtPeriodEnd: true },
        { price: 'price_TeamMonthly', startedAt: '-20 days', trialDays: 30, paymentMethod: null },
      ],
    },
  ],
} satisfies SandboxData;

let database: TestSandbox;
let projects = 0;
beforeAll(async () => {
  database = await openTestSandbox();
}, 60_000);
afterAll(() => database.close());

/** A project of its own for each test. */
async function open(): Promise<{
  subject: TestSandbox;
  plant: (given?: SandboxData) => Promise<void>;
  created: string[];
}> {
  const subject = await database.openProject(`proj_${++projects}`);
  const created: string[] = [];
  const createCustomer: CreateCustomer = async (fields, unit) => {
    // Long enough for another server to look whether the customer exists.
    await new Promise((resolve) => setTimeout(resolve, 20));
    const customer = await insertCustomer(subject.sandbox, unit, subject.project, fields, 'server');
    created.push(customer.id);
    return customer;
  };
  const plant = (given: SandboxData = data) =>
    subject.sandbox.seed(subject.unit(), subject.project, given, createCustomer);
  return { subject, plant, created };
}

describe('seeding', () => {
  test('[X32] two years of invoices are computed, with tax, up to this moment', async () => {
    const { subject, plant, created } = await open();
    await plant();
    const { invoices } = await subject.billing({ id: created[0]! }).listInvoices(everything);
    expect(invoices).toHaveLength(25);
    expect(invoices[0]).toMatchObject({
      issuedAt: '2026-11-20T09:00:00.000Z',
      status: 'paid',
      subtotal: { amount: 3_300, currency: 'eur', exponent: 2 },
      tax: { amount: 627 },
      total: { amount: 3_927 },
    });
    expect(invoices.at(-1)!.number).toMatch(/-0001$/);
  });

  test('[X32] several subscriptions of one customer, one ending and one in its trial', async () => {
    const { subject, plant, created } = await open();
    await plant();
    const billing = subject.billing({ id: created[1]! });
    expect(await billing.listSubscriptions()).toMatchObject([
      {
        status: 'trialing',
        trialEndAt: '2026-11-30T09:00:00.000Z',
        currentPeriod: { startAt: '2026-10-31T09:00:00.000Z', endAt: '2026-11-30T09:00:00.000Z' },
        renewsAt: '2026-11-30T09:00:00.000Z',
      },
      {
        status: 'active',
        cancelAt: '2027-06-15T00:00:00.000Z',
        canceledAt: '2026-11-20T09:00:00.000Z',
        renewsAt: null,
      },
    ]);
    await subject.run('advanceSandboxClock', { advanceTo: '2027-07-01T00:00:00.000Z' });
    const [living, ended] = await billing.listSubscriptions();
    expect(living).toMatchObject({ status: 'past_due', cancelAt: null });
    expect(ended).toMatchObject({ status: 'canceled', endedAt: '2027-06-15T00:00:00.000Z' });
  });

  test('[X33] again, it makes nobody twice, follows the catalogue and lets time pass', async () => {
    const { subject, plant, created } = await open();
    await plant();
    subject.now = new Date('2026-12-21T00:00:00.000Z');
    const [team] = data.catalog.products;
    await plant({ ...data, catalog: { products: [{ ...team!, name: 'Crew' }] } });

    expect(created).toHaveLength(2);
    const billing = subject.billing({ id: created[0]! });
    expect((await billing.listInvoices(everything)).invoices).toHaveLength(26);
    expect((await billing.listSubscriptions())[0]!.product.name).toBe('Crew');
  });

  test('[X33] a customer is made with all of their history or not at all, and the next start completes it', async () => {
    const { subject, plant, created } = await open();
    const [first, second] = data.customers;
    const [yearly] = second!.subscriptions;
    const wrong = { ...second!, subscriptions: [yearly!, { ...yearly!, price: 'price_Gone' }] };
    await expect(plant({ ...data, customers: [first!, wrong] })).rejects.toThrow(
      'customers.1.subscriptions.1.price: there is no price price_Gone',
    );
    expect(await subject.billing({ id: created[1]! }).listSubscriptions()).toEqual([]);

    await plant();
    expect(created).toHaveLength(3);
    expect(await subject.billing({ id: created[2]! }).listSubscriptions()).toHaveLength(2);
  });

  test('[X33] servers that start at once make everybody once', async () => {
    const { plant, created } = await open();
    await Promise.all([plant(), plant(), plant()]);
    expect(created).toHaveLength(2);
  });

  test('[X33] a server that starts while another one seeds waits for it, longer than a request would', async () => {
    const { subject, plant, created } = await open();
    await subject.run('createSandboxScenario', { scenario: 'active' });
    const lock = `sandbox:seed:${subject.project}`;
    const other = subject.database.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`);
      await tx.execute(sql`select from sandbox_clocks where project_id = ${subject.project} for share`);
      await tx.execute(sql`select pg_sleep(2.5)`);
    });
    subject.now = new Date('2026-11-21T00:00:00.000Z');
    await Promise.all([other, plant()]);
    expect(created).toHaveLength(2);
  });

  test.each([
    [
      'price',
      { price: 'price_TeamYen', startedAt: '-1 month' },
      'is in jpy, but the customer is billed in eur',
    ],
    [
      'startedAt',
      { price: 'price_TeamMonthly', startedAt: '2027-01-01' },
      'must not be after the sandbox’s time',
    ],
    ['startedAt', { price: 'price_TeamMonthly', startedAt: '-1930 years' }, 'must not be before 1970'],
    [
      'startedAt',
      { price: 'price_TeamMonthly', startedAt: Array(40).fill('-9999 years').join(' ') },
      'must not be before 1970',
    ],
    [
      'changes.1.at',
      {
        price: 'price_TeamMonthly',
        startedAt: '-2 days',
        changes: [
          { at: '-1 day', paymentMethod: null },
          { at: '2027-01-01', paymentMethod: 'visa' as const },
        ],
      },
      'must not be after the sandbox’s time',
    ],
    [
      'changes.0.at',
      { price: 'price_TeamMonthly', startedAt: '-2 days', changes: [{ at: '-3 days', paymentMethod: null }] },
      'must not be before the subscription began',
    ],
  ])('[X31] what can not be billed is named by its place: %s', async (field, subscription, message) => {
    const { plant } = await open();
    const customer = {
      reference: 'x',
      subscriptions: [{ price: 'price_TeamMonthly', startedAt: '-1 day' }, subscription],
    };
    const error = await plant({ ...data, customers: [customer] }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InvalidSandboxData);
    const [fault] = (error as InvalidSandboxData).faults;
    expect(fault!.path).toBe(`customers.0.subscriptions.1.${field}`);
    expect(fault!.message).toContain(message.replace('’', "'"));
  });

  test('[X31] a price that would change is named by its place in the file', async () => {
    const { plant } = await open();
    await plant();
    const [team] = data.catalog.products;
    const [monthly] = team!.prices;
    const changed = {
      ...data,
      catalog: { products: [{ ...team!, prices: [{ ...monthly!, unitAmount: 1 }] }] },
    };
    await expect(plant(changed)).rejects.toThrow('catalog.products.0.prices.0.unitAmount');
  });

  test('[X32] a payment method that was changed pays from that instant on', async () => {
    const { subject, plant, created } = await open();
    const subscription = {
      price: 'price_TeamMonthly',
      startedAt: '-2 months',
      changes: [
        { at: '-1 month', paymentMethod: 'mastercard' as const },
        { at: '-1 day', paymentMethod: 'insufficient_funds' as const },
      ],
    };
    await plant({ ...data, customers: [{ reference: 'x', subscriptions: [subscription] }] });
    const { invoices } = await subject.billing({ id: created[0]! }).listInvoices(everything);
    expect(invoices.map(({ payment }) => payment!.method!.last4)).toEqual(['9995', '4444', '4242']);
  });
});
