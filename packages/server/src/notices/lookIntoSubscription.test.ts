import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { samplePrice, sampleSubscription } from '../testing/fakeProvider.js';
import { openNoticeTest, type NoticeTest } from '../testing/openNoticeTest.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const DAY = 24 * 60 * 60_000;
let opened: NoticeTest;
beforeEach(async () => void (opened = await openNoticeTest()));
afterEach(() => opened.close());

test('[S363] what has changed at the provider is told by the server, with what it was before', async () => {
  const customer = await opened.createCustomer();
  const { subscriptions } = customer.account;
  subscriptions.set('sub_1', sampleSubscription('sub_1'));
  await customer.notify('subscription', 'sub_1');
  await opened.settle();
  expect(await customer.told()).toMatchObject([
    { type: 'customer.subscription.created', by: 'server', object: { id: 'sub_1', quantity: 1 } },
  ]);
  subscriptions.set('sub_1', sampleSubscription('sub_1', { quantity: 5, version: 2 }));
  await customer.notify('subscription', 'sub_1');
  await opened.settle();
  expect((await customer.told()).slice(1)).toMatchObject([
    {
      type: 'customer.subscription.updated',
      object: { quantity: 5 },
      previousAttributes: { quantity: 1, version: 1 },
    },
  ]);
});

test('[S363] what has not changed, or is told by its invoices, is not told', async () => {
  const customer = await opened.createCustomer();
  const { subscriptions } = customer.account;
  subscriptions.set('sub_1', sampleSubscription('sub_1'));
  await customer.notify('subscription', 'sub_1');
  await opened.settle();
  const renewed = { startAt: '2026-12-01T00:00:00.000Z', endAt: '2027-01-01T00:00:00.000Z' };
  subscriptions.set(
    'sub_1',
    sampleSubscription('sub_1', { version: 2, currentPeriod: renewed, renewsAt: renewed.endAt }),
  );
  await customer.notify('subscription', 'sub_1');
  await customer.notify('subscription', 'sub_of_nobody');
  await opened.settle();
  expect(await customer.types()).toEqual(['customer.subscription.created']);
  expect(await opened.open()).toBe(0);
  subscriptions.set('sub_1', sampleSubscription('sub_1', { version: 3, status: 'past_due' }));
  await customer.notify('subscription', 'sub_1');
  await opened.settle();
  const [, told] = await customer.told();
  expect(told).toMatchObject({ previousAttributes: { status: 'active', version: 2 } });
});

test('[S364] each end, pause and change of a subscription goes by its own name', async () => {
  const customer = await opened.createCustomer();
  const states = [
    sampleSubscription('sub_1', { status: 'incomplete' }),
    sampleSubscription('sub_1'),
    sampleSubscription('sub_1', { price: samplePrice('price_2') }),
    sampleSubscription('sub_1', { cancelAt: '2026-12-01T00:00:00.000Z' }),
    sampleSubscription('sub_1'),
    sampleSubscription('sub_1', {
      pause: { startsAt: '2026-12-01T00:00:00.000Z', resumesAt: '2027-01-01T00:00:00.000Z' },
    }),
    sampleSubscription('sub_1'),
    sampleSubscription('sub_1', { status: 'paused' }),
    sampleSubscription('sub_1', { status: 'canceled', endedAt: '2026-11-20T09:00:00.000Z' }),
    sampleSubscription('sub_1', { status: 'canceled', endedAt: '2026-11-20T09:00:00.000Z', version: 9 }),
  ];
  for (const state of states) {
    customer.account.subscriptions.set('sub_1', state);
    await customer.notify('subscription', 'sub_1');
    await opened.settle();
  }
  const names = [
    'created',
    'updated',
    'updated',
    'updated',
    'updated',
    'paused',
    'resumed',
    'paused',
    'deleted',
  ];
  expect(await customer.types()).toEqual(names.map((name) => `customer.subscription.${name}`));
});

test('[S365] a trial is told of three days before it ends, once', async () => {
  const customer = await opened.createCustomer();
  const end = (days: number) => new Date(opened.portal.clock.now().getTime() + days * DAY).toISOString();
  const trial = sampleSubscription('sub_1', { status: 'trialing', trialEndAt: end(7) });
  customer.account.subscriptions.set('sub_1', trial);
  await customer.notify('subscription', 'sub_1');
  await opened.settle();
  expect(await customer.types()).toEqual(['customer.subscription.created']);
  for (let times = 0; times < 3; times++) {
    await customer.notify('subscription', 'sub_1');
    await opened.settle(times === 0 ? 4 * DAY : 60_000);
  }
  expect((await customer.types()).slice(1)).toEqual(['customer.subscription.trial_will_end']);
  // One that is longer now ends another time.
  customer.account.subscriptions.set('sub_1', { ...trial, trialEndAt: end(2) });
  await customer.notify('subscription', 'sub_1');
  await opened.settle();
  expect((await customer.types()).slice(2)).toEqual([
    'customer.subscription.updated',
    'customer.subscription.trial_will_end',
  ]);
});
