import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Customer } from '@billfold/contract';
import { sampleTaxId } from '../testing/fakeProvider.js';
import { openNoticeTest, type NoticeTest } from '../testing/openNoticeTest.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let opened: NoticeTest;
beforeEach(async () => void (opened = await openNoticeTest()));
afterEach(() => opened.close());

test('[S366] who is billed is brought up to what the provider has, but for the e-mail address of the merchant', async () => {
  const customer = await opened.createCustomer({ name: 'Before', email: 'before@example.com' });
  const { account } = customer;
  account.details = {
    ...account.details!,
    name: 'After',
    invoiceEmails: ['accounts@example.com'],
    taxIds: [sampleTaxId('txi_1')],
  };
  await customer.notify('customer');
  await opened.settle();
  const path = `/v1/customers/${customer.id}`;
  expect(await opened.portal.merchant<Customer>('GET', path)).toMatchObject({
    name: 'After',
    email: 'before@example.com',
    invoiceEmails: ['accounts@example.com'],
    taxIds: [{ type: 'eu_vat', value: 'DE123456788' }],
  });
  expect(await customer.told()).toMatchObject([
    { type: 'customer.updated', by: 'server', previousAttributes: { name: 'Before', taxIds: [] } },
    { type: 'customer.tax_id.created', object: { id: 'txi_1' } },
  ]);
  account.details = { ...account.details, taxIds: [] };
  await customer.notify('customer');
  await customer.notify('customer');
  await opened.settle();
  expect((await customer.types()).slice(2)).toEqual(['customer.updated', 'customer.tax_id.deleted']);
});

test('[S366] what the merchant has said of a customer is not told back', async () => {
  const customer = await opened.createCustomer({ taxIds: [{ type: 'eu_vat', value: 'DE123456788' }] });
  customer.account.details!.taxIds = [sampleTaxId('txi_1')];
  await customer.notify('customer');
  await opened.settle();
  await opened.portal.merchant('PATCH', `/v1/customers/${customer.id}`, { taxIds: [] });
  customer.account.details!.taxIds = [];
  await customer.notify('customer');
  await opened.settle();
  const told = await customer.told();
  expect(told.map(({ type, by }) => [type, by.split(':')[0]])).toEqual([['customer.updated', 'key']]);
});
