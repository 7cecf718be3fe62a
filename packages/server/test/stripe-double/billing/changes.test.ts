import { expect, test } from 'vitest';
import { DAY } from './periods.js';
import { World } from './World.js';

const always = { proration_behavior: 'always_invoice' };

test('[X200] a preview is what is charged, to the unit and line by line, for every kind of change', () => {
  const changes = ['proMonth', 'basicYear', 'proYear', 'seats'] as const;
  for (const name of changes) {
    for (const proration_behavior of ['always_invoice', 'create_prorations', 'none']) {
      const world = new World();
      const subscription = world.subscribe(world.prices.basicMonth);
      world.passDays(10);
      const details = {
        items: [{ id: subscription.items.data[0]!.id, price: world.prices[name].id, quantity: 7 }],
        proration_behavior,
        proration_date: world.now,
      };
      const preview = world.preview(subscription, details);
      expect(world.preview(subscription, details)).toEqual(preview);
      expect(world.invoices()).toHaveLength(1);
      world.passTo(world.now + 60);
      world.ask('POST /v1/subscriptions/{id}', subscription, details);
      if (world.invoices().length === 1) world.passTo(subscription.items.data[0]!.current_period_end + 1);
      const [issued] = world.invoices();
      const sums = ({ subtotal, total, amount_due }: typeof preview) => [subtotal, total, amount_due];
      expect([name, proration_behavior, ...sums(issued!)]).toEqual([
        name,
        proration_behavior,
        ...sums(preview),
      ]);
      const lines = ({ lines: { data } }: typeof preview) =>
        data.map(({ description, amount }) => [description, amount]);
      expect(lines(issued!)).toEqual(lines(preview));
    }
  }
});

test('[X201] what is given back is the share in seconds of what was really paid', () => {
  const world = new World();
  const subscription = world.subscribe(world.prices.basicMonth);
  world.passDays(10);
  world.switchTo(subscription, world.prices.proMonth, always);
  const [upgrade] = world.invoices();
  // 21 of 31 days are left of January 15th to February 15th.
  expect(upgrade!.lines.data.map(({ amount }) => amount)).toEqual([-677, 2032]);
  world.passDays(10);
  world.switchTo(subscription, world.prices.basicMonth, always);
  const [downgrade] = world.invoices();
  // What is given back now is the time that was paid for by the upgrade, and nothing for what was given back before.
  expect(downgrade!.lines.data.map(({ amount }) => amount)).toEqual([-1064, 355]);
  expect(downgrade).toMatchObject({ status: 'paid', amount_due: 0, total: -709, ending_balance: -709 });
  expect(world.customer.balance).toBe(-709);
});

test('[X201] time that was not paid for is nothing to give back', () => {
  const world = new World();
  const subscription = world.subscribe(world.prices.basicMonth);
  world.state.decisions.set(world.customer.id, 'fails');
  world.passTo(subscription.items.data[0]!.current_period_end + DAY);
  expect(subscription.status).toBe('past_due');
  const { lines } = world.preview(subscription, {
    items: [{ id: subscription.items.data[0]!.id, price: world.prices.proMonth.id }],
    ...always,
  });
  expect(lines.data.map(({ amount }) => amount > 0)).toEqual([true]);
});

test('[X202] an item without its id is a second one', () => {
  const world = new World();
  const subscription = world.subscribe(world.prices.basicMonth);
  world.ask('POST /v1/subscriptions/{id}', subscription, { items: [{ price: world.prices.proMonth.id }] });
  expect(subscription.items.data.map(({ price }) => price.id)).toEqual([
    world.prices.basicMonth.id,
    world.prices.proMonth.id,
  ]);
});

test('[X203] a credit balance is taken first, and what comes is what was previewed', () => {
  const world = new World();
  const subscription = world.subscribe(world.prices.basicMonth);
  world.ask('POST /v1/customers/{id}/balance_transactions', world.customer, {
    amount: -300,
    currency: 'eur',
  });
  const upcoming = world.preview(subscription);
  expect(upcoming).toMatchObject({ total: 1_000, amount_due: 700, starting_balance: -300, status: 'draft' });
  world.passTo(subscription.items.data[0]!.current_period_end);
  expect(world.invoices()[0]).toMatchObject({
    total: 1_000,
    amount_due: 700,
    amount_paid: 700,
    ending_balance: 0,
  });
  expect(world.customer.balance).toBe(0);
});
