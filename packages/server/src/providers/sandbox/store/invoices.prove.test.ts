import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InvoiceQuery } from '../../../provider/CustomerBilling.js';
import { explainStatement } from '../../../testing/explainStatement.js';
import { multiplyInvoices } from '../../../testing/multiplyInvoices.js';
import { openTestSandbox, type TestSandbox } from '../../../testing/openTestSandbox.js';
import { listInvoiceRows } from './invoices.js';

const INVOICES = process.env['BILLFOLD_PROVE'] === 'full' ? 1_000_000 : 100_000;

let subject: TestSandbox;
let many: { project: string; customer: string };

beforeAll(async () => {
  subject = await openTestSandbox();
  const { id: customer } = await subject.createCustomer();
  many = { project: subject.project, customer };
  await subject.run('createSandboxScenario', { scenario: 'free' });
  const price = 'price_DemoTeamMonthlyUsd';
  await subject.run('createSandboxSubscription', { customer, price, quantity: 2, paymentMethod: 'visa' });
  await multiplyInvoices(subject.database, customer, INVOICES);
}, 600_000);
afterAll(() => subject.close());

test(`[X20] of ${INVOICES} invoices, the last page touches as little as the first one`, async () => {
  const buffers = async (more: Partial<InvoiceQuery>) => {
    const query = { limit: 20, after: null, status: null, year: null, ...more };
    const read = () => listInvoiceRows(subject.database, many, query);
    await read();
    const explained = await explainStatement(subject.database, read);
    expect(explained.plan).not.toMatch(/Sort|Seq Scan|Rows Removed/);
    return explained.buffers;
  };
  // The oldest one is so many times twenty minutes ago; a page before the end is near it.
  const nearTheEnd = subject.now.getTime() - (INVOICES - 50) * 20 * 60_000;
  const [first, last] = [await buffers({}), await buffers({ after: `${nearTheEnd.toString(36)}.0` })];
  expect(first).toBeLessThanOrEqual(20);
  expect(last).toBeLessThanOrEqual(first + 2);
  expect(await buffers({ year: 2024 })).toBeLessThanOrEqual(20);
  // What is open is scattered, a page of the table for each.
  expect(await buffers({ status: 'open', year: 2024 })).toBeLessThanOrEqual(30);
});
