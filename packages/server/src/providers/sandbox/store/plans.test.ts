import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PlanPrice } from '@billfold/contract';
import { openTestSandbox, type TestSandbox } from '../../../testing/openTestSandbox.js';
import { parseSandboxData, type SandboxData } from '../data/SandboxData.js';

let subject: TestSandbox;
let projects = 0;
beforeAll(async () => {
  subject = await openTestSandbox();
}, 60_000);
afterAll(() => subject.close());

type Prices = SandboxData['catalog']['products'][number]['prices'];

async function offer(...products: Prices[]) {
  const project = await subject.openProject(`proj_${++projects}`);
  const named = products.map((prices, index) => ({ id: `prod_${index}`, name: `Plan ${index}`, prices }));
  const { catalog } = parseSandboxData({ catalog: { products: named } });
  await project.run('updateSandboxCatalog', catalog);
  return project;
}

const monthly = { id: 'price_Month', unitAmount: 1_200, currency: 'usd', interval: 'month' as const };

test.each<[string, Partial<Prices[number]>, PlanPrice['saving']]>([
  [
    'two months of a year are free',
    { unitAmount: 12_000, interval: 'year' },
    { comparedTo: 'price_Month', amount: usd(2_400), percent: 16, freeIntervals: 2 },
  ],
  [
    'a quarter for a little less',
    { unitAmount: 3_000, interval: 'month', intervalCount: 3 },
    { comparedTo: 'price_Month', amount: usd(600), percent: 16, freeIntervals: null },
  ],
  ['the same', { unitAmount: 14_400, interval: 'year' }, null],
  ['more', { unitAmount: 15_000, interval: 'year' }, null],
  ['less than a percent', { unitAmount: 14_399, interval: 'year' }, null],
  ['an interval that is not made of months', { unitAmount: 1, interval: 'week', intervalCount: 5 }, null],
  ['another currency', { unitAmount: 1, interval: 'year', currency: 'eur' }, null],
  ['seats over a flat price', { unitAmount: 1, interval: 'year', scheme: 'per_seat' }, null],
])('[X99] what a longer interval saves: %s', async (_, longer, saving) => {
  const project = await offer([monthly, { ...monthly, id: 'price_Long', ...longer }]);
  const customer = await project.createCustomer();
  const [plan] = await project.billing(customer).listPlans(null);
  const found = plan!.prices.find(({ id }) => id === 'price_Long');
  expect(found?.saving ?? null).toEqual(saving);
  expect(plan!.prices[0]!.saving).toBeNull();
});

test('[X100] says what is current of the subscription that is asked about, in which quantities, and what is archived', async () => {
  const seats = { ...monthly, id: 'price_Seat', scheme: 'per_seat' as const };
  const dear = { ...monthly, id: 'price_Dear', unitAmount: 9_900 };
  const project = await offer([monthly], [seats], [dear]);
  const customer = await project.createCustomer();
  const flat = await project.begin(customer, { price: 'price_Month' });
  const seated = await project.begin(customer, { price: 'price_Seat', quantity: 3 });
  const billing = project.billing(customer);
  const currentOf = async (subscription: string | null) => {
    const plans = await billing.listPlans(subscription);
    expect(plans.map((plan) => plan.current)).toEqual(
      plans.map((plan) => plan.prices.some((it) => it.current)),
    );
    return plans.flatMap(({ prices }) => prices.filter(({ current }) => current).map(({ id }) => id));
  };
  expect(await currentOf(null)).toEqual(['price_Month', 'price_Seat']);
  expect(await currentOf(flat)).toEqual(['price_Month']);
  expect(await currentOf(seated)).toEqual(['price_Seat']);
  expect(await currentOf('sub_Nobodys')).toEqual([]);

  const [one, two] = await billing.listPlans(null);
  expect(one!.prices[0]!.quantity).toEqual({ adjustable: false, min: 1, max: 1 });
  expect(two!.prices[0]!.quantity).toEqual({ adjustable: true, min: 1, max: 999_999 });

  const left = parseSandboxData({
    catalog: { products: [{ id: 'prod_2', name: 'Plan 2', prices: [dear] }] },
  });
  await project.run('updateSandboxCatalog', left.catalog);
  const plans = await billing.listPlans(flat);
  expect(plans.map(({ id, archived, prices }) => [id, archived, prices.map((it) => it.unavailable)])).toEqual(
    [
      ['prod_0', true, [null]],
      ['prod_2', false, [null]],
    ],
  );
});

function usd(amount: number) {
  return { amount, currency: 'usd', exponent: 2 };
}
