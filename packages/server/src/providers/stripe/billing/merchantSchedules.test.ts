import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { openStripeTest, type Subscriber } from '../../../../test/stripeTest.js';

const it = openStripeTest();

type Phase = Stripe.SubscriptionScheduleUpdateParams.Phase;

/** Somebody with a schedule that the merchant has made: as it is now, and then these. */
async function beginWith(next: (offer: typeof it.shop.offer) => Phase[]): Promise<Subscriber> {
  const one = await it.begin({ price: it.shop.offer.pro.month });
  const { id } = await it.stripe.subscriptionSchedules.create({ from_subscription: one.id });
  const [{ start_date, end_date }] = (await one.schedule()).phases as [Phase & { end_date: number }];
  const items = [{ price: it.shop.offer.pro.month, quantity: 1 }];
  const running = { start_date: start_date!, end_date, items, automatic_tax: { enabled: true } };
  await it.stripe.subscriptionSchedules.update(id, { phases: [running, ...next(it.shop.offer)] });
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
