import { afterAll, beforeAll, expect, test } from 'vitest';
import { customerUpdates, type BillingDetails, type CustomerUpdate, type TaxId } from '@billfold/contract';
import { countCalls } from '../testing/countCalls.js';
import { asCustomer, createTestPortal, type TestCustomer, type TestPortal } from '../testing/index.js';

let portal: TestPortal;
let customer: TestCustomer;
let taxId: string;
const calls: string[] = [];

beforeAll(async () => {
  portal = await createTestPortal({ provider: countCalls(calls) });
  customer = await asCustomer(portal, (await portal.createScenario('active')).id);
  const entry = { type: 'us_ein', value: '12-3456789' };
  taxId = (await customer.send<TaxId>('POST', '/billing-details/tax-ids', entry)).body.id;
});
afterAll(() => portal.close());

const berlin = { country: 'DE', line1: 'Beispielstraße 1', city: 'Berlin', postalCode: '10115' };

/** A change of each field, and by which word of the configuration it may be made. */
const fields: Record<string, [CustomerUpdate, unknown]> = {
  kind: ['name', 'business'],
  name: ['name', 'Example GmbH'],
  invoiceEmails: ['email', ['bills@example.com']],
  phone: ['phone', '+49 30 123456'],
  address: ['address', berlin],
  purchaseOrder: ['purchase_order', 'PO-7'],
};

const change = (names: readonly string[]) =>
  customer.send<BillingDetails>(
    'PATCH',
    '/billing-details',
    Object.fromEntries(names.map((name) => [name, fields[name]![1]])),
  );

/** Every set that can be allowed, from none to all. */
const subsets = Array.from({ length: 2 ** customerUpdates.length }, (_, bits) =>
  customerUpdates.filter((_word, at) => bits & (1 << at)),
);

test('[S159] what a configuration does not allow is refused by the names of the fields, and nothing is asked for', async () => {
  for (const allowedUpdates of subsets) {
    await portal.configure({ customerUpdate: { allowedUpdates } });
    const refused = Object.keys(fields).filter((name) => !allowedUpdates.includes(fields[name]![0]));
    // Alone, where little is allowed: what of it is does not depend on what else is.
    for (const name of allowedUpdates.length < 2 ? Object.keys(fields) : []) {
      calls.splice(0);
      const { status, body } = await change([name]);
      const named = body.error?.fields?.map(({ path }) => path);
      const expected = refused.includes(name)
        ? [403, 'feature_disabled', [name]]
        : [200, undefined, undefined];
      expect([allowedUpdates, name, status, body.error?.code, named]).toEqual([
        allowedUpdates,
        name,
        ...expected,
      ]);
      if (status === 403) expect(calls).toEqual([]);
    }
    const whole = await change(Object.keys(fields));
    expect([allowedUpdates, whole.status, whole.body.error?.fields?.map(({ path }) => path)]).toEqual([
      allowedUpdates,
      refused.length > 0 ? 403 : 200,
      refused.length > 0 ? refused : undefined,
    ]);
  }
});

test.each(['POST', 'DELETE'])(
  '[S159] tax ids (%s) are theirs to change only where they are allowed',
  async (method) => {
    for (const allowedUpdates of subsets) {
      await portal.configure({ customerUpdate: { allowedUpdates } });
      calls.splice(0);
      const { status, body } =
        method === 'POST'
          ? await customer.send('POST', '/billing-details/tax-ids', { type: 'us_ein', value: 'no EIN' })
          : await customer.send('DELETE', '/billing-details/tax-ids/txi_doesNotExist');
      const allowed = allowedUpdates.includes('tax_id');
      const usual = method === 'POST' ? 'tax_id_invalid' : 'not_found';
      expect([allowedUpdates, body.error?.code, body.error?.fields?.[0]?.path]).toEqual([
        allowedUpdates,
        allowed ? usual : 'feature_disabled',
        allowed ? (method === 'POST' ? 'value' : undefined) : 'taxIds',
      ]);
      if (!allowed) expect([status, calls]).toEqual([403, []]);
    }
  },
);

test('[S159] what can not be changed is shown', async () => {
  await portal.configure({ customerUpdate: { allowedUpdates: [] } });
  const { status, body } = await customer.get<BillingDetails>('/billing-details');
  expect([status, body.taxIds.map(({ id }) => id)]).toEqual([200, [taxId]]);
  const { body: session } = await customer.get<{ features: object }>('/session');
  expect(session.features).toMatchObject({ customerUpdate: { enabled: true, allowedUpdates: [] } });
});
