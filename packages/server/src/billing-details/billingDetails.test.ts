import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { BillingDetails, Customer, TaxId } from '@billfold/contract';
import { asCustomer, createTestPortal, type TestCustomer, type TestPortal } from '../testing/index.js';
import { eventsOf } from '../testing/eventsOf.js';

let portal: TestPortal;
let customer: TestCustomer;

beforeAll(async () => void (portal = await createTestPortal()));
beforeEach(async () => {
  customer = await asCustomer(portal, (await portal.createScenario('active')).id);
});
afterAll(() => portal.close());

const berlin = {
  country: 'DE',
  line1: 'Beispielstraße 1',
  line2: null,
  city: 'Berlin',
  region: null,
  postalCode: '10115',
};

const read = async () => (await customer.get<BillingDetails>('/billing-details')).body;
const change = (changes: object) => customer.send<BillingDetails>('PATCH', '/billing-details', changes);
const asMerchant = () => portal.merchant<Customer>('GET', `/v1/customers/${customer.id}`);

describe('[S156] a change of billing details', () => {
  test('changes what is given, answers with all of it, and is told of with what was before', async () => {
    const before = await read();
    const { status, body } = await change({ kind: 'business', name: 'Example GmbH', address: berlin });
    expect(status).toBe(200);
    expect(body).toEqual({ ...before, kind: 'business', name: 'Example GmbH', address: berlin });
    expect(await read()).toEqual(body);
    expect(await asMerchant()).toMatchObject({ kind: 'business', name: 'Example GmbH', address: berlin });
    const [event] = await eventsOf(portal, customer.id, 'customer.updated');
    expect(event!.previousAttributes).toEqual({
      kind: before.kind,
      name: before.name,
      address: before.address,
    });
  });

  test('removes what is null, and never touches the address by which they sign in', async () => {
    const before = await read();
    await change({ purchaseOrder: 'PO 7', phone: '+49 30 123456', invoiceEmails: ['bills@example.com'] });
    const { body } = await change({ purchaseOrder: null, phone: null, invoiceEmails: [] });
    expect(body).toEqual(before);
    const { status, body: refused } = await change({ email: 'other@example.com' });
    expect([status, refused.error?.fields?.[0]?.path]).toEqual([400, 'email']);
  });

  test('that says what is so already tells nobody', async () => {
    const { name } = await read();
    expect((await change({ name })).status).toBe(200);
    expect(await eventsOf(portal, customer.id, 'customer.updated')).toEqual([]);
    await change({ address: berlin });
    await change({ address: berlin });
    expect(await eventsOf(portal, customer.id, 'customer.updated')).toHaveLength(1);
  });
});

describe('[S157] an address', () => {
  test('has all that its country needs, or each field that is missing is named', async () => {
    const { status, body } = await change({ address: { country: 'US', line1: '1 Example Street' } });
    expect([status, body.error?.code]).toEqual([400, 'invalid_request']);
    expect(body.error?.fields?.map(({ path }) => path).sort()).toEqual([
      'address.city',
      'address.postalCode',
      'address.region',
    ]);
    expect(await eventsOf(portal, customer.id, 'customer.updated')).toEqual([]);
  });

  test.each([
    { country: 'HK', line1: '1 Example Road', region: 'Kowloon' },
    { country: 'AE', line1: '1 Example Street', region: 'DU' },
    { country: 'IE', line1: '1 Example Street', city: 'Dublin' },
  ])('of $country needs no postal code', async (address) => {
    expect((await change({ address })).status).toBe(200);
  });

  test('is of a country that there is', async () => {
    for (const country of ['ZZ', 'AA', 'EU', 'UK']) {
      const { status, body } = await change({ address: { ...berlin, country } });
      expect([country, status, body.error?.code]).toEqual([country, 400, 'invalid_request']);
      expect(body.error?.fields?.map(({ path }) => path)).toEqual(['address.country']);
    }
  });

  test('is taken from the merchant as it is', async () => {
    const address = { country: 'US', line1: 'Somewhere' };
    await portal.merchant('PATCH', `/v1/customers/${customer.id}`, { address });
    expect((await read()).address).toMatchObject(address);
  });
});

describe('[S158] a tax id', () => {
  test('that the merchant changes is told of as a change of the customer', async () => {
    const path = `/v1/customers/${customer.id}`;
    const taxIds = [{ type: 'us_ein', value: '12-3456789' }];
    await portal.merchant('PATCH', path, { taxIds });
    expect(await eventsOf(portal, customer.id, 'customer.updated')).toMatchObject([
      { object: { taxIds }, previousAttributes: { taxIds: [] } },
    ]);
    expect(await eventsOf(portal, customer.id, 'customer.tax_id.created')).toEqual([]);
  });

  test('is added and removed, told of each time, and the merchant sees the same', async () => {
    const taxId = { type: 'eu_vat', value: 'DE 136 695 976' };
    const { status, body: added } = await customer.send<TaxId>('POST', '/billing-details/tax-ids', taxId);
    expect([status, added.type, added.verification]).toEqual([201, 'eu_vat', 'pending']);
    expect((await read()).taxIds).toEqual([added]);
    expect((await asMerchant()).taxIds).toEqual([{ type: 'eu_vat', value: added.value }]);
    expect(await eventsOf(portal, customer.id, 'customer.tax_id.created')).toEqual([{ object: added }]);
    const { taxIds } = await asMerchant();
    expect(await eventsOf(portal, customer.id, 'customer.updated')).toMatchObject([
      { object: { taxIds }, previousAttributes: { taxIds: [] } },
    ]);

    const path = `/billing-details/tax-ids/${added.id}`;
    expect([
      (await customer.send('DELETE', path)).status,
      (await customer.send('DELETE', path)).status,
    ]).toEqual([204, 404]);
    expect((await read()).taxIds).toEqual([]);
    expect((await asMerchant()).taxIds).toEqual([]);
    expect(await eventsOf(portal, customer.id, 'customer.tax_id.deleted')).toHaveLength(1);
    const changes = await eventsOf(portal, customer.id, 'customer.updated');
    // Both are of one instant here.
    expect(changes).toHaveLength(2);
    expect(changes).toContainEqual(expect.objectContaining({ previousAttributes: { taxIds } }));
  });

  test('that is none is refused with what is expected, and nothing is kept of it', async () => {
    const taxId = { type: 'eu_vat', value: 'DE000' };
    const { status, body } = await customer.send('POST', '/billing-details/tax-ids', taxId);
    expect([status, body.error?.code, body.error?.fields?.[0]?.path]).toEqual([
      400,
      'tax_id_invalid',
      'value',
    ]);
    expect((await read()).taxIds).toEqual([]);
  });
});
