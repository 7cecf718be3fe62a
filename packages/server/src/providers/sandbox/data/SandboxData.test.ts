import { expect, test } from 'vitest';
import { CannotStart } from '../../../CannotStart.js';
import { defaultCatalog } from './defaultCatalog.js';
import { InvalidSandboxData, parseSandboxData } from './SandboxData.js';

const faultsOf = (data: unknown): string[] => {
  try {
    parseSandboxData(data);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidSandboxData);
    return (error as InvalidSandboxData).faults.map(({ path, message }) => `${path}: ${message}`);
  }
};

test('[X31] the least there can be, with what was left out filled in', () => {
  const price = { id: 'price_Team', unitAmount: 1_200, currency: 'eur', interval: 'month' };
  const product = { id: 'prod_Team', name: 'Team', prices: [price] };
  const customer = { reference: 'ada', subscriptions: [{ price: 'price_Team', startedAt: '-24 months' }] };
  expect(parseSandboxData({ catalog: { products: [product] }, customers: [customer] })).toEqual({
    catalog: {
      products: [
        {
          ...product,
          description: null,
          features: [],
          active: true,
          prices: [
            {
              ...price,
              scheme: 'flat',
              tiers: null,
              intervalCount: 1,
              taxBehavior: 'exclusive',
              active: true,
            },
          ],
        },
      ],
      coupons: [],
      promotionCodes: [],
    },
    customers: [
      {
        reference: 'ada',
        subscriptions: [
          {
            price: 'price_Team',
            startedAt: '-24 months',
            quantity: 1,
            trialDays: 0,
            paymentMethod: 'visa',
            cardRunsOut: null,
            coupon: null,
            changes: [],
            cancelAtPeriodEnd: false,
            managedBy: null,
          },
        ],
      },
    ],
  });
});

test('[X31] every fault is named by its place, with what to write instead', () => {
  const subscription = { price: 'price_Team', startedAt: 'long ago', paymentMethod: 'gold' };
  const price = { id: 'team', unitAmount: 12.5, currency: 'EUR', interval: 'fortnight' };
  const faults = faultsOf({
    catalog: { products: [{ id: 'prod_Team', name: 'Team', prices: [price] }] },
    customers: [{ reference: null, email: 'nobody', nickname: 'x', subscriptions: [subscription] }],
  });
  const places = faults.map((fault) => fault.split(':')[0]);
  expect(places.toSorted()).toEqual([
    'catalog.products.0.prices.0.currency',
    'catalog.products.0.prices.0.id',
    'catalog.products.0.prices.0.interval',
    'catalog.products.0.prices.0.unitAmount',
    'customers.0.email',
    'customers.0.nickname',
    'customers.0.reference',
    'customers.0.subscriptions.0.paymentMethod',
    'customers.0.subscriptions.0.startedAt',
  ]);
  expect(faults.join('\n')).toContain(
    'catalog.products.0.prices.0.currency: must be three lower-case letters',
  );
  expect(faults.join('\n')).toContain('must be a day (2025-01-31)');
});

test('[X31] a reference that is there twice is named: the second customer would never be made', () => {
  const customers = [{ reference: 'ada' }, { reference: 'bob' }, { reference: ' ada ' }];
  expect(faultsOf({ catalog: { products: [] }, customers })).toEqual([
    'customers.2.reference: ada is in the data twice',
  ]);
});

test('[X31] what is no data at all is a reason not to start, in words', () => {
  for (const data of [null, 'text', 7]) expect(faultsOf(data).join()).toContain('(the whole file)');
  expect(() => parseSandboxData(null)).toThrow(CannotStart);
  expect(() => parseSandboxData({ catalog: {} })).toThrow('catalog.products');
});

test('[X31] the default catalogue offers four plans, by the month and the year, in three currencies', () => {
  const offered = defaultCatalog.products.filter((product) => product.active);
  expect(offered.map((product) => [product.name, product.prices.length])).toEqual([
    ['Starter', 6],
    ['Team', 6],
    ['Scale', 6],
    ['Business', 6],
  ]);
});
