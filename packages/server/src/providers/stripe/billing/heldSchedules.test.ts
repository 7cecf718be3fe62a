import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { openStripeTest, type Subscriber } from '../../../../test/stripeTest.js';
import { idOf } from '../read/references.js';

const it = openStripeTest();

type Phase = Stripe.SubscriptionScheduleUpdateParams.Phase;

/** Somebody with a schedule that the merchant has made: as it is now until `runs`, and then these. */
async function beginWith(
  next: Phase[],
  { runs = END, coupon }: { runs?: string; coupon?: string } = {},
): Promise<Subscriber> {
  const { basic } = it.shop.offer;
  const one = await it.begin({ price: basic.month }, coupon ? { discounts: [{ coupon }] } : {});
  const { id } = await it.stripe.subscriptionSchedules.create({ from_subscription: one.id });
  const { start_date, discounts } = (await one.schedule()).phases[0]!;
  const running = {
    start_date,
    end_date: Date.parse(runs) / 1000,
    items: [{ price: basic.month, quantity: 1 }],
    automatic_tax: { enabled: true },
    ...(coupon && { discounts: discounts.map(({ discount }) => ({ discount: idOf(discount)! })) }),
  };
  await it.stripe.subscriptionSchedules.update(id, {
    phases: [running, ...next],
    proration_behavior: 'none',
  });
  return one;
}

/** Where the paid period ends. */
const END = '2026-04-10T09:30:00.000Z';
const AFTER = new Date('2026-04-10T09:31:00Z');
const month = { interval: 'month', interval_count: 1 } as const;
const why = {
  at: 'period_end',
  prorationBehavior: 'none',
  feedback: 'too_expensive',
  comment: null,
} as const;
const cancel = async (one: Subscriber) => one.billing.cancelSubscription({ ...(await one.target()), ...why });
const keep = async (one: Subscriber) => one.billing.keepSubscription(await one.target());
const shownOf = async (one: Subscriber) => (await one.billing.getSubscription(one.id))!;
const invoicesOf = async (one: Subscriber) =>
  (await it.stripe.invoices.list({ customer: one.stripeCustomer })).data;

/** A year of the better plan from the middle of the period on, and then the other one. */
const upgrade = () => {
  const { basic, pro } = it.shop.offer;
  return [
    { items: [{ price: pro.year }], duration: { interval: 'year', interval_count: 1 } },
    { items: [{ price: basic.month }], duration: month },
  ] as const satisfies Phase[];
};
const MIDDLE = { runs: '2026-03-25T09:30:00.000Z' };

test('[X363] whoever leaves with the period is charged for nothing that a schedule brings before', async () => {
  const one = await beginWith([...upgrade()], MIDDLE);
  expect((await shownOf(one)).pendingChange).not.toBeNull();
  expect((await cancel(one)).subscription).toMatchObject({ cancelAt: END, pendingChange: null });
  await it.shop.passTime(one.customer, AFTER);
  expect(await shownOf(one)).toMatchObject({ status: 'canceled', endedAt: END });
  expect(await invoicesOf(one)).toHaveLength(1);
});

test('[X363] it comes back as it was with who thinks again before, and with the next period after that', async () => {
  const soon = await beginWith([...upgrade()], MIDDLE);
  const { phases } = await soon.schedule();
  await cancel(soon);
  await it.shop.passTime(soon.customer, new Date('2026-03-24T09:30:00Z'));
  expect(await keep(soon)).toMatchObject({ cancelAt: null, pendingChange: { price: { interval: 'year' } } });
  expect((await soon.schedule()).phases).toEqual(phases);

  const late = await beginWith([...upgrade()], MIDDLE);
  await cancel(late);
  await it.shop.passTime(late.customer, new Date('2026-03-28T09:30:00Z'));
  expect((await keep(late)).pendingChange).toMatchObject({ effectiveAt: END, price: { interval: 'year' } });
  await it.shop.passTime(late.customer, AFTER);
  expect(await shownOf(late)).toMatchObject({ price: { id: it.shop.offer.pro.year }, cancelAt: null });
  expect(await invoicesOf(late)).toHaveLength(2);
});

/** Takes a discount away that a schedule still names. */
async function forget(one: Subscriber): Promise<void> {
  const [discount] = (await one.there()).discounts;
  await it.stripe.subscriptions.update(one.id, { discounts: '' });
  it.shop.double.state.discounts.delete(idOf(discount)!);
}

const steps = (): Phase[] => [
  { items: [{ price: it.shop.offer.basic.month }], duration: month, metadata: { step: 'two' } },
  { items: [{ price: it.shop.offer.basic.month }], duration: month, metadata: { step: 'three' } },
];

test('[X364] what Stripe refuses of a schedule keeps nobody from thinking again', async () => {
  const { id: coupon } = await it.stripe.coupons.create({ percent_off: 10, duration: 'forever' });
  const one = await beginWith(steps(), { coupon });
  await cancel(one);
  await forget(one);
  expect(await keep(one)).toMatchObject({ status: 'active', cancelAt: null, renewsAt: END });
  await it.shop.passTime(one.customer, AFTER);
  expect(await shownOf(one)).toMatchObject({ status: 'active', endedAt: null });
});

test('[X364] what Stripe refuses of a schedule keeps nobody from leaving', async () => {
  const { id: coupon } = await it.stripe.coupons.create({ percent_off: 10, duration: 'forever' });
  const one = await beginWith(steps(), { coupon });
  await forget(one);
  expect((await cancel(one)).subscription).toMatchObject({ cancelAt: END, renewsAt: null });
  expect((await one.there()).cancellation_details).toMatchObject({ feedback: 'too_expensive' });
  await it.shop.passTime(one.customer, AFTER);
  expect(await shownOf(one)).toMatchObject({ status: 'canceled', endedAt: END });
});

test('[X365] that Stripe does not take why somebody leaves is no failure of an end that is made', async () => {
  const one = await beginWith(steps());
  const { faults, state } = it.shop.double;
  const its = state.subscriptions.get(one.id)!;
  // A word of its own for this one request: it does not know the subscription.
  faults.every(({ method, path }) => {
    if (`${method} ${path}` === `POST /v1/subscriptions/${one.id}`) state.subscriptions.delete(one.id);
    else state.subscriptions.set(one.id, its);
    return false;
  }, 'error');
  try {
    expect((await cancel(one)).subscription).toMatchObject({ cancelAt: END });
  } finally {
    faults.clear();
  }
  expect((await one.there()).cancellation_details).toMatchObject({ feedback: null });
});

test('[X367] what the merchant has agreed on meanwhile is not written over by what is held, and only its end is taken back', async () => {
  const { basic, pro } = it.shop.offer;
  const one = await beginWith([
    { items: [{ price: pro.month }], duration: month },
    { items: [{ price: pro.year }], duration: { interval: 'year', interval_count: 1 } },
  ]);
  await cancel(one);
  const { id, phases } = await one.schedule();
  const [{ start_date, end_date }] = phases as [Stripe.SubscriptionSchedule.Phase];
  const items = [{ price: basic.month, quantity: 1 }];
  await it.stripe.subscriptionSchedules.update(id, {
    phases: [
      { items, start_date, end_date },
      { items, duration: { interval: 'month', interval_count: 3 }, metadata: { agreed: 'in March' } },
    ],
    proration_behavior: 'none',
  });
  const { phases: agreed } = await one.schedule();
  expect(await shownOf(one)).toMatchObject({ cancelAt: '2026-07-10T09:30:00.000Z', canceledAt: null });
  expect(await keep(one)).toMatchObject({ cancelAt: null, pendingChange: null });
  expect(await one.schedule()).toMatchObject({ phases: agreed, end_behavior: 'release' });
});

test('[X367] an end that the merchant has put off brings back what is held, with that day', async () => {
  const one = await beginWith(steps());
  await cancel(one);
  const { id, phases } = await one.schedule();
  const [{ start_date }] = phases as [Stripe.SubscriptionSchedule.Phase];
  const items = [{ price: it.shop.offer.basic.month, quantity: 1 }];
  const later = '2026-05-10T09:30:00.000Z';
  await it.stripe.subscriptionSchedules.update(id, {
    phases: [{ items, start_date, end_date: Date.parse(later) / 1000 }],
  });
  await it.shop.passTime(one.customer, AFTER);
  expect(await shownOf(one)).toMatchObject({ status: 'active', cancelAt: later });
  expect(await keep(one)).toMatchObject({ cancelAt: null, renewsAt: later });
  const { phases: again } = await one.schedule();
  expect(again.map(({ metadata }) => metadata?.step)).toEqual([undefined, 'two', 'three']);
});
