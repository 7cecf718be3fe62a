import { afterAll, beforeAll, expect, test } from 'vitest';
import { Billfold, type Customer } from '@billfold/sdk';
import { serveCompany, type Company } from './company/serveCompany.js';
import { createOwnProvider } from './src/createOwnProvider.js';
import { startPortal, type RunningPortal } from './src/startPortal.js';

let company: Company;
let portal: RunningPortal;
let billfold: Billfold;
beforeAll(async () => {
  company = await serveCompany(() => `${portal.url}/webhooks/own`);
  portal = await startPortal(createOwnProvider(company));
  billfold = new Billfold({ baseUrl: portal.url, secretKey: portal.secretKey });
}, 60_000);
afterAll(async () => {
  await portal.close();
  await company.close();
});

const tell = async (path: string, body: object) => {
  const headers = { authorization: `Bearer ${company.apiKey}`, 'content-type': 'application/json' };
  const response = await fetch(`${company.url}/test${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
};
const subscriptionOf = async ({ id }: Customer) => (await billfold.customers.subscriptions.list(id)).data[0]!;

async function subscriber(): Promise<Customer> {
  const customer = await billfold.customers.create({ name: 'Example Customer' });
  await tell(`/accounts/${customer.providerCustomer}/agreements`, { price: 'pro-month' });
  return customer;
}

test('[O3] a change whose answer is lost is made once, whoever asks again', async () => {
  const customer = await subscriber();
  const before = await subscriptionOf(customer);
  const done = company.done();
  company.loseNextAnswer();
  // The SDK asks again, under the same key.
  const canceling = { cancelAtPeriodEnd: true };
  const canceled = await billfold.customers.subscriptions.update(customer.id, before, canceling);
  expect(canceled.cancelAt).toBe(before.currentPeriod.endAt);
  expect(company.done() - done).toBe(1);
});

test('[O3] a change whose answer is lost, and that nobody asks for again, is brought to its end', async () => {
  const customer = await subscriber();
  const { id, version, currentPeriod } = await subscriptionOf(customer);
  const done = company.done();
  company.loseNextAnswer();
  const asked = await fetch(`${portal.url}/v1/customers/${customer.id}/subscriptions/${id}`, {
    method: 'PATCH',
    headers: {
      authorization: `Bearer ${portal.secretKey}`,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
      'if-match': `"${version}"`,
    },
    body: JSON.stringify({ cancelAtPeriodEnd: true }),
  });
  expect(asked.status).toBe(503);
  await expect.poll(() => eventsOf(customer), { timeout: 20_000 }).toContain('customer.subscription.updated');
  expect((await subscriptionOf(customer)).cancelAt).toBe(currentPeriod.endAt);
  expect(company.done() - done).toBe(1);
}, 30_000);

test('[O4] what is changed at the company without the portal is told by its notice', async () => {
  const customer = await subscriber();
  const { currentPeriod } = await subscriptionOf(customer);
  const to = new Date(Date.parse(currentPeriod.endAt) + 1_000).toISOString();
  await tell(`/accounts/${customer.providerCustomer}/clock`, { to });
  // The first bill was told of, and so is the one that time has brought.
  const paid = async () => (await eventsOf(customer)).filter((type) => type === 'invoice.paid');
  await expect.poll(paid, { timeout: 20_000 }).toHaveLength(2);
  const unsigned = await fetch(`${portal.url}/webhooks/own`, { method: 'POST', body: '{"id":"made up"}' });
  expect(unsigned.status).toBe(401);
}, 30_000);

test('[O5] what the company lacks is not offered, and an account that was there before can be linked', async () => {
  const customer = await subscriber();
  const subscription = await subscriptionOf(customer);
  const pausing = billfold.customers.subscriptions.pause(customer.id, subscription, {});
  await expect(pausing).rejects.toMatchObject({ status: 403 });
  const taken = billfold.customers.create({ providerCustomer: customer.providerCustomer! });
  await expect(taken).rejects.toMatchObject({ code: 'conflict' });
});

async function eventsOf({ id }: Customer): Promise<string[]> {
  const types: string[] = [];
  for await (const event of billfold.events.listAll({ customer: id })) types.push(event.type);
  return types;
}
