import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowsOf } from '../../database/Database.js';
import { openTestSandbox, type TestSandbox } from '../../testing/openTestSandbox.js';

const ROUNDS = process.env['BILLFOLD_PROVE'] === 'full' ? 100 : 8;
const PARALLEL = 12;

let database: TestSandbox;
beforeAll(async () => {
  database = await openTestSandbox();
}, 120_000);
afterAll(() => database.close());

test(`[X25] ${ROUNDS} rounds of advancing and beginning at once: no number is missing, none is there twice`, async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const subject = await database.openProject(`proj_${round}`);
    const price = await subject.offerDailyPrice();
    const customers: string[] = [];
    for (let index = 0; index < 4; index++) customers.push((await subject.createCustomer()).id);
    const begin = (index: number) =>
      subject.run('createSandboxSubscription', {
        customer: customers[index % customers.length]!,
        price,
        quantity: 1,
        startAt: '2026-11-20T09:00:00.000Z',
        paymentMethod: 'visa',
      });
    const to = new Date('2026-12-19T09:00:00.000Z');
    const advance = () => subject.sandbox.advanceTo(subject.unit(), subject.project, to);
    await Promise.all(
      Array.from({ length: PARALLEL }, (_, index) => (index % 3 === 0 ? advance() : begin(index))),
    );

    const found = await rowsOf<{ customer: string; invoices: number; last: number; days: number }>(
      subject.database,
      sql`
        select i.customer_id as customer, count(*)::int as invoices, count(distinct i.period_start)::int as days,
          max(split_part(i.number, '-', 2)::int) as last
        from sandbox_invoices i where i.project_id = ${subject.project} group by i.customer_id`,
    );
    const begun = Array.from({ length: PARALLEL }, (_, index) => index).filter((index) => index % 3 !== 0);
    for (const [place, customer] of customers.entries()) {
      const subscriptions = begun.filter((index) => index % customers.length === place).length;
      const row = found.find((it) => it.customer === customer);
      expect(row).toMatchObject({ invoices: subscriptions * 30, last: subscriptions * 30, days: 30 });
    }
  }
});
