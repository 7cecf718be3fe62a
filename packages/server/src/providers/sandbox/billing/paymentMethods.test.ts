import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowsOf } from '../../../database/Database.js';
import { statementsOf } from '../../../testing/explainStatement.js';
import { openSandboxPayer } from '../../../testing/openSandboxPayer.js';
import { openTestSandbox, type TestSandbox } from '../../../testing/openTestSandbox.js';
import { listPaymentMethodRows } from '../store/paymentMethods.js';

const price = 'price_DemoTeamMonthlyUsd';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openTestSandbox();
}, 60_000);
afterAll(() => sandbox.close());

describe('[X147] what is on file', () => {
  test('is read by two statements however much it is, and by one where it is nothing', async () => {
    const { subject, customer, billing, put, last4 } = await openSandboxPayer(sandbox);
    const read = () => statementsOf(subject.database, () => billing.listPaymentMethods());
    expect(await read()).toHaveLength(1);
    await subject.begin(customer, { price });
    await subject.begin(customer, { price, paymentMethod: 'mastercard' });
    await put('sepa_debit');
    expect(await last4()).toHaveLength(3);
    expect(await read()).toHaveLength(2);
  });

  test('can be the same kind several times, the newest of one instant first', async () => {
    const { billing, put } = await openSandboxPayer(sandbox);
    const ids = [await put('visa'), await put('visa'), await put('visa')].map(({ id }) => id);
    const listed = (await billing.listPaymentMethods()).map(({ id }) => id);
    expect(listed).toEqual([ids[0], ids[2], ids[1]]);
  });

  test('from before it was counted is listed the newest first', async () => {
    const { subject, customer, billing, put, last4 } = await openSandboxPayer(sandbox);
    await put('visa');
    await put('mastercard');
    await put('amex');
    const days = { '4242': 1, '4444': 3, '0005': 2 };
    for (const { id, last4 } of await billing.listPaymentMethods()) {
      await subject.database.execute(sql`update sandbox_payment_methods set position = 0,
        created_at = timestamptz '2026-01-01' + ${days[last4 as keyof typeof days]} * interval '1 day' where id = ${id}`);
    }
    await subject.database.execute(sql`update sandbox_customers set default_payment_method_id = null`);
    expect(await last4()).toEqual(['4444', '0005', '4242']);
    const rows = await listPaymentMethodRows(subject.database, {
      project: subject.project,
      customer: customer.id,
    });
    expect(rows.map(({ method }) => method)).toEqual(['mastercard', 'amex', 'visa']);
  });

  test('of somebody else is not seen, and theirs does not keep ours', async () => {
    const { subject, billing, put } = await openSandboxPayer(sandbox);
    const stranger = await subject.createCustomer();
    await subject.begin(stranger, { price, paymentMethod: 'card_declined' });
    await put('visa');
    expect(await billing.listPaymentMethods()).toMatchObject([{ removable: true, usedBy: [] }]);
  });
});

describe('[X148] what was removed', () => {
  test('is not the default any more, and nothing takes its place', async () => {
    const { subject, customer, billing, put } = await openSandboxPayer(sandbox);
    const card = await put('visa');
    await put('mastercard');
    await billing.removePaymentMethod(card.id);
    const kept = sql`select default_payment_method_id as id from sandbox_customers where customer_id = ${customer.id}`;
    expect(await rowsOf(subject.database, kept)).toEqual([{ id: null }]);
    expect(await billing.listPaymentMethods()).toMatchObject([{ last4: '4444', isDefault: false }]);
  });

  test('is not what a subscription that has ended could still be charged to', async () => {
    const { subject, customer, billing, put, invoices } = await openSandboxPayer(sandbox);
    const id = await subject.begin(customer, { price, paymentMethod: 'card_declined' });
    const { version, overdueInvoice } = (await billing.getSubscription(id))!;
    const why = { prorationBehavior: 'none', feedback: null, comment: null } as const;
    await billing.cancelSubscription({ subscription: id, version, at: 'now', ...why });
    const other = await put('mastercard');
    const [declined] = await billing.listPaymentMethods();
    const pay = (paymentMethod: string | null) =>
      billing.payInvoice({ invoice: overdueInvoice!.id, paymentMethod });
    expect(await pay(null)).toEqual({ status: 'failed', failure: 'contact_bank' });
    await billing.removePaymentMethod(declined!.id);
    await expect(pay(null)).rejects.toEqual(expect.objectContaining({ code: 'payment_method_required' }));
    expect((await billing.getSubscription(id))!.paymentMethod).toBeNull();
    expect((await invoices())[0]!.payment!.method!.last4).toBe('0341');
    expect(await pay(other.id)).toMatchObject({ status: 'succeeded' });
  });
});
