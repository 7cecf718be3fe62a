import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SetupIntent } from '@billfold/contract';
import { asCustomer } from '../testing/asCustomer.js';
import { samplePaymentMethod } from '../testing/fakeProvider.js';
import { openNoticeTest, OWN_WORD, type NoticeTest } from '../testing/openNoticeTest.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let opened: NoticeTest;
beforeEach(async () => void (opened = await openNoticeTest()));
afterEach(() => opened.close());

/** Somebody whose page has begun to put a payment method on file. */
async function openSetup() {
  const customer = await opened.createCustomer();
  const page = await asCustomer(opened.portal, customer.id);
  const { body } = await page.send<SetupIntent>('POST', '/payment-methods/setup-intent', {});
  const { setupIntents, paymentMethods } = customer.account;
  return { customer, page, setupIntent: body.id, setupIntents, paymentMethods };
}

test('[S379] a payment method that was confirmed is on file, also when the page was closed', async () => {
  const { customer, setupIntent, setupIntents, paymentMethods } = await openSetup();
  paymentMethods.set('pm_0', { ...samplePaymentMethod('pm_0'), isDefault: true });
  setupIntents.get(setupIntent)!.status = 'confirmed';
  await customer.notify('setup_intent', setupIntent);
  await opened.settle();
  expect(await customer.types()).toEqual([]);
  await opened.settle(OWN_WORD);
  const added = `pm_of_${setupIntent}`;
  expect(paymentMethods.get(added)).toMatchObject({ isDefault: false });
  expect((await customer.told()).map(({ by, object: { id } }) => [by, id])).toEqual([
    ['server', added],
    ['server', 'pm_0'],
  ]);
  expect(await opened.open()).toBe(0);
});

test('[S379] it is what the customer has chosen, where that is known', async () => {
  const { customer, page, setupIntent, setupIntents, paymentMethods } = await openSetup();
  paymentMethods.set('pm_0', { ...samplePaymentMethod('pm_0'), isDefault: true });
  const answer = await page.send('POST', '/payment-methods', { setupIntent, makeDefault: true });
  expect(answer.body).toEqual({ status: 'pending' });
  setupIntents.get(setupIntent)!.status = 'confirmed';
  await customer.notify('setup_intent', setupIntent);
  await opened.settle(OWN_WORD);
  expect(paymentMethods.get(`pm_of_${setupIntent}`)).toMatchObject({ isDefault: true });
});

test('[S379] whoever says it first tells of it, and nobody again', async () => {
  const { customer, page, setupIntent, setupIntents } = await openSetup();
  setupIntents.get(setupIntent)!.status = 'confirmed';
  await customer.notify('setup_intent', setupIntent);
  await customer.notify('payment_method', `pm_of_${setupIntent}`);
  expect((await page.send('POST', '/payment-methods', { setupIntent })).status).toBe(200);
  opened.provider.calls.length = 0;
  await opened.settle(OWN_WORD);
  expect(opened.provider.calls).toEqual(['listPaymentMethods']);
  const told = await customer.told();
  expect(told.map(({ type, by }) => [type, by.split(':')[0]])).toEqual([
    ['payment_method.attached', 'session'],
  ]);
  expect((await page.send('POST', '/payment-methods', { setupIntent })).status).toBe(200);
  expect(await customer.types()).toHaveLength(1);
});

test('[S379] a page that speaks late of what the provider has said already tells nobody again', async () => {
  const { customer, page, setupIntent, setupIntents, paymentMethods } = await openSetup();
  setupIntents.get(setupIntent)!.status = 'confirmed';
  paymentMethods.set(`pm_of_${setupIntent}`, samplePaymentMethod(`pm_of_${setupIntent}`));
  await customer.notify('payment_method', `pm_of_${setupIntent}`);
  await opened.settle(OWN_WORD);
  expect((await page.send('POST', '/payment-methods', { setupIntent })).status).toBe(200);
  expect((await customer.told()).map(({ type, by }) => [type, by])).toEqual([
    ['payment_method.attached', 'server'],
  ]);
});

test('[S379] of an intent that the page has not begun here nothing is done', async () => {
  const { customer, setupIntents } = await openSetup();
  setupIntents.set('seti_of_checkout', { status: 'confirmed', paymentMethod: 'pm_9' });
  await customer.notify('setup_intent', 'seti_of_checkout');
  await opened.settle(OWN_WORD);
  expect(setupIntents.get('seti_of_checkout')!.status).toBe('confirmed');
  expect(await opened.open()).toBe(0);
});
