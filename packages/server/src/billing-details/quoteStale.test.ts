import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BillingDetails, TaxId, UpcomingInvoice } from '@billfold/contract';
import { asCustomer, createTestPortal, type TestPortal } from '../testing/index.js';

let portal: TestPortal;
beforeAll(async () => void (portal = await createTestPortal()));
afterAll(() => portal.close());

const berlin = { country: 'DE', line1: 'Beispielstraße 1', city: 'Berlin', postalCode: '10115' };

test('[X177] a quote from before the details were changed charges nobody, and its successor what it says', async () => {
  const customer = await asCustomer(portal, (await portal.createScenario('active')).id);
  await portal.configure({ subscriptionUpdate: { prorationBehavior: 'always_invoice' } });
  const quote = await customer.quoted('price_DemoBusinessMonthlyUsd');
  const before = await customer.invoices();
  await customer.send<BillingDetails>('PATCH', '/billing-details', { kind: 'business', address: berlin });
  await customer.send<TaxId>('POST', '/billing-details/tax-ids', { type: 'eu_vat', value: 'DE123456788' });

  const refused = await customer.change(quote);
  expect([refused.status, refused.body.error?.code]).toEqual([409, 'quote_stale']);
  expect(await customer.invoices()).toEqual(before);

  const next = refused.body.error!.quote!;
  expect(next.dueNow.amount).toBeLessThan(quote.dueNow.amount);
  expect(next.taxes.some(({ reverseCharge }) => reverseCharge)).toBe(true);
  const { status } = await customer.change(next);
  expect(status).toBe(200);
  const [invoice] = await customer.invoices();
  expect(invoice!.amountPaid).toEqual(next.dueNow);
});

test('[X177] a quote whose price stays is good, whatever else was changed', async () => {
  const customer = await asCustomer(portal, (await portal.createScenario('active')).id);
  const quote = await customer.quoted('price_DemoBusinessMonthlyUsd');
  await customer.send('PATCH', '/billing-details', { name: 'Another name', purchaseOrder: 'PO 7' });
  expect((await customer.change(quote)).status).toBe(200);
});

const later = {
  'with the next invoice': {
    rules: { prorationBehavior: 'create_prorations' },
    price: 'price_DemoBusinessMonthlyUsd',
  },
  'from the next period on': {
    rules: { scheduleAtPeriodEnd: ['decreasing_amount'] },
    price: 'price_DemoStarterMonthlyUsd',
  },
} as const;
test.each(Object.entries(later))(
  '[X177] a quote that costs nothing now and something else %s is stale too',
  async (_, { rules, price }) => {
    const customer = await asCustomer(portal, (await portal.createScenario('active')).id);
    await portal.configure({ subscriptionUpdate: rules as object });
    const quote = await customer.quoted(price);
    expect(quote.dueNow.amount).toBe(0);
    const before = await customer.subscription();
    await customer.send<BillingDetails>('PATCH', '/billing-details', { address: berlin });

    const refused = await customer.change(quote);
    expect([refused.status, refused.body.error?.code]).toEqual([409, 'quote_stale']);
    expect(await customer.subscription()).toEqual(before);
    const next = refused.body.error!.quote!;
    expect(next.dueNow).toEqual(quote.dueNow);
    expect(next.recurring.total.amount).not.toBe(quote.recurring.total.amount);
    expect(next.nextInvoice!.total.amount).not.toBe(quote.nextInvoice!.total.amount);

    expect((await customer.change(next)).status).toBe(200);
    const { body } = await customer.get<{ invoice: UpcomingInvoice }>(
      `/invoices/upcoming?subscription=${before.id}`,
    );
    expect(body.invoice.total).toEqual(next.nextInvoice!.total);
  },
);

test('[X177] a quote that a VAT number made cheaper is stale when its register does not know it', async () => {
  const customer = await asCustomer(portal, (await portal.createScenario('active')).id);
  await portal.configure({ subscriptionUpdate: { prorationBehavior: 'create_prorations' } });
  await customer.send<BillingDetails>('PATCH', '/billing-details', { kind: 'business', address: berlin });
  await customer.send<TaxId>('POST', '/billing-details/tax-ids', { type: 'eu_vat', value: 'DE111111111' });
  const quote = await customer.quoted('price_DemoBusinessMonthlyUsd');
  const { now } = (await customer.get<{ now: string }>('/sandbox')).body;
  const advanceTo = new Date(Date.parse(now) + 60_000).toISOString();
  await customer.send('POST', '/sandbox/clock', { advanceTo });
  const { status, body } = await customer.change(quote);
  expect([status, body.error?.code]).toEqual([409, 'quote_stale']);
  expect(body.error!.quote!.recurring.total.amount).toBeGreaterThan(quote.recurring.total.amount);
});
