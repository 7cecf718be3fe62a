import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { samplePaymentMethod } from '../testing/fakeProvider.js';
import { openNoticeTest, OWN_WORD, type NoticeTest } from '../testing/openNoticeTest.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let opened: NoticeTest;
beforeEach(async () => void (opened = await openNoticeTest()));
afterEach(() => opened.close());

test('[S366] a payment method is told of when it is on file and when it is no more', async () => {
  const customer = await opened.createCustomer();
  const { paymentMethods } = customer.account;
  paymentMethods.set('pm_1', samplePaymentMethod('pm_1'));
  await customer.notify('payment_method', 'pm_1');
  await opened.settle();
  expect(await customer.types()).toEqual([]);
  await opened.settle(OWN_WORD);
  paymentMethods.clear();
  await customer.notify('payment_method', 'pm_1');
  await opened.settle(OWN_WORD);
  expect((await customer.told()).map(({ type, object: { id } }) => [type, id])).toEqual([
    ['payment_method.attached', 'pm_1'],
    ['payment_method.detached', 'pm_1'],
  ]);
});
