import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SetupIntent } from '@billfold/contract';
import { BillfoldError } from '../errors.js';
import { asCustomer } from '../testing/asCustomer.js';
import { sampleSubscription } from '../testing/fakeProvider.js';
import { openNoticeTest, OWN_WORD, type NoticeTest } from '../testing/openNoticeTest.js';

let opened: NoticeTest;
beforeEach(async () => void (opened = await openNoticeTest()));
afterEach(() => opened.close());

test('[S405] a payment method that can not be put on file keeps nothing else of its customer waiting', async () => {
  const customer = await opened.createCustomer();
  const page = await asCustomer(opened.portal, customer.id);
  const { body } = await page.send<SetupIntent>('POST', '/payment-methods/setup-intent', {});
  customer.account.setupIntents.get(body.id)!.status = 'confirmed';
  customer.account.subscriptions.set('sub_1', sampleSubscription('sub_1'));
  // As where the provider's key lacks the permission: asked again it is the same.
  let isBroken = true;
  opened.provider.before = async (method) => {
    if (isBroken && method === 'addPaymentMethod') throw new BillfoldError('internal');
  };
  await customer.notify('setup_intent', body.id);
  await customer.notify('subscription', 'sub_1');
  await opened.settle(OWN_WORD);
  expect(await customer.types()).toEqual(['customer.subscription.created']);
  expect(await opened.open()).toBe(1);

  isBroken = false;
  await opened.settle();
  expect(await customer.types()).toEqual(['customer.subscription.created', 'payment_method.attached']);
  expect(await opened.open()).toBe(0);
});

test('[S405] however many are read for the first time, word of others is looked into meanwhile', async () => {
  const customer = await opened.createCustomer();
  customer.account.subscriptions.set('sub_1', sampleSubscription('sub_1'));
  for (let n = 0; n < 9; n++) await opened.createCustomer({ providerCustomer: `there_before_${n}` });
  await customer.notify('subscription', 'sub_1');
  // Only those who are looked into first.
  const stopping = new AbortController();
  opened.provider.before = async () => stopping.abort();
  expect(await opened.portal.settleNotices(stopping.signal)).toBe(4);
  expect(await customer.types()).toEqual(['customer.subscription.created']);
});
