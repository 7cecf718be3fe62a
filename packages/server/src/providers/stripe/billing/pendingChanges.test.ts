import { expect, test } from 'vitest';
import { createIntent } from '../../../provider/conformance/billingOf.js';
import { idOf } from '../read/references.js';
import { openStripeTest, type Subscriber } from '../../../../test/stripeTest.js';

const it = openStripeTest();

const later = async (one: Subscriber) => one.make({ price: it.shop.offer.basic.month, timing: 'period_end' });

test('[X290] a schedule for a downgrade at the period’s end brings discounts, tax, payment method and metadata along', async () => {
  const coupon = await it.stripe.coupons.create({ percent_off: 10, duration: 'forever' });
  const one = await it.begin(
    { price: it.shop.offer.pro.month },
    { discounts: [{ coupon: coupon.id }], metadata: { team: 'seven' } },
  );
  const { id: own } = await it.stripe.paymentMethods.attach('pm_card_mastercard', {
    customer: one.stripeCustomer,
  });
  await it.stripe.subscriptions.update(one.id, { default_payment_method: own });
  const [discount] = (await one.there()).discounts.map(idOf);
  await later(one);
  const { phases, end_behavior } = await one.schedule();
  expect(phases).toHaveLength(2);
  expect(end_behavior).toBe('release');
  await it.shop.passTime(one.customer, new Date('2026-04-10T09:31:00Z'));

  const after = await one.there();
  expect(after.items.data.map(({ price }) => price.id)).toEqual([it.shop.offer.basic.month]);
  expect(after.discounts.map(idOf)).toEqual([discount]);
  expect(after.metadata).toEqual({ team: 'seven' });
  expect([after.default_payment_method, after.automatic_tax.enabled]).toEqual([own, true]);
});

test('[X290] a crash between the two calls leaves a schedule of one phase, which is found and finished', async () => {
  const one = await it.begin({ price: it.shop.offer.pro.month });
  await it.stripe.subscriptionSchedules.create({ from_subscription: one.id });
  expect((await one.schedule()).phases).toHaveLength(1);
  expect((await one.billing.getSubscription(one.id))!.pendingChange).toBeNull();

  // As it is driven again, when nobody remembers the key of the first call any more.
  const change = one.change({ price: it.shop.offer.basic.month, timing: 'period_end' });
  const expected = await one.billing.previewChange(change);
  const { step, id } = createIntent();
  const intent: ReturnType<typeof createIntent> = {
    id,
    step: (name, work) => (name === 'release' ? Promise.resolve(null as never) : step(name, work)),
  };
  const billing = it.shop.provider.forCustomer(one.customer, { ...it.shop.unit(), intent });
  await billing.changeSubscription({ ...change, ...(await one.target()), expected });
  expect((await one.schedule()).phases).toHaveLength(2);
  expect((await one.billing.getSubscription(one.id))!.pendingChange).toMatchObject({
    price: { id: it.shop.offer.basic.month },
  });
});

test('[X291] a scheduled change is undone by letting the subscription go by itself, and nothing else', async () => {
  const one = await it.begin({ price: it.shop.offer.pro.month });
  // The addresses of an invoice are signed anew at each read, and say until when.
  const there = async () => ({ ...(await one.there()), latest_invoice: null });
  const before = await there();
  await later(one);
  await one.billing.deletePendingChange(await one.target());
  expect(await there()).toEqual(before);
  await expect(one.billing.deletePendingChange(await one.target())).rejects.toMatchObject({
    code: 'subscription_state',
  });
});

test('[X291] a subscription with a schedule is let go before it is changed, canceled or paused', async () => {
  const changes: ((one: Subscriber) => Promise<unknown>)[] = [
    (one) => one.make({ price: it.shop.offer.pro.year }),
    (one) => later(one),
    async (one) =>
      one.billing.cancelSubscription({
        ...(await one.target()),
        at: 'period_end',
        prorationBehavior: 'none',
        feedback: null,
        comment: null,
      }),
    async (one) =>
      one.billing.pauseSubscription({ ...(await one.target()), resumesAt: new Date('2026-06-01T00:00:00Z') }),
  ];
  for (const change of changes) {
    const one = await it.begin({ price: it.shop.offer.pro.month });
    await later(one);
    const { id } = await one.schedule();
    await change(one);
    expect((await it.stripe.subscriptionSchedules.retrieve(id)).status).toBe('released');
  }
});

test('[X291] one that somebody else has released is released', async () => {
  const one = await it.begin({ price: it.shop.offer.pro.month });
  await later(one);
  const target = await one.target();
  const { id } = await one.schedule();
  const intent = createIntent();
  const step: typeof intent.step = async (name, work) => {
    if (name === 'release') await it.stripe.subscriptionSchedules.release(id);
    return intent.step(name, work);
  };
  const unit = { ...it.shop.unit(), intent: { ...intent, step } };
  const { pendingChange } = await it.shop.provider
    .forCustomer(one.customer, unit)
    .deletePendingChange(target);
  expect(pendingChange).toBeNull();
});
