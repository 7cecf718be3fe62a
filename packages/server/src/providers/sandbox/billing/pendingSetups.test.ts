import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SandboxPaymentMethod } from '@billfold/contract';
import { rowsOf } from '../../../database/Database.js';
import { openSandboxPayer, type SandboxPayer } from '../../../testing/openSandboxPayer.js';
import { openTestSandbox, type TestSandbox } from '../../../testing/openTestSandbox.js';

const price = 'price_DemoTeamMonthlyUsd';
const MINUTE = 60_000;

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openTestSandbox();
}, 60_000);
afterAll(() => sandbox.close());

describe('[X146] a mandate that the bank confirms later', () => {
  const begin = async (paymentMethod: SandboxPaymentMethod | null) => {
    const payer = await openSandboxPayer(sandbox);
    const id = await payer.subject.begin(payer.customer, { price, paymentMethod });
    const begunAt = (await payer.now()).getTime();
    const intent = await payer.billing.createSetupIntent();
    expect(await payer.confirm(intent, 'sepa_debit_slow')).toEqual({ status: 'processing', failure: null });
    return { ...payer, id, intent, begunAt };
  };

  test('is on file with the instant at which it does, and not before, as it was chosen', async () => {
    const { id, intent, begunAt, billing, add, advance, last4 } = await begin('visa');
    expect(await add(intent.id, true)).toEqual({ status: 'pending' });
    await advance(new Date(begunAt + 3 * MINUTE - 1));
    expect(await last4()).toEqual(['4242']);
    expect(await add(intent.id, true)).toEqual({ status: 'pending' });
    await advance(new Date(begunAt + 3 * MINUTE));
    const [debit] = await billing.listPaymentMethods();
    expect(debit).toMatchObject({ last4: '3003', isDefault: true, usedBy: [{ id }] });
    expect(debit!.createdAt).toBe(new Date(begunAt + 3 * MINUTE).toISOString());
    expect(await add(intent.id, true)).toMatchObject({ status: 'succeeded', isNew: false });
  });

  test('is what falls due afterwards is charged to, in one leap over months too', async () => {
    const { intent, begunAt, add, advance, invoices } = await begin('visa');
    await add(intent.id, true);
    await advance(new Date(begunAt + 70 * 24 * 60 * MINUTE));
    const methods = (await invoices()).map(({ payment }) => payment!.method!.type);
    expect(methods).toEqual(['sepa_debit', 'sepa_debit', 'card']);
  });

  test('comes before what falls due at that very instant', async () => {
    const { subject, customer, billing, confirm, add, advance, invoices } = await openSandboxPayer(sandbox);
    const id = await subject.begin(customer, { price });
    const renewsAt = Date.parse((await billing.getSubscription(id))!.renewsAt!);
    await advance(new Date(renewsAt - 3 * MINUTE));
    const intent = await billing.createSetupIntent();
    await confirm(intent, 'sepa_debit_slow');
    await add(intent.id, true);
    await advance(new Date(renewsAt));
    expect((await invoices())[0]).toMatchObject({ payment: { status: 'processing' } });
  });

  test('is not forgotten over what else is done meanwhile', async () => {
    const { intent, begunAt, billing, add, put, advance, last4 } = await begin('visa');
    await add(intent.id);
    const other = await put('mastercard', true);
    await billing.setDefaultPaymentMethod({ paymentMethod: other.id, subscriptions: 'all' });
    await advance(new Date(begunAt + 3 * MINUTE));
    expect(await last4()).toEqual(['4444', '3003', '4242']);
  });

  test('is put on file by whoever changes something first, where time has not got to it', async () => {
    const { intent, begunAt, subject, billing, add, put, last4 } = await begin('visa');
    await add(intent.id);
    await subject.database.execute(
      sql`update sandbox_clocks set now = now + interval '1 hour' where project_id = ${subject.project}`,
    );
    await put('mastercard');
    expect(await last4()).toEqual(['4242', '4444', '3003']);
    const debit = (await billing.listPaymentMethods()).at(-1)!;
    expect(Date.parse(debit.createdAt)).toBe(begunAt + 3 * MINUTE);
  });

  test('is the default where it is the first one, and what subscriptions without any are charged to', async () => {
    const { id, intent, begunAt, billing, add, advance } = await begin(null);
    await add(intent.id);
    await advance(new Date(begunAt + 5 * MINUTE));
    expect(await billing.listPaymentMethods()).toMatchObject([{ isDefault: true, usedBy: [{ id }] }]);
  });

  test('that nobody asked to put on file waits for somebody who does', async () => {
    const { intent, begunAt, add, advance, last4 } = await begin('visa');
    await advance(new Date(begunAt + 60 * MINUTE));
    expect(await last4()).toEqual(['4242']);
    expect(await add(intent.id)).toMatchObject({ status: 'succeeded', isNew: true });
  });

  test('is told by the server: what is on file now, and once each what is charged to it', async () => {
    const { id, intent, begunAt, subject, add, advance } = await begin('visa');
    await add(intent.id, true);
    await advance(new Date(begunAt + 5 * MINUTE));
    expect(await add(intent.id, true)).toMatchObject({ isNew: false });
    const told = sql`select type, data from events where project_id = ${subject.project}
      and type similar to '(customer.subscription|payment_method).%' order by type`;
    expect(await rowsOf(subject.database, told)).toMatchObject([
      {
        type: 'customer.subscription.updated',
        data: {
          object: { id, paymentMethod: { last4: '3003' } },
          previousAttributes: { paymentMethod: { last4: '4242' } },
        },
      },
      { type: 'payment_method.attached', data: { object: { last4: '3003', isDefault: true } } },
    ]);
    const done = sql`select action, after from audit_log where project_id = ${subject.project} and by = 'server'
      and action like 'payment_method.%' order by action`;
    expect(await rowsOf(subject.database, done)).toMatchObject([
      { action: 'payment_method.attached', after: { last4: '3003' } },
      // What it is called: it may be off file when somebody reads that.
      { action: 'payment_method.made_default', after: { last4: '3003', isDefault: true } },
    ]);
  });

  test.each<[string, (payer: SandboxPayer) => Promise<unknown>]>([
    [
      'of what is on file',
      async ({ billing, put }) => {
        const { id } = await put('mastercard');
        await billing.setDefaultPaymentMethod({ paymentMethod: id, subscriptions: 'all' });
      },
    ],
    ['by adding one', ({ put }) => put('mastercard', true)],
    [
      'by the controls',
      ({ subject, customer }) =>
        subject.runAs(customer, 'updateSandboxControls', { paymentMethod: 'mastercard' }),
    ],
  ])('leaves the default to who has chosen another one meanwhile, %s', async (_, choose) => {
    const payer = await begin('visa');
    const { id, intent, begunAt, billing, add, advance, last4 } = payer;
    await add(intent.id, true);
    await choose(payer);
    // A page that asks again whether the bank has answered chooses nothing by that.
    expect(await add(intent.id, true)).toEqual({ status: 'pending' });
    await advance(new Date(begunAt + 5 * MINUTE));
    expect(await last4()).toEqual(['4444', '3003', '4242']);
    expect((await billing.getSubscription(id))!.paymentMethod).toMatchObject({ last4: '4444' });
  });

  test('is the default where it was chosen as that after the others', async () => {
    const { id, intent, begunAt, billing, confirm, add, put, advance } = await begin('visa');
    const other = await billing.createSetupIntent();
    await confirm(other, 'sepa_debit_slow');
    await add(other.id, true);
    await put('mastercard', true);
    await add(intent.id, true);
    await advance(new Date(begunAt + 5 * MINUTE));
    const [byDefault] = await billing.listPaymentMethods();
    expect(byDefault).toMatchObject({ last4: '3003', isDefault: true, usedBy: [{ id }] });
  });
});
