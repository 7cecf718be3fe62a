import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Address, BillingDetails, TaxIdEntry } from '@billfold/contract';
import type { BillingCustomer } from '../../../provider/Provider.js';
import { openTestSandbox, type TestSandbox } from '../../../testing/openTestSandbox.js';
import { moveClock } from '../store/clock.js';
import { VERIFICATION_TIME } from '../engine/taxIds.js';

let first: TestSandbox;
let projects = 0;
beforeAll(async () => {
  first = await openTestSandbox();
}, 60_000);
afterAll(() => first.close());

const at = (country: string): Address => ({
  country,
  line1: '1 Demo Street',
  line2: null,
  city: 'Demo City',
  region: null,
  postalCode: '10001',
});
const vat = (value: string): TaxIdEntry => ({ type: 'eu_vat', value });

/** Somebody with a project, and so a clock, to themselves. */
async function someone(fields: Partial<BillingCustomer> = {}) {
  const subject = await first.openProject(`proj_details${(projects += 1)}`);
  await subject.run('createSandboxScenario', { scenario: 'free' });
  const customer = await subject.createCustomer(fields);
  const billing = subject.billing(customer);
  return {
    subject,
    customer,
    billing,
    now: async () => (await subject.sandbox.now(subject.project, subject.unit())).getTime(),
    pass: async (milliseconds: number) => {
      const now = await subject.sandbox.now(subject.project, subject.unit());
      await subject.run('advanceSandboxClock', {
        advanceTo: new Date(now.getTime() + milliseconds).toISOString(),
      });
    },
    verifications: async () =>
      (await billing.getBillingDetails()).taxIds.map(({ verification }) => verification),
  };
}

describe('a change', () => {
  test('[X182] leaves what it does not name, and null removes', async () => {
    const { billing } = await someone({ name: 'Demo', email: 'demo@example.com', address: at('DE') });
    const all: BillingDetails = {
      kind: 'business',
      name: 'Demo GmbH',
      email: 'demo@example.com',
      invoiceEmails: ['books@example.com', 'more@example.com'],
      phone: '+49 30 123456',
      address: at('FR'),
      purchaseOrder: 'PO 1',
      taxIds: [],
    };
    const { email: _, taxIds: __, ...changes } = all;
    expect(await billing.updateBillingDetails(changes)).toEqual(all);
    expect(await billing.getBillingDetails()).toEqual(all);
    expect(await billing.updateBillingDetails({})).toEqual(all);
    expect(await billing.updateBillingDetails({ phone: '+49 30 1' })).toEqual({ ...all, phone: '+49 30 1' });

    const none = { name: null, phone: null, address: null, purchaseOrder: null, invoiceEmails: [] };
    expect(await billing.updateBillingDetails(none)).toEqual({ ...all, ...none });
    expect(await billing.getBillingDetails()).toEqual({ ...all, ...none });
  });

  test('[X179] comes after what fell due before it', async () => {
    const { subject, customer, billing } = await someone({ name: 'Before', address: at('DE') });
    await subject.begin(customer, { price: 'price_DemoBusinessMonthlyUsd' });
    // Time has passed, and nobody has looked at this customer since.
    await moveClock(subject.unit(), subject.project, (now) => new Date(now.getTime() + 40 * 86_400_000));
    await billing.updateBillingDetails({ name: 'After', address: null });

    const { invoices } = await billing.listInvoices({ limit: 10, after: null, status: null, year: null });
    expect(invoices).toHaveLength(2);
    expect(invoices[0]!.tax.amount).toBe(invoices[1]!.tax.amount);
    expect(invoices[0]!.tax.amount).toBeGreaterThan(0);
  });
});

describe('a tax id', () => {
  test('[X174] is pending for a minute of the sandbox’s time, and then what its register says', async () => {
    const { billing, pass, verifications } = await someone({ address: at('DE') });
    for (const value of ['DE123456788', 'DE000000000', 'DE111111111', 'DE222222222', 'DE999999999']) {
      await billing.addTaxId(vat(value));
    }
    expect(await verifications()).toEqual(Array.from({ length: 5 }, () => 'pending'));
    await pass(VERIFICATION_TIME - 1);
    expect(new Set(await verifications())).toEqual(new Set(['pending']));
    await pass(1);
    expect(await verifications()).toEqual(['verified', 'verified', 'unverified', 'pending', 'unavailable']);
    await pass(400 * 86_400_000);
    expect(await verifications()).toEqual(['verified', 'verified', 'unverified', 'pending', 'unavailable']);
  });

  test('[X174] that nobody can ask about is never pending', async () => {
    const { billing, verifications } = await someone();
    const added = await billing.addTaxId({ type: 'ae_trn', value: '100123456789003' });
    expect(added.verification).toBe('unavailable');
    expect(await verifications()).toEqual(['unavailable']);
  });

  test('[X171] is kept as its country writes it, and one that is none is refused', async () => {
    const { billing } = await someone();
    expect(await billing.addTaxId(vat('de 123-456-788'))).toMatchObject(vat('DE123456788'));
    await expect(billing.addTaxId(vat('DE123456789'))).rejects.toMatchObject({
      code: 'tax_id_invalid',
      fields: [{ path: 'value', message: expect.stringContaining('DE123456788') as string }],
    });
    expect((await billing.getBillingDetails()).taxIds).toMatchObject([vat('DE123456788')]);
  });

  test('[X181] is there once, in whatever spelling, and there are five at most', async () => {
    const { billing } = await someone();
    await billing.addTaxId(vat('DE123456788'));
    const refused = { code: 'conflict', fields: [{ path: 'value' }] };
    await expect(billing.addTaxId(vat('DE 123 456 788'))).rejects.toMatchObject(refused);
    // The same digits of another kind are another number.
    await billing.addTaxId({ type: 'unknown', value: 'DE123456788' });
    for (const digit of '029') await billing.addTaxId(vat(`DE${digit.repeat(9)}`));
    await expect(billing.addTaxId(vat('DE111111111'))).rejects.toMatchObject(refused);
    expect((await billing.getBillingDetails()).taxIds).toHaveLength(5);

    const [one] = (await billing.getBillingDetails()).taxIds;
    expect(await billing.removeTaxId(one!.id)).toEqual(one);
    expect(await billing.removeTaxId(one!.id)).toBeNull();
    await billing.addTaxId(vat('DE111111111'));
  });

  test('[X181] of somebody else can not be removed', async () => {
    const one = await someone();
    const other = await someone();
    const { id } = await one.billing.addTaxId(vat('DE123456788'));
    expect(await other.billing.removeTaxId(id)).toBeNull();
    expect(await one.subject.billing(await one.subject.createCustomer()).removeTaxId(id)).toBeNull();
    expect((await one.billing.getBillingDetails()).taxIds).toHaveLength(1);
  });
});

describe('what the merchant says', () => {
  test('[X180] is copied whole, and tax ids that stay keep their ids and what was found out', async () => {
    const taxIds = [vat('DE123456788'), { type: 'gb_vat' as const, value: 'GB980780684' }];
    const { subject, customer, billing, pass } = await someone({ name: 'Demo', taxIds });
    const before = (await billing.getBillingDetails()).taxIds;
    expect(before).toMatchObject(taxIds);
    await pass(VERIFICATION_TIME);

    const changed: BillingCustomer = {
      ...customer,
      kind: 'business',
      name: 'Demo Ltd',
      email: 'demo@example.com',
      invoiceEmails: ['books@example.com'],
      phone: '123',
      address: at('GB'),
      purchaseOrder: 'PO 2',
      taxIds: [{ type: 'us_ein', value: '91-1144442' }, vat('de 123 456 788')],
    };
    await subject.sandbox.saveCustomer(changed, subject.unit());
    const { taxIds: after, ...facts } = await billing.getBillingDetails();
    const { kind, name, email, invoiceEmails, phone, address, purchaseOrder } = changed;
    expect(facts).toEqual({ kind, name, email, invoiceEmails, phone, address, purchaseOrder });
    expect(after).toMatchObject([{ type: 'us_ein' }, { ...before[0], verification: 'verified' }]);
    expect(after[0]!.verification).toBe('pending');

    // Said again, nothing is new.
    await subject.sandbox.saveCustomer(changed, subject.unit());
    expect((await billing.getBillingDetails()).taxIds).toEqual(after);
  });

  test('[X180] is taken as it is, also where it is said twice or can not be right', async () => {
    const { billing, pass, verifications } = await someone({ taxIds: [vat('DE1'), vat('DE1'), vat('de 1')] });
    expect((await billing.getBillingDetails()).taxIds).toHaveLength(1);
    await pass(VERIFICATION_TIME);
    expect(await verifications()).toEqual(['unverified']);
  });
});

describe('what a caller was given earlier', () => {
  test('[X180] does not come back: not with a payment method, nor with the controls', async () => {
    const { subject, customer, billing } = await someone({ name: 'Before', address: at('DE') });
    const { name, address } = await billing.updateBillingDetails({ name: 'After', address: at('FR') });
    const { id } = await billing.addTaxId(vat('DE123456788'));

    await billing.createSetupIntent();
    await subject.runAs(customer, 'updateSandboxControls', { nextCharge: 'fails' });
    const subscription = { customer: customer.id, price: 'price_DemoTeamMonthlyEur', quantity: 1 };
    await subject.run('createSandboxSubscription', { ...subscription, paymentMethod: 'visa' });
    expect(await billing.getBillingDetails()).toMatchObject({ name, address, taxIds: [{ id }] });
  });

  test('[X180] does not come back where it is said at the same moment', async () => {
    const { billing } = await someone({ address: at('DE') });
    for (let round = 0; round < 10; round++) {
      const purchaseOrder = `PO ${round}`;
      await Promise.all([billing.updateBillingDetails({ purchaseOrder }), billing.createSetupIntent()]);
      expect(await billing.getBillingDetails()).toMatchObject({ purchaseOrder, address: at('DE') });
    }
  });
});

describe('[X180] of whom the sandbox was never told', () => {
  /** A customer of the portal from a time in which somebody else billed. */
  const stranger = async (fields: Partial<BillingCustomer> = {}) => {
    const given = await someone(fields);
    const { subject, customer } = given;
    await subject.database.execute(sql`delete from sandbox_customers where customer_id = ${customer.id}`);
    return { ...given, billing: subject.sandbox.forCustomer(customer, subject.unit()) };
  };

  test('is billed as the portal knows them, from the first look on', async () => {
    const { billing } = await stranger({ name: 'Older', taxIds: [vat('DE123456788')] });
    const details = await billing.getBillingDetails();
    expect(details).toMatchObject({ name: 'Older', taxIds: [vat('DE123456788')] });
    expect(await billing.getBillingDetails()).toEqual(details);
    expect(await billing.removeTaxId(details.taxIds[0]!.id)).toEqual(details.taxIds[0]);
  });

  test('can say who is billed, name a tax id and begin to put something on file', async () => {
    const changed = await (await stranger({ name: 'Older' })).billing.updateBillingDetails({ phone: '123' });
    expect(changed).toMatchObject({ name: 'Older', phone: '123' });
    const { billing } = await stranger();
    expect(await billing.addTaxId(vat('DE123456788'))).toMatchObject(vat('DE123456788'));
    expect(await (await stranger()).billing.createSetupIntent()).toMatchObject({
      clientSecret: expect.any(String),
    });
  });
});

describe('tax', () => {
  const price = 'price_DemoBusinessMonthlyEur';

  test('[X176] follows the address and the tax ids: what is upcoming, and what comes', async () => {
    const { subject, customer, billing, pass } = await someone({ address: at('DE') });
    const id = await subject.begin(customer, { price });
    const upcoming = async () => (await billing.getUpcomingInvoice(id))!;
    const rates = async () =>
      (await upcoming()).taxes.map(({ country, percent, reverseCharge, amount }) => [
        country,
        percent,
        reverseCharge,
        amount.amount > 0,
      ]);
    expect(await rates()).toEqual([['DE', '19', false, true]]);
    await billing.updateBillingDetails({ address: at('FR') });
    expect(await rates()).toEqual([['FR', '20', false, true]]);
    const { id: taxId } = await billing.addTaxId(vat('DE123456788'));
    expect(await rates()).toEqual([['FR', '20', false, true]]);
    await billing.updateBillingDetails({ address: at('DE') });
    expect(await rates()).toEqual([['DE', '19', true, false]]);
    const foreseen = await upcoming();

    await pass(32 * 86_400_000);
    const { invoices } = await billing.listInvoices({ limit: 1, after: null, status: null, year: null });
    const { taxes, tax, total } = (await billing.getInvoice(invoices[0]!.id))!;
    expect({ taxes, tax, total }).toEqual({
      taxes: foreseen.taxes,
      tax: foreseen.tax,
      total: foreseen.total,
    });
    expect(tax.amount).toBe(0);

    await billing.removeTaxId(taxId);
    expect(await rates()).toEqual([['DE', '19', false, true]]);
    await billing.updateBillingDetails({ address: null });
    expect((await upcoming()).taxes).toEqual([]);
  });

  test('[X176] a number that its register does not know counts until it has said so', async () => {
    const { subject, customer, billing, pass } = await someone({ address: at('DE') });
    const id = await subject.begin(customer, { price });
    await billing.addTaxId(vat('DE111111111'));
    // The register is going to answer before the renewal: the invoice that comes will be taxed.
    expect((await billing.getUpcomingInvoice(id))!.tax.amount).toBeGreaterThan(0);
    await pass(VERIFICATION_TIME);
    expect((await billing.getUpcomingInvoice(id))!.tax.amount).toBeGreaterThan(0);
  });

  test('[X177] a change of plan that was priced before is stale, and the new price is charged', async () => {
    const { subject, customer, billing, pass, now } = await someone({ address: at('DE') });
    const subscription = await subject.begin(customer, { price: 'price_DemoTeamMonthlyEur' });
    await pass(10 * 86_400_000);
    const change = {
      subscription,
      price,
      quantity: 1,
      promotionCode: null,
      timing: 'now' as const,
      prorationBehavior: 'always_invoice' as const,
      trialBehavior: 'end_trial' as const,
      pricedAt: new Date(await now()),
    };
    const expected = await billing.previewChange(change);
    const { version } = (await billing.getSubscription(subscription))!;
    const invoices = () => billing.listInvoices({ limit: 100, after: null, status: null, year: null });
    const before = await invoices();

    await billing.addTaxId(vat('DE123456788'));
    await expect(billing.changeSubscription({ ...change, version, expected })).rejects.toMatchObject({
      code: 'quote_stale',
    });
    expect(await invoices()).toEqual(before);

    const next = await billing.previewChange(change);
    const { dueNow, taxes } = next;
    expect(dueNow.amount).toBeLessThan(expected.dueNow.amount);
    // What is given back goes back with the tax that it was charged with.
    expect(taxes.map(({ reverseCharge, amount }) => [reverseCharge, Math.sign(amount.amount)])).toEqual([
      [false, -1],
      [true, 0],
    ]);
    const done = await billing.changeSubscription({ ...change, version, expected: next });
    expect(done.status).toBe('succeeded');
    expect((await invoices()).invoices[0]!.amountPaid).toEqual(dueNow);
  });
});
