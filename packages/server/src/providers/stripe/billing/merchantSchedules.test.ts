import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { openStripeTest, type Subscriber } from '../../../../test/stripeTest.js';
import { idOf } from '../read/references.js';

const it = openStripeTest();

type Phase = Stripe.SubscriptionScheduleUpdateParams.Phase;

/** Somebody with a schedule that the merchant has made: as it is now, and then these. */
async function beginWith(
  next: (offer: typeof it.shop.offer) => Phase[],
  more: Stripe.SubscriptionScheduleUpdateParams & { runs?: Partial<Phase> } = {},
): Promise<Subscriber> {
  const one = await it.begin({ price: it.shop.offer.pro.month });
  const { id } = await it.stripe.subscriptionSchedules.create({ from_subscription: one.id });
  const [{ start_date, end_date }] = (await one.schedule()).phases as [Phase & { end_date: number }];
  const items = [{ price: it.shop.offer.pro.month, quantity: 1 }];
  const { runs, ...others } = more;
  const running = { start_date: start_date!, end_date, items, automatic_tax: { enabled: true }, ...runs };
  await it.stripe.subscriptionSchedules.update(id, {
    phases: [running, ...next(it.shop.offer)],
    proration_behavior: 'none',
    ...others,
  });
  return one;
}

const duration = { interval: 'month', interval_count: 3 } as const;
const refused = { code: 'subscription_state' };

test.each<[string, (offer: typeof it.shop.offer) => Phase[]]>([
  [
    'several changes',
    ({ basic, pro }) => [
      { items: [{ price: basic.month }], duration },
      { items: [{ price: pro.year }], duration: { interval: 'year', interval_count: 1 } },
    ],
  ],
  ['more than a plan', ({ pro }) => [{ items: [{ price: pro.month }], duration, metadata: { step: 'two' } }]],
])('[X357] a schedule of the merchant’s that brings %s is dropped by nothing but an end', async (_, next) => {
  const one = await beginWith(next);
  const before = await one.schedule();
  const plans = await one.billing.listPlans(one.id);
  expect(plans.flatMap(({ prices }) => prices.map(({ id }) => id))).toEqual([it.shop.offer.pro.month]);
  await expect(
    one.billing.previewChange(one.change({ price: it.shop.offer.pro.year })),
  ).rejects.toMatchObject(refused);
  await expect(one.billing.deletePendingChange(await one.target())).rejects.toMatchObject(refused);
  const resumesAt = new Date('2026-06-01T00:00:00Z');
  await expect(one.billing.pauseSubscription({ ...(await one.target()), resumesAt })).rejects.toMatchObject(
    refused,
  );
  expect(await one.schedule()).toEqual(before);

  const why = { at: 'period_end', prorationBehavior: 'none', feedback: null, comment: null } as const;
  const { subscription } = await one.billing.cancelSubscription({ ...(await one.target()), ...why });
  expect(subscription.cancelAt).not.toBeNull();
});

const why = {
  at: 'period_end',
  prorationBehavior: 'none',
  feedback: 'too_expensive',
  comment: 'Perhaps next year.',
} as const;
const cancel = async (one: Subscriber) => one.billing.cancelSubscription({ ...(await one.target()), ...why });
const keep = async (one: Subscriber) => one.billing.keepSubscription(await one.target());
const shownOf = async (one: Subscriber) => {
  const { version: _, ...shown } = (await one.billing.getSubscription(one.id))!;
  return shown;
};
const END = '2026-04-10T09:30:00.000Z';
/** After the period, and long after. */
const [AFTER, LATER] = [new Date('2026-04-10T09:31:00Z'), new Date('2026-08-20T09:30:00Z')];

test('[X362] a schedule of the merchant’s comes back just as it was, with who thinks again', async () => {
  const { id: coupon } = await it.stripe.coupons.create({ percent_off: 10, duration: 'forever' });
  const one = await beginWith(
    ({ basic, pro }) => [
      { items: [{ price: basic.month }], duration, discounts: [{ coupon }], proration_behavior: 'none' },
      { items: [{ price: pro.month }], duration, metadata: { step: 'três' }, description: 'Part 2  of 3' },
    ],
    // It runs for longer than the period that is paid.
    { metadata: { contract: 'seven' }, runs: { end_date: Date.parse('2026-05-10T09:30:00Z') / 1000 } },
  );
  const before = [await shownOf(one), await one.schedule()];
  const { subscription, invoice } = await cancel(one);
  expect(subscription).toMatchObject({ cancelAt: END, renewsAt: null, pendingChange: null });
  expect(subscription.canceledAt).toBe('2026-03-20T09:30:00.000Z');
  expect(invoice).toBeNull();
  expect((await one.there()).cancellation_details).toMatchObject({
    feedback: 'too_expensive',
    comment: 'Perhaps next year.',
  });
  expect((await one.schedule()).metadata).toMatchObject({ contract: 'seven' });

  await keep(one);
  expect([await shownOf(one), await one.schedule()]).toEqual(before);
  // However often.
  await cancel(one);
  await keep(one);
  expect([await shownOf(one), await one.schedule()]).toEqual(before);
  await it.shop.passTime(one.customer, new Date('2026-05-10T09:31:00Z'));
  expect(await shownOf(one)).toMatchObject({ price: { id: it.shop.offer.basic.month }, cancelAt: null });
  const { data } = await it.stripe.invoices.list({ customer: one.stripeCustomer });
  // Of three periods, and of nothing else.
  expect(data.map(({ lines }) => lines.data.length)).toEqual([1, 1, 1]);
});

test('[X362] who does not think again is let go with the period', async () => {
  const one = await beginWith(({ basic, pro }) => [
    { items: [{ price: basic.month }], duration },
    { items: [{ price: pro.year }], duration: { interval: 'year', interval_count: 1 } },
  ]);
  await cancel(one);
  await it.shop.passTime(one.customer, AFTER);
  expect(await shownOf(one)).toMatchObject({ status: 'canceled', endedAt: END });
  await it.shop.passTime(one.customer, LATER);
  expect((await it.stripe.invoices.list({ customer: one.stripeCustomer })).data).toHaveLength(1);
});

test('[X362] an end in the middle of several phases is at the end of the period, and they come back', async () => {
  const at = (day: string) => Date.parse(`${day}T09:30:00Z`) / 1000;
  const one = await beginWith(
    ({ pro }) => [
      { items: [{ price: pro.month }], end_date: at('2026-04-20'), metadata: { step: 'two' } },
      { items: [{ price: pro.month }], end_date: at('2026-06-10'), metadata: { step: 'three' } },
    ],
    { runs: { end_date: at('2026-03-25') } },
  );
  const { phases } = await one.schedule();
  expect((await cancel(one)).subscription.cancelAt).toBe(END);
  expect((await one.schedule()).phases).toHaveLength(2);
  await it.shop.passTime(one.customer, new Date('2026-03-26T09:30:00Z'));
  await keep(one);
  expect((await one.schedule()).phases).toEqual(phases.slice(1));
});

test('[X362] an end that the merchant has planned is taken back, and what comes before it is not', async () => {
  const one = await beginWith(
    ({ basic, pro }) => [
      { items: [{ price: basic.month }], duration },
      { items: [{ price: pro.month }], duration },
    ],
    { end_behavior: 'cancel' },
  );
  const { phases } = await one.schedule();
  expect((await shownOf(one)).cancelAt).not.toBeNull();
  expect(await keep(one)).toMatchObject({ cancelAt: null });
  expect(await one.schedule()).toMatchObject({ phases, end_behavior: 'release' });
});

test('[X362] what has changed in between is not undone: another card, a coupon more, and one that is gone', async () => {
  const { id: coupon } = await it.stripe.coupons.create({ percent_off: 10, duration: 'forever' });
  const one = await it.begin({ price: it.shop.offer.pro.month });
  const { data: cards } = await it.stripe.customers.listPaymentMethods(one.stripeCustomer);
  const card = cards[0]!.id;
  const { id } = await it.stripe.subscriptionSchedules.create({ from_subscription: one.id });
  const [{ start_date, end_date }] = (await one.schedule()).phases as [Phase & { end_date: number }];
  const phase = { items: [{ price: it.shop.offer.pro.month }], default_payment_method: card };
  await it.stripe.subscriptionSchedules.update(id, {
    phases: [
      { ...phase, start_date: start_date!, end_date },
      { ...phase, duration, discounts: [{ coupon }] },
      { ...phase, duration, metadata: { step: 'three' } },
    ],
    proration_behavior: 'none',
  });
  await cancel(one);
  const other = await it.stripe.paymentMethods.attach('pm_card_mastercard', { customer: one.stripeCustomer });
  await one.billing.setDefaultPaymentMethod({ paymentMethod: other.id, subscriptions: 'all' });
  await it.stripe.coupons.del(coupon);
  const given = it.shop.offer.coupon!;
  await it.stripe.subscriptionSchedules.update(id, {
    phases: [
      {
        ...phase,
        start_date: start_date!,
        end_date,
        default_payment_method: other.id,
        discounts: [{ coupon: given }],
      },
    ],
    proration_behavior: 'none',
  });
  expect(await keep(one)).toMatchObject({
    cancelAt: null,
    paymentMethod: { brand: 'mastercard' },
    discounts: [{ coupon: { id: given } }],
  });
  const { phases } = await one.schedule();
  expect(phases.map(({ default_payment_method }) => idOf(default_payment_method))).toEqual(
    Array(3).fill(other.id),
  );
  expect(phases.map(({ metadata }) => metadata)).toMatchObject([{}, {}, { step: 'three' }]);
});

test('[X362] with a pause in it, it is let go: that is dropped by an end, as it was said', async () => {
  const resumesAt = Date.parse('2026-06-01T09:30:00Z') / 1000;
  const one = await beginWith(
    ({ basic, pro }) => [
      { items: [{ price: basic.month }], duration },
      { items: [{ price: pro.month }], duration },
    ],
    {
      pause_schedules: [
        {
          pause: { pause_at: { type: 'timestamp', timestamp: Date.parse(END) / 1000 - 1 } },
          resume: { resume_at: { type: 'timestamp', timestamp: resumesAt } },
        },
      ],
    },
  );
  expect((await shownOf(one)).pause).not.toBeNull();
  expect((await cancel(one)).subscription).toMatchObject({ cancelAt: END, pause: null });
});

test('[X362] what there is no room for in metadata is let go, and the subscription ends and is kept all the same', async () => {
  const said = Object.fromEntries(
    Array.from({ length: 48 }, (_, index) => [`note${index}`, 'x'.repeat(500)]),
  );
  const one = await beginWith(({ pro }) => [
    { items: [{ price: pro.month }], duration, metadata: said },
    { items: [{ price: pro.month }], duration },
  ]);
  expect((await cancel(one)).subscription.cancelAt).toBe(END);
  expect(await keep(one)).toMatchObject({ cancelAt: null });
  expect((await one.there()).schedule).toBeNull();
});
