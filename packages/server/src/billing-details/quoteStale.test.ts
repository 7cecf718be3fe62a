import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BillingDetails, TaxId } from '@billfold/contract';
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
