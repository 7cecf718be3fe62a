import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowsOf } from '../../database/Database.js';
import { openTestSandbox, type TestSandbox } from '../../testing/openTestSandbox.js';
import type { SandboxOptions } from './index.js';

const everything = { limit: 100, after: null, status: null, year: null };
const price = 'price_DemoTeamMonthlyUsd';
const daily = 'price_TestDaily';

let database: TestSandbox;
beforeAll(async () => {
  database = await openTestSandbox();
}, 60_000);
afterAll(() => database.close());

/** A project of its own for each test, with the demo's prices. */
async function open(options?: SandboxOptions): Promise<TestSandbox> {
  const subject = await database.openProject(`proj_${++projects}`, options);
  await subject.run('createSandboxScenario', { scenario: 'free' });
  await subject.offerDailyPrice();
  return subject;
}
let projects = 0;

async function subscriber(subject: TestSandbox, more: { price?: string; startAt?: string } = {}) {
  const customer = await subject.createCustomer();
  const wanted = { price, quantity: 1, paymentMethod: 'visa' as const, ...more };
  await subject.run('createSandboxSubscription', { customer: customer.id, ...wanted });
  return customer;
}

const numbersOf = async (subject: TestSandbox, customer: { id: string }) => {
  const rows = await rowsOf<{ number: string }>(
    subject.database,
    sql`select number from sandbox_invoices where customer_id = ${customer.id} order by issued_at, id`,
  );
  return rows.map(({ number }) => Number(number.split('-')[1]));
};
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const timeOf = (subject: TestSandbox) => subject.sandbox.now(subject.project, subject.unit());

describe('the clock', () => {
  test('[X22] goes by real time until something is billed, and stands still then', async () => {
    const subject = await database.openProject('proj_new');
    expect(await timeOf(subject)).toEqual(subject.now);
    subject.now = new Date('2026-12-01T00:00:00.000Z');
    expect(await timeOf(subject)).toEqual(subject.now);
    expect(await subject.run('getSandboxClock', {})).toEqual({ now: '2026-12-01T00:00:00.000Z' });

    await subject.run('createSandboxScenario', { scenario: 'active' });
    subject.now = new Date('2027-01-01T00:00:00.000Z');
    expect((await timeOf(subject)).toISOString()).toBe('2026-12-01T00:00:00.000Z');
  });

  test('[X22] is advanced to an instant, and everything due by then has happened', async () => {
    const subject = await open();
    const customer = await subscriber(subject);
    const answer = await subject.run('advanceSandboxClock', { advanceTo: '2028-11-20T09:00:00.000Z' });
    expect(answer).toEqual({ now: '2028-11-20T09:00:00.000Z' });
    expect(await numbersOf(subject, customer)).toEqual(upTo(25));
    const [subscription] = await subject.billing(customer).listSubscriptions();
    expect(subscription).toMatchObject({
      status: 'active',
      currentPeriod: { startAt: '2028-11-20T09:00:00.000Z', endAt: '2028-12-20T09:00:00.000Z' },
      renewsAt: '2028-12-20T09:00:00.000Z',
    });
  });

  test('[X22] never goes back, nor more than ten years at once, and then nothing has happened', async () => {
    const subject = await open();
    const customer = await subscriber(subject);
    for (const advanceTo of [
      '2026-11-20T08:59:59.999Z',
      '2036-11-20T09:00:00.001Z',
      '9999-12-31T23:59:59.999Z',
    ]) {
      await expect(subject.run('advanceSandboxClock', { advanceTo })).rejects.toMatchObject({
        code: 'invalid_request',
        fields: [{ path: 'advanceTo' }],
      });
    }
    expect(await timeOf(subject)).toEqual(subject.now);
    expect(await numbersOf(subject, customer)).toEqual([1]);
  });

  test('[X22] ends with the calendars of four digits', async () => {
    const subject = await open();
    subject.now = new Date('9895-01-01T00:00:00.000Z');
    await subject.sandbox.catchUp(subject.unit(), subject.project);
    await subject.run('advanceSandboxClock', { advanceTo: '9900-01-01T00:00:00.000Z' });
    const beyond = subject.run('advanceSandboxClock', { advanceTo: '9900-01-01T00:00:00.001Z' });
    await expect(beyond).rejects.toMatchObject({ code: 'invalid_request', fields: [{ path: 'advanceTo' }] });
  });

  test('[X22] is each project’s own', async () => {
    const subject = await open();
    const other = await subject.openProject('proj_other');
    await other.run('createSandboxScenario', { scenario: 'free' });
    const untouched = await subscriber(other);
    await subject.sandbox.advanceTo(subject.unit(), subject.project, new Date('2027-11-20T09:00:00Z'));
    expect((await timeOf(other)).toISOString()).toBe('2026-11-20T09:00:00.000Z');
    expect(await numbersOf(other, untouched)).toEqual([1]);
  });

  test('[X23] catches up with real time, and waits where it was moved ahead', async () => {
    const subject = await open();
    const customer = await subscriber(subject);
    subject.now = new Date('2027-02-01T00:00:00.000Z');
    await subject.sandbox.catchUp(subject.unit(), subject.project);
    expect(await timeOf(subject)).toEqual(subject.now);
    expect(await numbersOf(subject, customer)).toEqual(upTo(3));

    await subject.run('advanceSandboxClock', { advanceTo: '2027-06-01T00:00:00.000Z' });
    await subject.sandbox.catchUp(subject.unit(), subject.project);
    expect((await timeOf(subject)).toISOString()).toBe('2027-06-01T00:00:00.000Z');
  });
});

describe('advancing', () => {
  test('[X24] what was interrupted is completed by the same call, and nothing happens twice', async () => {
    const subject = await open();
    const customers = [await subscriber(subject), await subscriber(subject), await subscriber(subject)];
    const to = new Date('2027-11-20T09:00:00Z');
    // The second customer's transaction fails, as if the process had died in it.
    await subject.database.execute(sql`
      create function refuse() returns trigger language plpgsql as $$ begin
        if (select count(distinct customer_id) from sandbox_invoices
          where project_id = new.project_id and issued_at > '2026-12-01') > 1 then raise 'killed'; end if;
        return new; end $$`);
    await subject.database.execute(
      sql`create trigger refuse after insert on sandbox_invoices for each row execute function refuse()`,
    );
    const outcome = await subject.sandbox
      .advanceTo(subject.unit(), subject.project, to)
      .catch(() => 'interrupted');
    await subject.database.execute(sql`drop trigger refuse on sandbox_invoices`);
    expect(outcome).toBe('interrupted');
    const halfway = await Promise.all(customers.map((customer) => numbersOf(subject, customer)));
    expect(halfway.map((numbers) => numbers.length).toSorted((a, b) => a - b)).toEqual([1, 1, 13]);

    await subject.sandbox.advanceTo(subject.unit(), subject.project, to);
    await subject.sandbox.advanceTo(subject.unit(), subject.project, to);
    for (const customer of customers) expect(await numbersOf(subject, customer)).toEqual(upTo(13));
  });

  test('[X25] many who advance at once share the work: no gap, nothing twice, and all is done for each', async () => {
    const subject = await open();
    const customers: { id: string }[] = [];
    for (let index = 0; index < 6; index++) customers.push(await subscriber(subject, { price: daily }));
    const to = new Date('2027-01-19T09:00:00Z');
    const unit = subject.unit();

    await Promise.all(
      Array.from({ length: 8 }, async () => {
        await subject.sandbox.advanceTo(unit, subject.project, to);
        for (const customer of customers) expect(await numbersOf(subject, customer)).toHaveLength(61);
      }),
    );
    for (const customer of customers) expect(await numbersOf(subject, customer)).toEqual(upTo(61));
  });

  test('[X25] subscriptions that begin while time moves are billed up to where it moved', async () => {
    const subject = await open();
    const customers: { id: string }[] = [];
    for (let index = 0; index < 8; index++) customers.push(await subject.createCustomer());
    const to = new Date('2027-01-19T09:00:00Z');
    await Promise.all([
      ...customers.map(({ id: customer }) =>
        subject.run('createSandboxSubscription', {
          customer,
          price: daily,
          quantity: 1,
          startAt: '2026-11-20T09:00:00.000Z',
          paymentMethod: 'visa',
        }),
      ),
      subject.sandbox.advanceTo(subject.unit(), subject.project, to),
    ]);
    for (const customer of customers) expect(await numbersOf(subject, customer)).toEqual(upTo(61));
  });

  test('[X25] two subscriptions of one customer, begun at once, share one row of numbers', async () => {
    const subject = await open();
    const customer = await subject.createCustomer();
    const begin = () =>
      subject.run('createSandboxSubscription', {
        customer: customer.id,
        price: daily,
        quantity: 1,
        startAt: '2026-11-01T09:00:00.000Z',
        paymentMethod: 'visa',
      });
    await Promise.all([begin(), begin(), begin(), begin()]);
    expect((await numbersOf(subject, customer)).toSorted((a, b) => a - b)).toEqual(upTo(80));
  });

  test('[X26] debits settle, refusals are retried and end, across calls', async () => {
    const subject = await open();
    const state = async (customer: { id: string }) => {
      const [subscription] = await subject.billing(customer).listSubscriptions();
      const { invoices } = await subject.billing(customer).listInvoices(everything);
      return [
        subscription!.status,
        invoices[0]!.status,
        invoices[0]!.payment!.status,
        invoices[0]!.payment!.nextAttemptAt,
      ];
    };
    const debit = await subject.createCustomer();
    const refused = await subject.createCustomer();
    const wanted = { price, quantity: 1 };
    await subject.run('createSandboxSubscription', {
      ...wanted,
      customer: debit.id,
      paymentMethod: 'sepa_debit',
    });
    await subject.run('createSandboxSubscription', {
      ...wanted,
      customer: refused.id,
      paymentMethod: 'card_declined',
    });
    expect(await state(debit)).toEqual(['active', 'open', 'processing', null]);
    expect(await state(refused)).toEqual(['past_due', 'open', 'failed', '2026-11-23T09:00:00.000Z']);

    await subject.run('advanceSandboxClock', { advanceTo: '2026-11-23T09:00:00.000Z' });
    expect(await state(debit)).toEqual(['active', 'paid', 'succeeded', null]);
    expect(await state(refused)).toEqual(['past_due', 'open', 'failed', '2026-11-28T09:00:00.000Z']);

    await subject.run('advanceSandboxClock', { advanceTo: '2026-12-05T09:00:00.000Z' });
    expect(await state(refused)).toEqual(['canceled', 'uncollectible', 'failed', null]);
    // Nobody asks for it any more.
    const { invoices } = await subject.billing(refused).listInvoices(everything);
    expect(invoices[0]).toMatchObject({ amountPaid: { amount: 0 }, amountRemaining: { amount: 0 } });
  });

  test('[X26] the terms of dunning can be chosen', async () => {
    const subject = await open({ terms: { retryAfterDays: [1], afterRetries: 'leave_unpaid' } });
    const { id } = await subject.createCustomer();
    await subject.run('createSandboxSubscription', {
      customer: id,
      price,
      quantity: 1,
      paymentMethod: 'card_expired',
    });
    await subject.run('advanceSandboxClock', { advanceTo: '2026-11-21T09:00:00.000Z' });
    expect(await subject.billing({ id }).listSubscriptions()).toMatchObject([{ status: 'unpaid' }]);
  });

  test('[X27] an invoice keeps who was billed when it was issued', async () => {
    const subject = await open({
      renderDocument: async ({ customer }) => new TextEncoder().encode(customer.name!),
    });
    const customer = await subject.createCustomer({ name: 'Before' });
    await subject.run('createSandboxSubscription', {
      customer: customer.id,
      price,
      quantity: 1,
      paymentMethod: 'visa',
    });
    await subject.sandbox.saveCustomer({ ...customer, name: 'After' }, subject.unit());
    await subject.run('advanceSandboxClock', { advanceTo: '2026-12-20T09:00:00.000Z' });

    const billing = subject.billing(customer);
    const { invoices } = await billing.listInvoices(everything);
    const names = invoices.map(async ({ id }) => {
      const document = await billing.getInvoiceDocument(id, 'receipt', {} as never);
      return new TextDecoder().decode(document!.bytes);
    });
    expect(await Promise.all(names)).toEqual(['After', 'Before']);
  });
});
