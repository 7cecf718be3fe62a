import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { sql } from 'drizzle-orm';
import { makeId } from '../../access/secrets.js';
import { findCustomer } from '../../customers/customerRows.js';
import { customers } from '../../database/schema.js';
import { rowsOf } from '../../database/Database.js';
import { asCustomer } from '../../testing/asCustomer.js';
import { openStripePortal, type StripePortal } from '../../../test/openStripePortal.js';

let opened: StripePortal;
let project: string;
beforeAll(async () => {
  opened = await openStripePortal({ timeoutMs: 8_000, providerTimeoutMs: 12_000 });
  project = (await rowsOf<{ id: string }>(opened.database, sql`select id from projects`))[0]!.id;
});
afterEach(() => {
  opened.shop.double.faults.clear();
  // Another client of Stripe, whose circuit knows nothing of what has failed.
  opened.restart();
});
afterAll(() => opened?.close());

const CREATION = /^POST \/v1\/customers$/;
const VAT = { type: 'eu_vat', value: 'DE123456788' } as const;

/** Those whom Stripe has by the name of one of ours. */
const madeOf = (id: string) =>
  [...opened.shop.double.state.customers.values()].filter(
    ({ metadata }) => metadata['billfold_customer'] === id,
  );

const taxIdsOf = (there: string) =>
  [...opened.shop.double.state.taxIds.values()]
    .filter(({ customer }) => customer === there)
    .map(({ value }) => value);

/** Somebody whom the portal knows and Stripe does not, as one who was made before there was Stripe. */
async function somebody(email: string | null) {
  const id = makeId('cus');
  const facts = { reference: null, providerCustomer: null, kind: 'business', name: 'Example GmbH' } as const;
  const more = { invoiceEmails: [], phone: null, address: null, purchaseOrder: null, taxIds: [VAT] };
  await opened.database
    .insert(customers)
    .values({ project, id, ...facts, email, ...more, createdAt: new Date() });
  return asCustomer(
    {
      fetch: opened.fetch,
      createToken: async (customer) => {
        const body = { customer, mode: 'embedded', embedOrigin: 'https://app.test' };
        const response = await opened.asMerchant('POST', '/v1/portal/sessions', body);
        return (await response.json()) as never;
      },
    },
    id,
  );
}

// Stripe gives its own failure to a key for a day. All that waits for it is that somebody is made.
test.each([
  ['error', 'jane@example.com'],
  ['error_after', 'jane@example.com'],
  ['error_after', null],
] as const)(
  '[S400] a failure to make a customer that Stripe remembers (%s) keeps them from nothing, and makes them once',
  async (fault, email) => {
    const customer = await somebody(email);
    opened.shop.double.faults.every(CREATION, fault, 1);
    const { status } = await customer.send('PATCH', '/billing-details', { name: 'Another GmbH' });
    expect(status).toBe(200);
    const [made, ...others] = madeOf(customer.id);
    expect([made?.name, others]).toEqual(['Another GmbH', []]);
    expect((await findCustomer(opened.database, project, customer.id))?.providerCustomer).toBe(made!.id);
    expect(taxIdsOf(made!.id)).toEqual([VAT.value]);
    // The key for all intents of theirs gives that failure still: it is not what decides any more.
    expect((await customer.send('POST', '/payment-methods/setup-intent', {})).status).toBe(201);
    expect(madeOf(customer.id)).toHaveLength(1);
  },
);

test('[S400] and so it is where a tax id of theirs can not be added', async () => {
  const customer = await somebody(null);
  opened.shop.double.faults.every(/^POST .*tax_ids$/, 'error_after', 1);
  expect((await customer.send('POST', '/payment-methods/setup-intent', {})).status).toBe(201);
  expect(madeOf(customer.id)).toHaveLength(1);
  expect(taxIdsOf(madeOf(customer.id)[0]!.id)).toEqual([VAT.value]);
});

test.each(['error', 'error_after'] as const)(
  '[S400] whom the merchant makes is made once, whatever Stripe says of it (%s)',
  async (fault) => {
    opened.shop.double.faults.every(CREATION, fault, 1);
    const make = () =>
      opened.asMerchant('POST', '/v1/customers', { email: `${fault}@example.com` }, `make-${fault}`);
    expect((await make()).status).toBe(503);
    const { status, ...answer } = await make().then(async (response) => ({
      status: response.status,
      body: (await response.json()) as { id: string; providerCustomer: string },
    }));
    expect(status).toBe(201);
    expect(madeOf(answer.body.id).map(({ id }) => id)).toEqual([answer.body.providerCustomer]);
  },
);

test('[S400] who is linked by now stays who they are', async () => {
  const customer = await somebody(null);
  const { stripe } = opened.shop;
  const theirs = await stripe.customers.create({ name: 'Example GmbH' });
  // Another server links them between this one's look and its answer.
  let linked = false;
  opened.shop.double.faults.every((request) => {
    if (!CREATION.test(`${request.method} ${request.path}`) || linked) return false;
    linked = true;
    const link = sql`update customers set provider_customer = ${theirs.id} where id = ${customer.id}`;
    void opened.database.execute(link).then(() => {});
    return false;
  }, 'error');
  expect((await customer.send('PATCH', '/billing-details', { name: 'Another GmbH' })).status).toBe(200);
  expect((await findCustomer(opened.database, project, customer.id))?.providerCustomer).toBe(theirs.id);
  expect((await stripe.customers.retrieve(theirs.id)) as { name?: string }).toMatchObject({
    name: 'Another GmbH',
  });
});
