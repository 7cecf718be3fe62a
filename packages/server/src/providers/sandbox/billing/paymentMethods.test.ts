import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SandboxPaymentMethod, SetupIntent } from '@billfold/contract';
import { rowsOf } from '../../../database/Database.js';
import type { BillingCustomer, CustomerBilling } from '../../../provider/Provider.js';
import { statementsOf } from '../../../testing/explainStatement.js';
import { openTestSandbox, type TestSandbox } from '../../../testing/openTestSandbox.js';
import { listPaymentMethodRows } from '../store/paymentMethods.js';

const everything = { limit: 100, after: null, status: null, year: null };
const price = 'price_DemoTeamMonthlyUsd';
const MINUTE = 60_000;

let database: TestSandbox;
let subject: TestSandbox;
let customer: BillingCustomer;
let billing: CustomerBilling;
let projects = 0;
beforeAll(async () => {
  database = await openTestSandbox();
}, 60_000);
beforeEach(async () => {
  subject = await database.openProject(`proj_${++projects}`);
  await subject.run('createSandboxScenario', { scenario: 'free' });
  customer = await subject.createCustomer();
  billing = subject.billing(customer);
});
afterAll(() => database.close());

const confirm = (
  { clientSecret }: Pick<SetupIntent, 'clientSecret'>,
  method: SandboxPaymentMethod,
  more: {
    outcome?: 'authenticated' | 'refused';
    holder?: string;
    expiry?: { month: number; year: number };
  } = {},
) => subject.runAs(customer, 'confirmSandboxSetup', { clientSecret, method, ...more });
const add = (setupIntent: string, makeDefault = false, subscriptions: 'all' | string[] = 'all') =>
  billing.addPaymentMethod({ setupIntent, makeDefault, subscriptions });
const put = async (method: SandboxPaymentMethod, makeDefault = false) => {
  const intent = await billing.createSetupIntent();
  await confirm(intent, method);
  const outcome = await add(intent.id, makeDefault);
  if (outcome.status !== 'succeeded') throw new Error(`It is ${outcome.status}.`);
  return outcome.paymentMethod;
};
const advance = (to: Date) => subject.run('advanceSandboxClock', { advanceTo: to.toISOString() });
const last4 = async () => (await billing.listPaymentMethods()).map((paymentMethod) => paymentMethod.last4);
const invoices = async () => (await billing.listInvoices(everything)).invoices;

describe('[X145] a setup intent', () => {
  test('is confirmed by its secret, by its customer alone', async () => {
    const intent = await billing.createSetupIntent();
    const stranger = await subject.createCustomer();
    const { clientSecret } = intent;
    const notFound = expect.objectContaining({ code: 'not_found' });
    const theirs = subject.runAs(stranger, 'confirmSandboxSetup', { clientSecret, method: 'visa' });
    await expect(theirs).rejects.toEqual(notFound);
    for (const guess of [intent.id, `${intent.id}_secret_guess`, 'nonsense', `${clientSecret}0`]) {
      await expect(confirm({ clientSecret: guess }, 'visa')).rejects.toEqual(notFound);
    }
    await expect(add(intent.id)).rejects.toEqual(expect.objectContaining({ code: 'setup_not_confirmed' }));
  });

  test('keeps what was entered: whose it is and until when it is good', async () => {
    const intent = await billing.createSetupIntent();
    await confirm(intent, 'amex', { holder: 'Demo Holder', expiry: { month: 2, year: 2028 } });
    expect(await add(intent.id)).toMatchObject({
      paymentMethod: {
        brand: 'amex',
        holder: 'Demo Holder',
        expiry: { month: 2, year: 2028 },
        expiresAt: '2028-03-01T00:00:00.000Z',
      },
    });
  });

  test('of a debit has a mandate from that instant, and a bank', async () => {
    const debit = await put('sepa_debit');
    expect(debit).toMatchObject({
      type: 'sepa_debit',
      bankName: 'Demo Bank',
      expiry: null,
      mandate: { reference: expect.stringMatching(/^[0-9A-Z]{12}$/), acceptedAt: debit.createdAt },
    });
  });

  test('that was refused or is asked about can be confirmed with something else, of which the bank is asked anew', async () => {
    const intent = await billing.createSetupIntent();
    expect(await confirm(intent, 'card_expired')).toEqual({ status: 'failed', failure: 'card_expired' });
    expect(await confirm(intent, 'authentication_fails', { outcome: 'authenticated' })).toMatchObject({
      status: 'requires_action',
    });
    expect(await confirm(intent, 'authentication_at_setup', { outcome: 'authenticated' })).toMatchObject({
      status: 'requires_action',
    });
    expect(await confirm(intent, 'authentication_at_setup', { outcome: 'refused' })).toEqual({
      status: 'failed',
      failure: 'authentication_required',
    });
    expect(await add(intent.id)).toEqual({ status: 'failed', failure: 'authentication_required' });
    expect(await confirm(intent, 'visa')).toEqual({ status: 'succeeded', failure: null });
    expect(await add(intent.id)).toMatchObject({ status: 'succeeded', isNew: true });
  });

  test('keeps what the bank was asked about when it has answered', async () => {
    const intent = await billing.createSetupIntent();
    const entered = { holder: 'Demo Holder', expiry: { month: 2, year: 2028 } };
    await confirm(intent, 'authentication_at_setup', entered);
    const another = { holder: 'Somebody Else', expiry: { month: 1, year: 2020 } };
    expect(
      await confirm(intent, 'authentication_at_setup', { ...another, outcome: 'authenticated' }),
    ).toMatchObject({ status: 'succeeded' });
    expect(await add(intent.id)).toMatchObject({ paymentMethod: entered });

    const unnamed = await billing.createSetupIntent();
    await confirm(unnamed, 'authentication_at_setup', entered);
    await confirm(unnamed, 'authentication_at_setup', { outcome: 'authenticated' });
    expect(await add(unnamed.id)).toMatchObject({ paymentMethod: entered });
  });

  test('that has succeeded is not changed by another confirmation', async () => {
    const intent = await billing.createSetupIntent();
    await confirm(intent, 'visa');
    expect(await confirm(intent, 'mastercard')).toEqual({ status: 'succeeded', failure: null });
    await add(intent.id);
    await confirm(intent, 'declined_at_setup');
    expect(await add(intent.id)).toMatchObject({ isNew: false, paymentMethod: { last4: '4242' } });
    expect(await last4()).toEqual(['4242']);
  });

  test('whose payment method was removed brings it back to nobody', async () => {
    await put('visa');
    const intent = await billing.createSetupIntent();
    await confirm(intent, 'mastercard');
    const added = await add(intent.id);
    if (added.status === 'succeeded') await billing.removePaymentMethod(added.paymentMethod.id);
    await expect(add(intent.id)).rejects.toEqual(expect.objectContaining({ code: 'not_found' }));
    expect(await last4()).toEqual(['4242']);
  });

  test('is confirmed twenty times an hour', async () => {
    const intent = await billing.createSetupIntent();
    for (let time = 0; time < 20; time++) await confirm(intent, 'declined_at_setup');
    const once = confirm(intent, 'visa');
    await expect(once).rejects.toEqual(expect.objectContaining({ code: 'too_many_attempts' }));
  });
});

describe('[X146] a mandate that the bank confirms later', () => {
  const begin = async (paymentMethod: SandboxPaymentMethod | null) => {
    const id = await subject.begin(customer, { price, paymentMethod });
    const now = await subject.sandbox.now(subject.project, subject.unit());
    const intent = await billing.createSetupIntent();
    expect(await confirm(intent, 'sepa_debit_slow')).toEqual({ status: 'processing', failure: null });
    return { id, intent, now: now.getTime() };
  };

  test('is on file with the instant at which it does, and not before, as it was chosen', async () => {
    const { id, intent, now } = await begin('visa');
    expect(await add(intent.id, true)).toEqual({ status: 'pending' });
    await advance(new Date(now + 3 * MINUTE - 1));
    expect(await last4()).toEqual(['4242']);
    expect(await add(intent.id, true)).toEqual({ status: 'pending' });
    await advance(new Date(now + 3 * MINUTE));
    const [debit] = await billing.listPaymentMethods();
    expect(debit).toMatchObject({ last4: '3003', isDefault: true, usedBy: [{ id }] });
    expect(debit!.createdAt).toBe(new Date(now + 3 * MINUTE).toISOString());
    expect(await add(intent.id, true)).toMatchObject({ status: 'succeeded', isNew: false });
  });

  test('is what falls due afterwards is charged to, in one leap over months too', async () => {
    const { intent, now } = await begin('visa');
    await add(intent.id, true);
    await advance(new Date(now + 70 * 24 * 60 * MINUTE));
    const methods = (await invoices()).map(({ payment }) => payment!.method!.type);
    expect(methods).toEqual(['sepa_debit', 'sepa_debit', 'card']);
  });

  test('comes before what falls due at that very instant', async () => {
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
    const { intent, now } = await begin('visa');
    await add(intent.id);
    const other = await put('mastercard', true);
    await billing.setDefaultPaymentMethod({ paymentMethod: other.id, subscriptions: 'all' });
    await advance(new Date(now + 3 * MINUTE));
    expect(await last4()).toEqual(['4444', '3003', '4242']);
  });

  test('is put on file by whoever changes something first, where time has not got to it', async () => {
    const { intent, now } = await begin('visa');
    await add(intent.id);
    await subject.database.execute(
      sql`update sandbox_clocks set now = now + interval '1 hour' where project_id = ${subject.project}`,
    );
    await put('mastercard');
    expect(await last4()).toEqual(['4242', '4444', '3003']);
    const debit = (await billing.listPaymentMethods()).at(-1)!;
    expect(Date.parse(debit.createdAt)).toBe(now + 3 * MINUTE);
  });

  test('is the default where it is the first one, and what subscriptions without any are charged to', async () => {
    const { id, intent, now } = await begin(null);
    await add(intent.id);
    await advance(new Date(now + 5 * MINUTE));
    expect(await billing.listPaymentMethods()).toMatchObject([{ isDefault: true, usedBy: [{ id }] }]);
  });

  test('that nobody asked to put on file waits for somebody who does', async () => {
    const { intent, now } = await begin('visa');
    await advance(new Date(now + 60 * MINUTE));
    expect(await last4()).toEqual(['4242']);
    expect(await add(intent.id)).toMatchObject({ status: 'succeeded', isNew: true });
  });

  test('is told by the server: what is on file now, and once each what is charged to it', async () => {
    const { id, intent, now } = await begin('visa');
    await add(intent.id, true);
    await advance(new Date(now + 5 * MINUTE));
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
    const done = sql`select action from audit_log where project_id = ${subject.project} and by = 'server'
      and action like 'payment_method.%' order by action`;
    expect(await rowsOf(subject.database, done)).toEqual([
      { action: 'payment_method.attached' },
      { action: 'payment_method.made_default' },
    ]);
  });

  test.each<[string, () => Promise<unknown>]>([
    [
      'of what is on file',
      async () => {
        const { id } = await put('mastercard');
        await billing.setDefaultPaymentMethod({ paymentMethod: id, subscriptions: 'all' });
      },
    ],
    ['by adding one', () => put('mastercard', true)],
    [
      'by the controls',
      () => subject.runAs(customer, 'updateSandboxControls', { paymentMethod: 'mastercard' }),
    ],
  ])('leaves the default to who has chosen another one meanwhile, %s', async (_, choose) => {
    const { id, intent, now } = await begin('visa');
    await add(intent.id, true);
    await choose();
    // A page that asks again whether the bank has answered chooses nothing by that.
    expect(await add(intent.id, true)).toEqual({ status: 'pending' });
    await advance(new Date(now + 5 * MINUTE));
    expect(await last4()).toEqual(['4444', '3003', '4242']);
    expect((await billing.getSubscription(id))!.paymentMethod).toMatchObject({ last4: '4444' });
  });

  test('is the default where it was chosen as that after the others', async () => {
    const { id, intent, now } = await begin('visa');
    const other = await billing.createSetupIntent();
    await confirm(other, 'sepa_debit_slow');
    await add(other.id, true);
    await put('mastercard', true);
    await add(intent.id, true);
    await advance(new Date(now + 5 * MINUTE));
    const [byDefault] = await billing.listPaymentMethods();
    expect(byDefault).toMatchObject({ last4: '3003', isDefault: true, usedBy: [{ id }] });
  });
});

describe('[X147] what is on file', () => {
  test('is read by two statements however much it is, and by one where it is nothing', async () => {
    const read = () => statementsOf(subject.database, () => billing.listPaymentMethods());
    expect(await read()).toHaveLength(1);
    await subject.begin(customer, { price });
    await subject.begin(customer, { price, paymentMethod: 'mastercard' });
    await put('sepa_debit');
    expect(await last4()).toHaveLength(3);
    expect(await read()).toHaveLength(2);
  });

  test('can be the same kind several times, the newest of one instant first', async () => {
    const ids = [await put('visa'), await put('visa'), await put('visa')].map(({ id }) => id);
    const listed = (await billing.listPaymentMethods()).map(({ id }) => id);
    expect(listed).toEqual([ids[0], ids[2], ids[1]]);
  });

  test('from before it was counted is listed the newest first', async () => {
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
    const stranger = await subject.createCustomer();
    await subject.begin(stranger, { price, paymentMethod: 'card_declined' });
    await put('visa');
    expect(await billing.listPaymentMethods()).toMatchObject([{ removable: true, usedBy: [] }]);
  });
});

describe('[X148] what was removed', () => {
  test('is not the default any more, and nothing takes its place', async () => {
    const card = await put('visa');
    await put('mastercard');
    await billing.removePaymentMethod(card.id);
    const kept = sql`select default_payment_method_id as id from sandbox_customers where customer_id = ${customer.id}`;
    expect(await rowsOf(subject.database, kept)).toEqual([{ id: null }]);
    expect(await billing.listPaymentMethods()).toMatchObject([{ last4: '4444', isDefault: false }]);
  });

  test('is not what a subscription that has ended could still be charged to', async () => {
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

describe('[X149] the expiry of a card', () => {
  test('lets renewals be refused from its month’s end, and repairs with another card', async () => {
    const id = await subject.begin(customer, { price });
    await subject.runAs(customer, 'updateSandboxControls', { expireCard: true });
    const [expired] = await billing.listPaymentMethods();
    const now = await subject.sandbox.now(subject.project, subject.unit());
    expect(Date.parse(expired!.expiresAt!)).toBeLessThanOrEqual(now.getTime());
    expect(now.getTime() - Date.parse(expired!.expiresAt!)).toBeLessThan(31 * 24 * 60 * MINUTE);

    await advance(new Date(Date.parse((await billing.getSubscription(id))!.renewsAt!)));
    const overdue = (await billing.getSubscription(id))!;
    expect(overdue).toMatchObject({ status: 'past_due', overdueInvoice: { failure: 'card_expired' } });
    const other = await put('mastercard', true);
    const payment = { invoice: overdue.overdueInvoice!.id, paymentMethod: null };
    expect(await billing.payInvoice(payment)).toMatchObject({
      status: 'succeeded',
      invoice: { payment: { method: { last4: other.last4 } } },
    });
  });

  test('can not be brought about where no card is the default', async () => {
    const expire = () => subject.runAs(customer, 'updateSandboxControls', { expireCard: true });
    const refused = expect.objectContaining({
      code: 'invalid_request',
      fields: [{ path: 'expireCard', message: 'there is no card that is the default' }],
    });
    await expect(expire()).rejects.toEqual(refused);
    await put('sepa_debit');
    await expect(expire()).rejects.toEqual(refused);
  });
});

describe('[X150] history', () => {
  test('of many years was paid by a card that is good for three years from now', async () => {
    const old = await subject.run('createSandboxScenario', { scenario: 'yearly' });
    const [card] = await subject.billing(old).listPaymentMethods();
    expect(card).toMatchObject({ expiry: { month: 12, year: 2029 }, isDefault: true });
    expect(Date.parse(card!.createdAt)).toBeLessThan(subject.now.getTime() - 365 * 24 * 60 * MINUTE);
  });

  test('in which something else was paid by has the new one on file and not the old one', async () => {
    const pastDue = subject.billing(await subject.run('createSandboxScenario', { scenario: 'pastDue' }));
    expect(await pastDue.listPaymentMethods()).toMatchObject([{ last4: '0341', isDefault: true }]);
    const none = subject.billing(await subject.run('createSandboxScenario', { scenario: 'noPaymentMethod' }));
    expect(await none.listPaymentMethods()).toEqual([]);
  });

  test.each(['2026-11-01', '2026-11-20', '2024-02-29', '2026-12-31', '2027-01-31'])(
    'of a card that is about to run out, on %s: it is good for its last renewal and not for the next',
    async (day) => {
      subject = await database.openProject(`proj_${++projects}`);
      subject.now = new Date(`${day}T12:00:00.000Z`);
      const expiring = subject.billing(
        await subject.run('createSandboxScenario', { scenario: 'expiringCard' }),
      );
      const [card] = await expiring.listPaymentMethods();
      const [subscription] = await expiring.listSubscriptions();
      const month = subject.now.getUTCMonth();
      expect(card!.expiresAt).toBe(new Date(Date.UTC(subject.now.getUTCFullYear(), month + 1)).toISOString());
      expect(subscription).toMatchObject({ status: 'active', overdueInvoice: null });
      expect(subscription!.renewsAt! > card!.expiresAt!).toBe(true);
      await advance(new Date(subscription!.renewsAt!));
      expect((await expiring.listSubscriptions())[0]).toMatchObject({
        status: 'past_due',
        overdueInvoice: { failure: 'card_expired' },
      });
    },
  );
});
