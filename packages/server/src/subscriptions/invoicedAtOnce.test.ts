import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Event, Invoice, Page } from '@billfold/contract';
import { asCustomer, createTestPortal, type TestCustomer, type TestPortal } from '../testing/index.js';

const BUSINESS = 'price_DemoBusinessMonthlyUsd';
const MADE_AND_PAID = ['invoice.created', 'invoice.finalized', 'invoice.paid'];

let portal: TestPortal;
let customer: TestCustomer;
const enter = async (scenario: 'active' | 'paused' | 'pastDue') =>
  (customer = await asCustomer(portal, (await portal.createScenario(scenario)).id));

beforeAll(
  async () =>
    void (portal = await createTestPortal({
      project: {
        features: {
          subscriptionPause: { enabled: true },
          subscriptionCancel: { mode: 'immediately', prorationBehavior: 'create_prorations' },
        },
      },
    })),
);
beforeEach(() => enter('active'));
afterAll(() => portal.close());

/** What the merchant was told of invoices and subscriptions, in order. */
async function told(): Promise<Event[]> {
  const { data } = await portal.merchant<Page<Event>>('GET', `/v1/events?limit=100&customer=${customer.id}`);
  return data.filter(({ type }) => /^(invoice|customer\.subscription)\./.test(type)).toReversed();
}
const types = (events: Event[]) => events.map(({ type }) => type);

test('[S300] a change tells of the invoice that it has issued, as one request of the customer', async () => {
  expect((await customer.change(await customer.quoted(BUSINESS))).body.status).toBe('succeeded');
  const events = await told();
  expect(types(events)).toEqual([...MADE_AND_PAID, 'customer.subscription.updated']);
  const [newest] = await customer.invoices();
  for (const { data } of events.slice(0, 3)) {
    expect(data).toEqual({ object: newest, previousAttributes: null });
  }
  const [request] = new Set(events.map(({ request }) => request.id));
  expect(events.every(({ request: { id } }) => id === request && id !== null)).toBe(true);
});

test('[S300] so does a resumption, and an end that gives time back', async () => {
  await enter('paused');
  await customer.act('POST', await customer.subscription(), 'resume', {});
  expect(types(await told())).toEqual([...MADE_AND_PAID, 'customer.subscription.resumed']);
  await customer.act('POST', await customer.subscription(), 'cancel', {});
  const ending = (await told()).slice(4);
  expect(types(ending)).toEqual([...MADE_AND_PAID, 'customer.subscription.deleted']);
  const [newest] = await customer.invoices();
  expect(ending[0]!.data.object).toEqual(newest);
});

test('[S300] the answer is the subscription, without the invoice', async () => {
  const { body } = await customer.change(await customer.quoted(BUSINESS));
  expect(Object.keys(body).toSorted()).toEqual(['status', 'subscription']);
});

test('[S300] nothing is told of what was not invoiced: refused, waiting, or on the next invoice', async () => {
  await customer.control({ nextCharge: 'fails' });
  expect((await customer.change(await customer.quoted(BUSINESS))).status).toBe(402);
  await customer.control({ nextCharge: 'requires_action' });
  expect((await customer.change(await customer.quoted(BUSINESS))).body.status).toBe('requires_action');
  expect(await told()).toEqual([]);
});

test('[S301] a payment of an invoice that the bank refuses, or asks about, is told as it left the invoice', async () => {
  await enter('pastDue');
  const { overdueInvoice } = await customer.subscription();
  const pay = () => customer.send('POST', `/invoices/${overdueInvoice!.id}/pay`, {});
  expect((await pay()).status).toBe(402);
  const [refused, ...others] = await told();
  expect(others).toEqual([]);
  expect(refused).toMatchObject({
    type: 'invoice.payment_failed',
    data: { object: { id: overdueInvoice!.id, status: 'open', payment: { status: 'failed' } } },
  });
  expect(refused!.data.object).not.toHaveProperty('lines');

  await customer.control({ nextCharge: 'requires_action' });
  const { status, body } = await pay();
  expect([status, (body as unknown as { status: string }).status]).toEqual([200, 'requires_action']);
  const [, asked] = await told();
  expect(asked).toMatchObject({
    type: 'invoice.payment_action_required',
    data: { previousAttributes: { payment: { status: 'failed' } } },
  });
  expect((asked!.data.object as unknown as Invoice).payment?.status).toBe('requires_action');
});
