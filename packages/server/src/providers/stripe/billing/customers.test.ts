import { expect, test } from 'vitest';
import { openStripeTest } from '../../../../test/stripeTest.js';
import { createIntent } from '../../../provider/conformance/billingOf.js';
import type { BillingCustomer } from '../../../provider/Provider.js';

const it = openStripeTest();

const save = (customer: BillingCustomer) =>
  it.shop.provider.saveCustomer(customer, { ...it.shop.unit(), intent: createIntent() });
const vat = { type: 'eu_vat', value: 'DE123456788' } as const;
const other = { type: 'eu_vat', value: 'ATU12345675' } as const;

const somebody = async (facts: Partial<BillingCustomer> = {}): Promise<BillingCustomer> => ({
  ...(await it.shop.createCustomer()),
  id: `cus_Portal${crypto.randomUUID()}`,
  providerCustomer: null,
  ...facts,
});

test('[X299] somebody new is made with all that is known, and without what would take something away', async () => {
  const id = await save(await somebody({ phone: null, taxIds: [vat], purchaseOrder: 'PO 1', name: null }));
  const created = it.sent('POST /v1/customers').at(-1)!;
  expect(JSON.stringify(created)).not.toContain('""');
  const customer = await it.stripe.customers.retrieve(id!, { expand: ['tax_ids'] });
  expect(customer).toMatchObject({
    address: { country: 'US', state: 'NY' },
    invoice_settings: { custom_fields: [{ name: 'Purchase order', value: 'PO 1' }] },
    metadata: { billfold_project: 'proj_first' },
    tax_ids: { data: [vat] },
  });
});

test('[X299] tax ids are made before others are removed, and told again they stay those that they are', async () => {
  const known = await somebody({ taxIds: [vat] });
  const providerCustomer = await save(known);
  const linked = { ...known, providerCustomer };
  const idsOf = async () =>
    (await it.stripe.customers.listTaxIds(providerCustomer!)).data.map(({ id }) => id);
  const before = await idsOf();
  await save(linked);
  expect(await idsOf()).toEqual(before);

  const from = it.shop.double.requests.length;
  await save({ ...linked, taxIds: [other] });
  const order = it.shop.double.requests
    .slice(from)
    .filter(({ method, path }) => method !== 'GET' && path.includes('tax_ids'));
  expect(order.map(({ method }) => method)).toEqual(['POST', 'DELETE']);
});

test('[X299] somebody who was at Stripe before is linked, and nothing is taken away from them', async () => {
  const { id: providerCustomer } = await it.stripe.customers.create({
    name: 'Example GmbH',
    email: 'office@example.com',
    phone: '+49 30 1',
    address: { country: 'DE', city: 'Berlin' },
    metadata: { crm: '17' },
    tax_id_data: [other],
  });
  const facts = { name: null, phone: null, address: null, email: 'jane@example.com', taxIds: [vat] };
  const known = await somebody({ ...facts, providerCustomer });
  expect(await save(known)).toBe(providerCustomer);
  const linked = await it.stripe.customers.retrieve(providerCustomer, { expand: ['tax_ids'] });
  expect(linked).toMatchObject({
    name: 'Example GmbH',
    email: 'office@example.com',
    phone: '+49 30 1',
    address: { country: 'DE', city: 'Berlin' },
    metadata: { crm: '17', billfold_customer: known.id },
  });
  const taxIds = await it.stripe.customers.listTaxIds(providerCustomer);
  expect(taxIds.data.map(({ value }) => value).sort()).toEqual([other.value, vat.value]);

  // Linked once, the portal's word counts.
  await save({ ...known, phone: null, name: 'Another GmbH', taxIds: [vat] });
  expect(await it.stripe.customers.retrieve(providerCustomer)).toMatchObject({
    name: 'Another GmbH',
    phone: null,
  });
  expect((await it.stripe.customers.listTaxIds(providerCustomer)).data).toHaveLength(1);
});

test('[X299] somebody deleted, unknown, or linked to another customer is refused', async () => {
  const deleted = await it.stripe.customers.create({});
  await it.stripe.customers.del(deleted.id);
  const theirs = await it.shop.createCustomer();
  for (const [providerCustomer, project] of [
    [deleted.id, 'proj_first'],
    ['cus_doesNotExist', 'proj_first'],
    ['../invoices', 'proj_first'],
    [theirs.providerCustomer!, 'proj_first'],
    [theirs.providerCustomer!, 'proj_second'],
  ] as const) {
    await expect(save(await somebody({ providerCustomer, project }))).rejects.toMatchObject({
      code: 'conflict',
      fields: [{ path: 'providerCustomer' }],
    });
  }
});

test('[X299] other fields that a merchant prints on invoices stay', async () => {
  const customer = await it.shop.createCustomer();
  const fields = [{ name: 'Project', value: 'Seven' }];
  await it.stripe.customers.update(customer.providerCustomer!, {
    invoice_settings: { custom_fields: fields },
  });
  const billing = it.portalOf(customer);
  await billing.updateBillingDetails({ purchaseOrder: 'PO 2' });
  await billing.updateBillingDetails({ purchaseOrder: null });
  expect(await it.stripe.customers.retrieve(customer.providerCustomer!)).toMatchObject({
    invoice_settings: { custom_fields: fields },
  });
});

test('[X358] the address that only Stripe knows comes back when invoices go nowhere else any more', async () => {
  const { id: providerCustomer } = await it.stripe.customers.create({ email: 'studio@example.com' });
  const known = await somebody({ email: null, invoiceEmails: [], providerCustomer });
  await save(known);
  const billing = it.portalOf(known);
  const own = { email: 'studio@example.com' };
  const sentTo = async () => {
    const customer = await it.stripe.customers.retrieve(providerCustomer);
    return customer.deleted ? null : customer.email;
  };
  for (const invoiceEmails of [['books@example.com'], ['tax@example.com', 'books@example.com']]) {
    expect(await billing.updateBillingDetails({ invoiceEmails })).toMatchObject({ ...own, invoiceEmails });
    expect(await sentTo()).toBe(invoiceEmails[0]);
  }
  const last = await billing.updateBillingDetails({ invoiceEmails: [] });
  expect(last).toMatchObject({ ...own, invoiceEmails: [] });
  expect(await sentTo()).toBe('studio@example.com');
  // From then on what the merchant writes there counts.
  await it.stripe.customers.update(providerCustomer, { email: 'office@example.com' });
  expect(await billing.getBillingDetails()).toMatchObject({ email: 'office@example.com' });
});

test('[X358] nobody who has one is left without an address', async () => {
  const { id: providerCustomer } = await it.stripe.customers.create({ name: 'Example GmbH' });
  const known = await somebody({ email: null, invoiceEmails: [], providerCustomer });
  await save(known);
  const billing = it.portalOf(known);
  await billing.updateBillingDetails({ invoiceEmails: ['books@example.com'] });
  await billing.updateBillingDetails({ invoiceEmails: [] });
  expect(await it.stripe.customers.retrieve(providerCustomer)).toMatchObject({ email: 'books@example.com' });
});
