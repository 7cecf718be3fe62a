import { afterEach, beforeEach, expect, test } from 'vitest';
import { sampleSubscription } from '../testing/fakeProvider.js';
import { openNoticeTest, type NoticeTest } from '../testing/openNoticeTest.js';

let opened: NoticeTest;
beforeEach(async () => void (opened = await openNoticeTest()));
afterEach(() => opened.close());

test('[S404] a subscription that was told of and is there no more is told as ended, once', async () => {
  const customer = await opened.createCustomer();
  const { subscriptions } = customer.account;
  const pause = { startsAt: '2026-12-01T00:00:00.000Z', resumesAt: '2027-01-01T00:00:00.000Z' };
  subscriptions.set('sub_1', sampleSubscription('sub_1', { pause }));
  await customer.notify('subscription', 'sub_1');
  await opened.settle();
  subscriptions.delete('sub_1');
  for (let n = 0; n < 2; n++) {
    await customer.notify('subscription', 'sub_1');
    await opened.settle();
  }
  const endedAt = opened.portal.clock.now().toISOString();
  const [, ended, ...more] = await customer.told();
  expect(ended).toMatchObject({
    type: 'customer.subscription.deleted',
    by: 'server',
    object: { id: 'sub_1', status: 'canceled', endedAt, canceledAt: endedAt, pause: null, renewsAt: null },
    previousAttributes: { status: 'active', endedAt: null, pause },
  });
  expect(more).toEqual([]);
  expect(await opened.open()).toBe(0);
});

test('[S404] one that has ended, and one that was never told of, is not told as ended when it is there no more', async () => {
  const customer = await opened.createCustomer();
  const { subscriptions } = customer.account;
  const endedAt = '2026-11-20T09:00:00.000Z';
  subscriptions.set('sub_1', sampleSubscription('sub_1'));
  await customer.notify('subscription', 'sub_1');
  await opened.settle();
  subscriptions.set('sub_1', sampleSubscription('sub_1', { status: 'canceled', endedAt }));
  await customer.notify('subscription', 'sub_1');
  await opened.settle();
  const before = await customer.types();
  subscriptions.clear();
  await customer.notify('subscription', 'sub_1');
  await customer.notify('subscription', 'sub_never');
  await opened.settle();
  expect(await customer.types()).toEqual(before);
});
