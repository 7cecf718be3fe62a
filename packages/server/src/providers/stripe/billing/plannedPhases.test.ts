import { expect, test } from 'vitest';
import { createIntent } from '../../../provider/conformance/billingOf.js';
import { openStripeTest, type Subscriber } from '../../../../test/stripeTest.js';

const it = openStripeTest();

/** Asks for another plan now, for which the bank does not pay. */
const fail = async (one: Subscriber) => {
  it.decide(one, 'fails');
  expect(await one.make({ price: it.shop.offer.pro.year })).toMatchObject({ status: 'failed' });
};

test('[X350] what was scheduled with a code is scheduled again with it where another change is not paid for', async () => {
  const one = await it.begin({ price: it.shop.offer.pro.month });
  const { basic } = it.shop.offer;
  const change = one.change({ price: basic.month, timing: 'period_end', promotionCode: 'welcome25' });
  const { nextInvoice } = await one.billing.previewChange(change);
  await one.make(change);
  const { phases } = await one.schedule();
  await fail(one);
  expect((await one.schedule()).phases).toEqual(phases);

  await it.shop.passTime(one.customer, new Date('2026-04-10T10:31:00Z'));
  const { invoices } = await one.billing.listInvoices({ limit: 1, after: null, status: null, year: null });
  expect(invoices[0]).toMatchObject({ total: nextInvoice!.total, discount: { amount: 225 } });
});

test('[X350] a schedule that somebody else has made is made again as it was', async () => {
  const one = await it.begin({ price: it.shop.offer.pro.month });
  const { id: coupon } = await it.stripe.coupons.create({ percent_off: 10, duration: 'forever' });
  const { id } = await it.stripe.subscriptionSchedules.create({ from_subscription: one.id });
  const [running] = (await one.schedule()).phases;
  const { basic, pro } = it.shop.offer;
  await it.stripe.subscriptionSchedules.update(id, {
    metadata: { contract: 'seven' },
    proration_behavior: 'none',
    phases: [
      {
        start_date: running!.start_date,
        // Longer than the period that is paid.
        end_date: Date.parse('2026-05-10T09:30:00Z') / 1000,
        items: [{ price: pro.month, quantity: 1 }],
        automatic_tax: { enabled: true },
      },
      {
        items: [{ price: basic.month, quantity: 1 }],
        duration: { interval: 'month', interval_count: 2 },
        discounts: [{ coupon }],
        metadata: { step: 'two' },
      },
    ],
  });
  const before = await one.schedule();
  await fail(one);
  const { phases, metadata, end_behavior } = await one.schedule();
  expect({ phases, metadata, end_behavior }).toEqual({
    phases: before.phases,
    metadata: before.metadata,
    end_behavior: before.end_behavior,
  });
});

test('[X350] what can not be had any more is left out, and the plan comes all the same', async () => {
  const one = await it.begin({ price: it.shop.offer.pro.month });
  await one.make({ price: it.shop.offer.basic.month, timing: 'period_end' });
  const { id: coupon } = await it.stripe.coupons.create({ percent_off: 10, duration: 'forever' });
  const { id } = await one.schedule();
  it.shop.double.state.schedules.get(id)!.phases[1]!.discounts = [
    { coupon, discount: null, promotion_code: null },
  ];
  await it.stripe.coupons.del(coupon);
  const { pendingChange } = (await one.billing.getSubscription(one.id))!;
  await fail(one);
  expect((await one.billing.getSubscription(one.id))!.pendingChange).toEqual(pendingChange);
  expect((await one.schedule()).phases[1]!.discounts).toEqual([]);
});

test('[X350] what should have begun by the time that it is scheduled again comes with the next period', async () => {
  const one = await it.begin({ price: it.shop.offer.pro.month });
  const { basic, pro } = it.shop.offer;
  await one.make({ price: basic.month, timing: 'period_end' });
  const change = one.change({ price: pro.year });
  const expected = await one.billing.previewChange(change);
  const target = await one.target();
  const intent = createIntent();
  const step: typeof intent.step = async (name, work) => {
    if (name === 'schedule-again') await it.shop.passTime(one.customer, new Date('2026-04-10T11:00:00Z'));
    return intent.step(name, work);
  };
  const unit = { ...it.shop.unit(), intent: { ...intent, step } };
  it.decide(one, 'fails');
  const outcome = await it.shop.provider
    .forCustomer(one.customer, unit)
    .changeSubscription({ ...change, ...target, expected });
  expect(outcome).toMatchObject({ status: 'failed' });
  expect((await one.billing.getSubscription(one.id))!.pendingChange).toMatchObject({
    price: { id: basic.month },
    effectiveAt: '2026-05-10T09:30:00.000Z',
  });
});
