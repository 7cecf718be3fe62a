import { expect, test } from 'vitest';
import { makePlanPrice, makePlans, money } from '../../../test/builders.js';
import { intervalsOf, optionsOf, savingOf } from './planOptions.js';

const month = { interval: 'month', intervalCount: 1 } as const;
const year = { interval: 'year', intervalCount: 1 } as const;
const names = (options: ReturnType<typeof optionsOf>) =>
  options.map(({ plan, price }) => `${plan.name} ${price.intervalCount} ${price.interval}`);

const [starter, team, business] = makePlans() as [
  ReturnType<typeof makePlans>[0],
  ReturnType<typeof makePlans>[0],
  ReturnType<typeof makePlans>[0],
];

test('[U68] intervals are told once each, shortest first', () => {
  const quarter = makePlanPrice({ id: 'price_quarter', intervalCount: 3 });
  const plans = [{ ...business, prices: [...business.prices, quarter] }, team];
  expect(
    intervalsOf(plans, 'usd').map(({ intervalCount, interval }) => `${intervalCount} ${interval}`),
  ).toEqual(['1 month', '3 month', '1 year']);
});

test('[U67] a row for each price of the interval, in the order of the plans', () => {
  expect(names(optionsOf([starter, team, business], 'usd', year))).toEqual([
    'Starter 1 year',
    'Team 1 year',
    'Business 1 year',
  ]);
});

test('[U67] the plan that one has is there in each interval, even where it is not sold so', () => {
  const onlyMonthly = { ...team, prices: [team.prices[0]!] };
  expect(names(optionsOf([starter, onlyMonthly], 'usd', year))).toEqual(['Starter 1 year', 'Team 1 month']);
});

test('[U69] a plan that is no longer sold is shown to those who have it, and to nobody else', () => {
  const old = { ...team, archived: true };
  const others = { ...old, prices: old.prices.map((price) => ({ ...price, current: false })) };
  expect(names(optionsOf([old, business], 'usd', month))).toEqual(['Team 1 month', 'Business 1 month']);
  expect(names(optionsOf([others, business], 'usd', month))).toEqual(['Business 1 month']);
});

test('[U67] prices in another currency are no choice', () => {
  const euro = makePlanPrice({ id: 'price_euro', unitAmount: money(4400, 'eur') });
  expect(names(optionsOf([{ ...starter, prices: [...starter.prices, euro] }], 'usd', month))).toEqual([
    'Starter 1 month',
  ]);
});

test('[U68] what is saved is one figure where all save the same, else the most', () => {
  const all = optionsOf([starter, team, business], 'usd', year);
  expect(savingOf(all)).toEqual({ saving: expect.objectContaining({ freeIntervals: 2 }), isSame: true });
  const less = { ...all[0]!, price: { ...all[0]!.price, saving: { ...all[0]!.price.saving!, percent: 5 } } };
  expect(savingOf([less, all[1]!])).toEqual({
    saving: expect.objectContaining({ percent: 16 }),
    isSame: false,
  });
  expect(savingOf(optionsOf([starter, team], 'usd', month))).toEqual({ saving: null, isSame: true });
});
