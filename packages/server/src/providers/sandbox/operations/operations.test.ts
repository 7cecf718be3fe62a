import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SandboxCatalogInput, Scenario } from '@billfold/contract';
import { openTestSandbox, type TestSandbox } from '../../../testing/openTestSandbox.js';
import type { ParsedCatalog } from '../data/SandboxData.js';

const everything = { limit: 100, after: null, status: null, year: null };

let database: TestSandbox;
let subject: TestSandbox;
let projects = 0;
beforeAll(async () => {
  database = await openTestSandbox();
}, 60_000);
beforeEach(async () => {
  subject = await database.openProject(`proj_${++projects}`);
});
afterAll(() => database.close());

type Product = ParsedCatalog['products'][number];

const price = (id: string, more: Partial<Product['prices'][number]> = {}): Product['prices'][number] => ({
  id,
  unitAmount: 1_200,
  currency: 'usd',
  scheme: 'flat',
  tiers: null,
  interval: 'month',
  intervalCount: 1,
  taxBehavior: 'exclusive',
  active: true,
  ...more,
});
const product = (id: string, ...prices: Product['prices']): Product => ({
  id,
  name: id,
  description: null,
  features: [],
  active: true,
  prices,
});

/** The rest of a catalogue that has only products. */
const nothingOff = { coupons: [], promotionCodes: [] };

describe('the catalogue', () => {
  const update = (...products: Product[]) => subject.run('updateSandboxCatalog', { ...nothingOff, products });

  test('[X28] is what was written last, in its order', async () => {
    expect(await subject.run('getSandboxCatalog', {})).toEqual({ products: [], ...nothingOff });
    const products = [
      {
        ...product('prod_B', price('price_B'), price('price_A', { interval: 'year' })),
        features: ['One', 'Two'],
      },
      { ...product('prod_A', price('price_C', { currency: 'kwd' })), description: 'Dinars' },
    ];
    const answer = await update(...products);
    expect(answer).toEqual(await subject.run('getSandboxCatalog', {}));
    expect(answer.products.map(({ id, prices }) => [id, prices.map((it) => it.id)])).toEqual([
      ['prod_B', ['price_B', 'price_A']],
      ['prod_A', ['price_C']],
    ]);
    expect(answer.products[1]).toEqual({
      id: 'prod_A',
      name: 'prod_A',
      description: 'Dinars',
      features: [],
      active: true,
      prices: [
        {
          id: 'price_C',
          product: 'prod_A',
          unitAmount: { amount: 1_200, currency: 'kwd', exponent: 3 },
          scheme: 'flat',
          tiers: null,
          interval: 'month',
          intervalCount: 1,
          taxBehavior: 'exclusive',
          active: true,
        },
      ],
    });
  });

  test('[X28] what it leaves out is archived, and comes back when it is named again', async () => {
    await update(product('prod_A', price('price_A'), price('price_B')), product('prod_B', price('price_C')));
    const active = ({ products }: Awaited<ReturnType<typeof update>>) =>
      products.flatMap((it) => [it, ...it.prices]).flatMap((it) => (it.active ? [it.id] : []));
    expect(active(await update(product('prod_A', price('price_B'))))).toEqual(['prod_A', 'price_B']);
    expect(active(await update())).toEqual([]);
    expect(active(await update(product('prod_B', price('price_C'))))).toEqual(['prod_B', 'price_C']);
  });

  test('[X28] what a price asks for never changes: each field that would is named, and nothing is changed', async () => {
    await update(product('prod_A', price('price_A')), product('prod_B'));
    const before = await subject.run('getSandboxCatalog', {});
    const changed = price('price_A', {
      unitAmount: 1_300,
      currency: 'eur',
      interval: 'year',
      intervalCount: 2,
      scheme: 'per_seat',
    });
    await expect(update(product('prod_A', price('price_New'), changed))).rejects.toMatchObject({
      code: 'conflict',
      fields: [
        { path: 'products.0.prices.1.unitAmount', message: expect.stringContaining('1200') },
        { path: 'products.0.prices.1.currency' },
        { path: 'products.0.prices.1.scheme' },
        { path: 'products.0.prices.1.interval' },
        { path: 'products.0.prices.1.intervalCount' },
      ],
    });
    await expect(
      update(product('prod_B', price('price_A', { taxBehavior: 'inclusive' }))),
    ).rejects.toMatchObject({
      code: 'conflict',
      fields: [{ path: 'products.0.prices.0.id' }, { path: 'products.0.prices.0.taxBehavior' }],
    });
    expect(await subject.run('getSandboxCatalog', {})).toEqual(before);
  });

  test('[X28] an id that is there twice is named', async () => {
    const twice = update(
      product('prod_A', price('price_A'), price('price_A')),
      product('prod_A', price('price_A')),
    );
    await expect(twice).rejects.toMatchObject({
      code: 'invalid_request',
      fields: [
        { path: 'products.0.prices.1.id' },
        { path: 'products.1.id' },
        { path: 'products.1.prices.0.id' },
      ],
    });
  });

  test('[X28] belongs to one project', async () => {
    await update(product('prod_A', price('price_A')));
    const other = await database.openProject(`proj_${++projects}`);
    const own: SandboxCatalogInput = {
      ...nothingOff,
      products: [product('prod_A', price('price_A', { unitAmount: 5 }))],
    };
    await other.run('updateSandboxCatalog', own as ParsedCatalog);
    const { products } = await subject.run('getSandboxCatalog', {});
    expect(products[0]!.prices[0]!.unitAmount.amount).toBe(1_200);
  });
});

describe('plans on offer', () => {
  const catalog = [
    product(
      'prod_Dear',
      price('price_DearUsd', { unitAmount: 9_900 }),
      price('price_DearEur', { unitAmount: 8_900, currency: 'eur' }),
    ),
    product(
      'prod_Cheap',
      price('price_CheapYear', { unitAmount: 9_000, interval: 'year' }),
      price('price_CheapEur', { currency: 'eur' }),
    ),
    { ...product('prod_Hidden', price('price_Hidden')), active: false },
    product('prod_YenOnly', price('price_Yen', { currency: 'jpy' })),
  ];
  const plansOf = async (customer: { id: string }) => {
    const plans = await subject.billing(customer).listPlans(null);
    return plans.map((plan) => [plan.id, plan.current, plan.prices.map((it) => it.id)]);
  };
  beforeEach(() => subject.run('updateSandboxCatalog', { ...nothingOff, products: catalog }));

  test('[X29] are those in the customer’s currency, cheapest first', async () => {
    const customer = await subject.createCustomer();
    await start(customer.id, 'price_DearEur');
    expect(await plansOf(customer)).toEqual([
      ['prod_Cheap', false, ['price_CheapEur']],
      ['prod_Dear', true, ['price_DearEur']],
    ]);
  });

  test('[X29] for who was never billed: those in the currency of their country, else in the first one', async () => {
    const address = { line1: null, line2: null, city: null, region: null, postalCode: null };
    const idsFor = async (country: string) => {
      const plans = await plansOf(await subject.createCustomer({ address: { ...address, country } }));
      return plans.map(([id]) => id);
    };
    const german = await subject.createCustomer();
    expect(await plansOf({ ...german, address: { ...address, country: 'DE' } } as never)).toEqual([
      ['prod_Cheap', false, ['price_CheapEur']],
      ['prod_Dear', false, ['price_DearEur']],
    ]);
    expect(await plansOf({ ...german, address: { ...address, country: 'JP' } } as never)).toEqual([
      ['prod_YenOnly', false, ['price_Yen']],
    ]);
    expect(await idsFor('BR')).toEqual(['prod_Cheap', 'prod_Dear']);
    // Bulgaria has had the euro since 2026.
    for (const country of ['DE', 'HR', 'BG']) {
      const address = { line1: null, line2: null, city: null, region: null, postalCode: null, country };
      const plans = await subject.billing({ ...german, address } as never).listPlans(null);
      expect(plans[0]!.prices[0]!.unitAmount.currency).toBe('eur');
    }
  });

  test('[X29] the current one stays when it is archived, with the price that is paid alone', async () => {
    const customer = await subject.createCustomer();
    await start(customer.id, 'price_DearUsd');
    await subject.run('updateSandboxCatalog', { ...nothingOff, products: [catalog[1]!] });
    expect(await plansOf(customer)).toEqual([
      ['prod_Cheap', false, ['price_CheapYear']],
      ['prod_Dear', true, ['price_DearUsd']],
    ]);
  });

  test('[X29] is not current any more when the subscription has ended', async () => {
    const customer = await subject.createCustomer();
    await start(customer.id, 'price_DearUsd', { paymentMethod: 'card_declined' });
    await subject.run('advanceSandboxClock', { advanceTo: '2027-01-01T00:00:00.000Z' });
    expect((await plansOf(customer)).map(([, current]) => current)).toEqual([false, false]);
  });
});

const start = (
  customer: string,
  priceId: string,
  more: { paymentMethod?: 'visa' | 'card_declined' | null; startAt?: string; quantity?: number } = {},
) =>
  subject.run('createSandboxSubscription', {
    customer,
    price: priceId,
    quantity: 1,
    paymentMethod: 'visa',
    ...more,
  });

describe('starting a subscription', () => {
  beforeEach(() =>
    subject.run('updateSandboxCatalog', {
      ...nothingOff,
      products: [
        product('prod_A', price('price_Flat'), price('price_Seat', { scheme: 'per_seat' })),
        product('prod_B', price('price_Eur', { currency: 'eur' }), price('price_Daily', { interval: 'day' })),
      ],
    }),
  );

  test('[X34] it is billed at once, and answered as it is then', async () => {
    const { id } = await subject.createCustomer();
    const subscription = await start(id, 'price_Seat', { quantity: 7, startAt: '2026-08-31T00:00:00.000Z' });
    expect(subscription).toMatchObject({
      status: 'active',
      quantity: 7,
      amount: { amount: 8_400, currency: 'usd', exponent: 2 },
      product: { id: 'prod_A', name: 'prod_A' },
      currentPeriod: { startAt: '2026-10-31T00:00:00.000Z', endAt: '2026-11-30T00:00:00.000Z' },
      startedAt: '2026-08-31T00:00:00.000Z',
    });
    expect(await subject.billing({ id }).getSubscription(subscription.id)).toEqual(subscription);
    const { invoices } = await subject.billing({ id }).listInvoices(everything);
    expect(invoices.map((invoice) => invoice.issuedAt.slice(0, 10))).toEqual([
      '2026-10-31',
      '2026-09-30',
      '2026-08-31',
    ]);
  });

  test('[X34] with nothing on file, the invoice stays open', async () => {
    const { id } = await subject.createCustomer();
    expect(await start(id, 'price_Flat', { paymentMethod: null })).toMatchObject({ status: 'active' });
    expect((await subject.billing({ id }).listInvoices(everything)).invoices).toMatchObject([
      {
        status: 'open',
        payment: null,
        dueAt: '2026-12-04T09:00:00.000Z',
        amountRemaining: { amount: 1_200 },
      },
    ]);
  });

  test('[X135] refused where it would cost more than can be charged at once', async () => {
    const { id } = await subject.createCustomer();
    const most = Math.floor(99_999_999 / 1_200);
    await expect(start(id, 'price_Seat', { quantity: most + 1 })).rejects.toMatchObject({
      code: 'invalid_request',
      fields: [{ path: 'quantity', message: expect.stringContaining('99999999') as string }],
    });
    await expect(start(id, 'price_Seat', { quantity: most })).resolves.toMatchObject({ quantity: most });
  });

  test.each([
    ['a price that does not exist', { price: 'price_Gone' }, 'price'],
    ['seats of what has none', { price: 'price_Flat', quantity: 2 }, 'quantity'],
    ['a start in the future', { price: 'price_Flat', startAt: '2026-11-20T09:00:00.001Z' }, 'startAt'],
    [
      'a start that is in no calendar',
      { price: 'price_Flat', startAt: '2026-13-45T00:00:00.000Z' },
      'startAt',
    ],
    ['a start before all calendars', { price: 'price_Flat', startAt: '0001-01-01T00:00:00.000Z' }, 'startAt'],
    [
      'more invoices than anybody waits for',
      { price: 'price_Daily', startAt: '1970-01-01T00:00:00.000Z' },
      'startAt',
    ],
    ['another currency', { price: 'price_Eur' }, 'price'],
  ])('[X34] refused, and nothing is changed: %s', async (_, { price: priceId, ...more }, path) => {
    const { id } = await subject.createCustomer();
    const first = await start(id, 'price_Flat');
    await expect(start(id, priceId, more)).rejects.toMatchObject({
      code: 'invalid_request',
      fields: [{ path }],
    });
    expect(await subject.billing({ id }).listSubscriptions()).toEqual([first]);
  });

  test('[X34] refused for who is no customer of the project', async () => {
    const other = await database.openProject(`proj_${++projects}`);
    const stranger = await other.createCustomer();
    for (const id of ['cus_Nobody', stranger.id]) {
      await expect(start(id, 'price_Flat')).rejects.toMatchObject({ code: 'customer_not_found' });
    }
  });
});

describe('scenarios', () => {
  const read = async (name: Scenario) => {
    const customer = await subject.run('createSandboxScenario', { scenario: name });
    const billing = subject.billing(customer);
    const { invoices, next } = await billing.listInvoices(everything);
    return { customer, billing, invoices, next, subscriptions: await billing.listSubscriptions() };
  };

  test('[X35] active: two years of paid invoices, with tax', async () => {
    const { invoices, subscriptions } = await read('active');
    expect(subscriptions).toMatchObject([
      { status: 'active', quantity: 5, startedAt: '2024-11-20T09:00:00.000Z' },
    ]);
    expect(invoices).toHaveLength(25);
    expect(new Set(invoices.map((invoice) => invoice.status))).toEqual(new Set(['paid']));
    expect(invoices[0]).toMatchObject({ total: { amount: 6_533, currency: 'usd' }, tax: { amount: 533 } });
  });

  test('[X35] free: never bought anything, and sees what is on offer', async () => {
    const { billing, invoices, subscriptions } = await read('free');
    expect([invoices, subscriptions]).toEqual([[], []]);
    expect((await billing.listPlans(null)).map((plan) => plan.name)).toEqual([
      'Starter',
      'Team',
      'Scale',
      'Business',
    ]);
  });

  test('[X35] pastDue: the last renewal was refused, and will be tried again', async () => {
    const { invoices, subscriptions } = await read('pastDue');
    expect(subscriptions).toMatchObject([{ status: 'past_due' }]);
    const [latest, ...older] = invoices;
    expect(latest).toMatchObject({ status: 'open', payment: { status: 'failed', failure: 'contact_bank' } });
    expect(latest!.payment!.nextAttemptAt! > subject.now.toISOString()).toBe(true);
    expect(older).toHaveLength(6);
    expect(new Set(older.map((invoice) => invoice.status))).toEqual(new Set(['paid']));
  });

  test('[X35] jpy: no decimals, and the tax is in the price', async () => {
    const { invoices } = await read('jpy');
    expect(invoices[0]).toMatchObject({
      subtotal: { amount: 13_000, currency: 'jpy', exponent: 0 },
      tax: { amount: 1_182 },
      total: { amount: 13_000 },
    });
  });

  test('[X35] manyInvoices: more than 10,000, within seconds', async () => {
    const { billing, invoices, next } = await read('manyInvoices');
    expect(invoices).toHaveLength(100);
    expect(next).not.toBeNull();
    const [subscription] = await billing.listSubscriptions();
    expect(subscription!.version).toBeGreaterThan(10_000);
    expect(Number(invoices[0]!.number.split('-')[1])).toBeGreaterThan(10_000);
  }, 60_000);

  test('[X35] twice is two customers, and a reference is taken once', async () => {
    const [one, two] = [await read('active'), await read('active')];
    expect(one.customer.id).not.toBe(two.customer.id);
    const named = { scenario: 'free', reference: 'somebody' } as const;
    expect(await subject.run('createSandboxScenario', named)).toMatchObject({ reference: 'somebody' });
    await expect(subject.run('createSandboxScenario', named)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('[X35] a merchant’s own offer stays as it was written', async () => {
    await subject.run('updateSandboxCatalog', {
      ...nothingOff,
      products: [product('prod_Own', price('price_Own'))],
    });
    const { billing } = await read('active');
    const plans = await billing.listPlans(null);
    expect(plans.map((plan) => [plan.name, plan.current])).toEqual([
      ['prod_Own', false],
      ['Team', true],
    ]);
  });
});

test('[X35] pastDue is past due on whichever day it is made', async () => {
  for (const day of ['2026-03-04', '2026-09-03', '2024-03-04', '2026-05-05', '2027-01-04', '2026-12-31']) {
    subject = await database.openProject(`proj_${++projects}`);
    subject.now = new Date(`${day}T12:00:00.000Z`);
    const customer = await subject.run('createSandboxScenario', { scenario: 'pastDue' });
    const billing = subject.billing(customer);
    expect(await billing.listSubscriptions()).toMatchObject([{ status: 'past_due' }]);
    const { invoices } = await billing.listInvoices({ ...everything, status: 'open' });
    expect(invoices).toHaveLength(1);
  }
});
