import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowsOf } from '../../../database/Database.js';
import { openTestSandbox, type TestSandbox } from '../../../testing/openTestSandbox.js';
import { invoicePrefix } from '../engine/numbers.js';
import { lockCustomer } from './customers.js';

let subject: TestSandbox;
beforeAll(async () => {
  subject = await openTestSandbox();
}, 60_000);
afterAll(() => subject.close());

const prefixOf = async (id: string) => {
  const rows = await rowsOf<{ invoice_prefix: string; name: string | null }>(
    subject.database,
    sql`select invoice_prefix, name from sandbox_customers where customer_id = ${id}`,
  );
  expect(rows).toHaveLength(1);
  return rows[0]!;
};

test('[X8] a customer whose prefix is taken gets the next one, and keeps it', async () => {
  const first = await subject.createCustomer();
  const second = await subject.createCustomer();
  const third = await subject.createCustomer();
  // Somebody else has what the third one would get.
  await subject.database.execute(sql`delete from sandbox_customers where customer_id = ${third.id}`);
  await subject.database.execute(
    sql`update sandbox_customers set invoice_prefix = ${invoicePrefix(third.id, 0)} where customer_id = ${first.id}`,
  );
  await subject.sandbox.saveCustomer(third, subject.unit());
  expect((await prefixOf(third.id)).invoice_prefix).toBe(invoicePrefix(third.id, 1));

  await subject.sandbox.saveCustomer({ ...third, name: 'Renamed' }, subject.unit());
  expect(await prefixOf(third.id)).toEqual({ invoice_prefix: invoicePrefix(third.id, 1), name: 'Renamed' });
  expect((await prefixOf(second.id)).invoice_prefix).toBe(invoicePrefix(second.id, 0));
});

test('[X25] while somebody works on a customer, others wait', async () => {
  const { id: customer } = await subject.createCustomer();
  const key = { project: subject.project, customer };
  const order: string[] = [];
  const work = (name: string) =>
    subject.database.transaction(async (tx) => {
      await lockCustomer(tx, key);
      order.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 30));
      order.push(`${name} ends`);
    });
  await Promise.all([work('one'), work('two'), work('three')]);
  expect(order.map((step) => step.split(' ')[1])).toEqual([
    'begins',
    'ends',
    'begins',
    'ends',
    'begins',
    'ends',
  ]);
});

test('[X8] being told of a new customer many times at once makes one', async () => {
  const customer = await subject.createCustomer();
  await subject.database.execute(sql`delete from sandbox_customers where customer_id = ${customer.id}`);
  await Promise.all(Array.from({ length: 6 }, () => subject.sandbox.saveCustomer(customer, subject.unit())));
  expect((await prefixOf(customer.id)).invoice_prefix).toBe(invoicePrefix(customer.id, 0));
});
