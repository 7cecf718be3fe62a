import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { World } from './World.js';

/** A subscription to Pro whose schedule has only the phase that runs. */
function withSchedule(world = new World(), more: object = {}) {
  const subscription = world.subscribe(world.prices.proMonth, more);
  world.passDays(10);
  const from_subscription = subscription.id;
  const schedule = world.ask<Stripe.SubscriptionSchedule>(
    'POST /v1/subscription_schedules',
    {},
    { from_subscription },
  );
  const [phase] = schedule.phases;
  const current = {
    start_date: phase!.start_date,
    end_date: phase!.end_date,
    items: [{ price: world.prices.proMonth.id, quantity: 1 }],
  };
  const update = (params: object) => world.ask('POST /v1/subscription_schedules/{id}', schedule, params);
  return { world, subscription, schedule, current, update };
}

const month = { duration: { interval: 'month', interval_count: 1 } };

test('[X212] a schedule that was made from a subscription has the phase that runs, and nothing changes', () => {
  const { world, subscription, schedule } = withSchedule();
  const [{ current_period_start, current_period_end }] = subscription.items.data as [Stripe.SubscriptionItem];
  expect(schedule).toMatchObject({
    status: 'active',
    subscription: subscription.id,
    current_phase: { start_date: current_period_start, end_date: current_period_end },
    phases: [{ items: [{ price: world.prices.proMonth.id, quantity: 1 }] }],
  });
  expect(subscription.schedule).toBe(schedule.id);
  const again = { from_subscription: subscription.id };
  expect(() => world.ask('POST /v1/subscription_schedules', {}, again)).toThrow('already attached');
  const both = { ...again, end_behavior: 'release' };
  expect(() => world.ask('POST /v1/subscription_schedules', {}, both)).toThrow('You can not set');
  world.passTo(current_period_end);
  expect([schedule.status, subscription.schedule, world.invoices()[0]!.total]).toEqual([
    'released',
    null,
    3_000,
  ]);
});

test('[X212] the phase after the period takes its place before it is renewed, without any proration', () => {
  const { world, subscription, schedule, current, update } = withSchedule();
  const { length } = world.invoices();
  const phases = [current, { items: [{ price: world.prices.basicMonth.id, quantity: 1 }], ...month }];
  update({ end_behavior: 'release', phases });
  expect([subscription.items.data[0]!.price.id, world.invoices().length]).toEqual([
    world.prices.proMonth.id,
    length,
  ]);
  const upcoming = world.preview(subscription);
  const { id } = subscription.items.data[0]!;
  world.passTo(current.end_date);
  expect(subscription.items.data).toMatchObject([{ id, price: { id: world.prices.basicMonth.id } }]);
  expect(world.invoices()[0]).toMatchObject({ total: 1_000, status: 'paid' });
  expect([upcoming.total, upcoming.lines.data.length]).toEqual([1_000, 1]);
  world.passTo(schedule.phases[1]!.end_date);
  expect([schedule.status, schedule.released_subscription, subscription.status]).toEqual([
    'released',
    subscription.id,
    'active',
  ]);
  expect(world.state.events.map(({ type }) => type)).toContain('subscription_schedule.released');
});

test('[X212] another interval begins where its phase does', () => {
  const { world, subscription, current, update } = withSchedule();
  update({
    phases: [
      current,
      { items: [{ price: world.prices.basicYear.id }], duration: { interval: 'year', interval_count: 1 } },
    ],
  });
  const upcoming = world.preview(subscription);
  world.passTo(current.end_date);
  expect(world.invoices()[0]).toMatchObject({ total: 10_000, created: current.end_date });
  expect(upcoming.total).toBe(10_000);
  expect(subscription.billing_cycle_anchor).toBe(current.end_date);
});

test('[X212] phases are replaced whole: a discount that is not named again is gone', () => {
  const world = new World();
  const coupon = world.ask('POST /v1/coupons', {}, { percent_off: 10, duration: 'forever' }).id;
  const { subscription, current, update } = withSchedule(world, { discounts: [{ coupon }] });
  const [discount] = subscription.discounts;
  const next = { items: [{ price: world.prices.basicMonth.id }], ...month };
  update({ phases: [{ ...current, discounts: [{ discount }] }, next] });
  expect(subscription.discounts).toEqual([discount]);
  world.passTo(current.end_date);
  expect([subscription.discounts, world.invoices()[0]!.total]).toEqual([[], 1_000]);
});

test('[X212] a phase redeems what it names once, and leaves out what is not to be had any more', () => {
  const world = new World();
  const coupon = world.ask('POST /v1/coupons', {}, { percent_off: 50, duration: 'once' }).id;
  const { subscription, schedule, current, update } = withSchedule(world);
  const next = { items: [{ price: world.prices.basicMonth.id }], ...month };
  update({ phases: [current, { ...next, discounts: [{ coupon }] }, next] });
  expect(subscription.discounts).toEqual([]);
  const asked = world.preview(subscription, { items: [{ id: subscription.items.data[0]!.id, quantity: 2 }] });
  expect(asked.lines.data.at(-1)!.amount).toBe(6_000);
  world.passTo(current.end_date);
  expect(world.invoices()[0]!.total).toBe(500);
  const [, { discounts }] = schedule.phases as [unknown, Stripe.SubscriptionSchedule.Phase];
  expect(world.state.discounts.get(discounts[0]!.discount as string)!.source.coupon).toBe(coupon);
  update({
    phases: [{ ...next, start_date: current.end_date, discounts: [{ discount: discounts[0]!.discount }] }],
  });
  expect(subscription.discounts).toEqual([]);
});

test('[X213] what a schedule decides can not be changed beside it, and is again when it is released', () => {
  const { world, subscription, schedule } = withSchedule();
  const change = () => world.switchTo(subscription, world.prices.basicMonth);
  expect(change).toThrow('managed by the subscription schedule');
  const cancel = () => world.ask('POST /v1/subscriptions/{id}', subscription, { cancel_at_period_end: true });
  expect(cancel).toThrow('managed by the subscription schedule');
  expect(() => world.ask('POST /v1/subscriptions/{id}/pause', subscription)).toThrow('managed by');
  world.ask('POST /v1/subscription_schedules/{id}/release', schedule);
  expect([schedule.status, schedule.subscription, subscription.schedule]).toEqual(['released', null, null]);
  change();
  cancel();
  expect(() => world.ask('POST /v1/subscription_schedules/{id}/release', schedule)).toThrow('released');
});

test('[X213] a schedule may end its subscription, and the phase that runs begins where it began', () => {
  const { world, subscription, schedule, current, update } = withSchedule();
  for (const start_date of ['now', world.now])
    expect(() => update({ phases: [{ ...current, start_date }] })).toThrow();
  expect(() => update({ phases: [current, { items: current.items }] })).toThrow('duration');
  update({ end_behavior: 'cancel', phases: [current] });
  expect(subscription.cancel_at).toBe(current.end_date);
  world.passTo(current.end_date);
  expect([subscription.status, schedule.status, world.invoices().length]).toEqual([
    'canceled',
    'completed',
    1,
  ]);
});
