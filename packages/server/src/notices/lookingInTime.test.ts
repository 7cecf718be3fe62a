import { afterEach, beforeEach, expect, test } from 'vitest';
import { sampleInvoice, sampleSubscription } from '../testing/fakeProvider.js';
import { openNoticeTest, type NoticeTest } from '../testing/openNoticeTest.js';

let opened: NoticeTest;
beforeEach(async () => void (opened = await openNoticeTest({ providerTimeoutMs: 2_500 })));
afterEach(() => opened.close());

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

test('[S384] what a customer has is read for the first time for as long as it takes: nobody waits for it', async () => {
  const first = await opened.createCustomer();
  const account = structuredClone(first.account);
  for (let n = 0; n < 8; n += 1) account.invoices.set(`in_${n}`, sampleInvoice(`in_${n}`));
  opened.provider.accounts.set('there_long', account);
  const linked = await opened.createCustomer({ providerCustomer: 'there_long' });
  opened.provider.before = (method) => pause(method === 'listInvoices' ? 1_000 : 0);
  await opened.settle();
  opened.provider.before = async () => {};
  account.subscriptions.set('sub_new', sampleSubscription('sub_new'));
  await linked.notify('subscription', 'sub_new');
  await opened.settle();
  expect(await linked.types()).toEqual(['customer.subscription.created']);
});

test('[S384] a provider that never answers keeps nobody else waiting for ever, and a server from stopping', async () => {
  const customer = await opened.createCustomer();
  customer.account.subscriptions.set('sub_1', sampleSubscription('sub_1'));
  await customer.notify('subscription', 'sub_1');
  opened.provider.before = () => new Promise(() => {});
  const settled = await Promise.race([opened.settle(), pause(20_000).then(() => 'still looking')]);
  expect(settled).toBe(1);
  expect(await opened.open()).toBe(1);
  opened.provider.before = async () => {};
  await opened.settle();
  expect(await customer.types()).toEqual(['customer.subscription.created']);
});
