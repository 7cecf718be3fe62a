import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestSandbox, type TestSandbox } from '../../../testing/openTestSandbox.js';
import { parseSandboxData, type SandboxData } from '../data/SandboxData.js';

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

type Catalog = SandboxData['catalog'];
type Price = Catalog['products'][number]['prices'][number];

const seat: Price = { id: 'price_Seat', unitAmount: 1_000, currency: 'usd', interval: 'month' };
const steps: Price = {
  ...seat,
  id: 'price_Steps',
  scheme: 'graduated',
  tiers: [
    { upTo: 5, unitAmount: 1_000, flatAmount: 200 },
    { upTo: null, unitAmount: 700 },
  ],
};
const sell = (...prices: Price[]): Catalog => ({
  products: [{ id: 'prod_Team', name: 'Team', prices }],
});
const update = (catalog: Catalog) =>
  subject.run('updateSandboxCatalog', parseSandboxData({ catalog }).catalog);

describe('graduated prices', () => {
  test('[X101] are told with their steps, and cost what each step says', async () => {
    const usd = (amount: number) => ({ amount, currency: 'usd', exponent: 2 });
    const { products } = await update(sell(steps));
    expect(products[0]!.prices[0]!.tiers).toEqual([
      { upTo: 5, unitAmount: usd(1_000), flatAmount: usd(200) },
      { upTo: null, unitAmount: usd(700), flatAmount: usd(0) },
    ]);
    const customer = await subject.createCustomer();
    await subject.begin(customer, { price: 'price_Steps', quantity: 8 });
    expect(await subject.billing(customer).listSubscriptions()).toMatchObject([
      { amount: usd(7_300), price: { tiers: products[0]!.prices[0]!.tiers } },
    ]);
    // The same once more changes nothing.
    await expect(update(sell(steps))).resolves.toMatchObject({ products });
  });

  test.each<[string, Partial<Price>, string]>([
    ['no steps', { tiers: null }, 'must be given'],
    ['steps of a flat price', { scheme: 'flat' }, 'must be left out'],
    ['an end', { tiers: [{ upTo: 5, unitAmount: 1_000 }] }, 'must end in a step'],
    [
      'steps out of order',
      {
        tiers: [
          { upTo: 5, unitAmount: 1_000 },
          { upTo: 5, unitAmount: 900 },
          { upTo: null, unitAmount: 1 },
        ],
      },
      'ascending',
    ],
    [
      'no end before the last',
      {
        tiers: [
          { upTo: null, unitAmount: 1_000 },
          { upTo: null, unitAmount: 1 },
        ],
      },
      'ascending',
    ],
    ['another first amount', { unitAmount: 999 }, 'must begin with the unitAmount'],
  ])('[X101] are refused by their field: %s', async (_, wrong, message) => {
    await expect(update(sell(seat, { ...steps, ...wrong }))).rejects.toMatchObject({
      code: 'invalid_request',
      fields: [{ path: 'products.0.prices.1.tiers', message: expect.stringContaining(message) as string }],
    });
  });

  test('[X101] never change', async () => {
    await update(sell(steps));
    const cheaper = steps.tiers!.map((step) => ({ ...step, flatAmount: 0 }));
    await expect(update(sell({ ...steps, tiers: cheaper }))).rejects.toMatchObject({
      code: 'conflict',
      fields: [{ path: 'products.0.prices.0.tiers' }],
    });
  });
});

describe('coupons and codes', () => {
  const offer: Catalog = {
    ...sell(seat),
    coupons: [
      { id: 'half', name: 'Half off', percentOff: '50', duration: 'forever', maxRedemptions: 3 },
      { id: 'two', name: 'Two dollars off', amountOff: 200, currency: 'usd', products: ['prod_Team'] },
    ],
    promotionCodes: [
      { code: 'Half', coupon: 'half' },
      {
        code: 'TWO',
        coupon: 'two',
        expiresAt: '2027-01-01T00:00:00.000Z',
        minimumAmount: { amount: 900, currency: 'usd' },
      },
    ],
  };

  test('[X102] are told as they were written, with what was left out filled in', async () => {
    const answer = await update(offer);
    expect(answer).toEqual(await subject.run('getSandboxCatalog', {}));
    const usd = (amount: number) => ({ amount, currency: 'usd', exponent: 2 });
    expect(answer.coupons).toEqual([
      {
        id: 'half',
        name: 'Half off',
        percentOff: '50',
        amountOff: null,
        duration: 'forever',
        durationInMonths: null,
        products: null,
        maxRedemptions: 3,
      },
      {
        id: 'two',
        name: 'Two dollars off',
        percentOff: null,
        amountOff: usd(200),
        duration: 'once',
        durationInMonths: null,
        products: ['prod_Team'],
        maxRedemptions: null,
      },
    ]);
    expect(answer.promotionCodes).toMatchObject([
      { code: 'Half', coupon: 'half', active: true, expiresAt: null, minimumAmount: null },
      { code: 'TWO', expiresAt: '2027-01-01T00:00:00.000Z', minimumAmount: usd(900) },
    ]);
  });

  test('[X102] that are left out can not be had any more; who has one keeps it, and what was used stays used', async () => {
    await update(offer);
    const customer = await subject.createCustomer();
    const id = await subject.begin(customer, { price: 'price_Seat' });
    const billing = subject.billing(customer);
    const give = async (coupon: string) => {
      const { version } = (await billing.getSubscription(id))!;
      return billing.applyDiscount({ subscription: id, version, coupon });
    };
    const { discounts } = await give('half');
    const left = await update(sell(seat));
    expect([left.coupons, left.promotionCodes.map(({ active }) => active)]).toEqual([[], [false, false]]);
    expect((await billing.getSubscription(id))!.discounts).toEqual(discounts);
    await expect(give('two')).rejects.toMatchObject({ code: 'offer_not_available' });

    const once = { ...offer, coupons: [{ ...offer.coupons![0]!, maxRedemptions: 1 }, offer.coupons![1]!] };
    await update(once);
    const other = await subject.createCustomer();
    const theirs = await subject.begin(other, { price: 'price_Seat' });
    expect(await subject.billing(other).previewDiscount(theirs, 'half')).toBeNull();
    expect(await subject.billing(other).previewDiscount(theirs, 'two')).not.toBeNull();
  });

  test.each([
    ['percentOff', { percentOff: '60' }],
    ['duration', { duration: 'once' as const }],
    ['durationInMonths', { duration: 'repeating' as const, durationInMonths: 3 }],
    ['amountOff', { percentOff: null, amountOff: 500, currency: 'usd' }],
    ['currency', { percentOff: null, amountOff: 500, currency: 'usd' }],
  ])('[X134] never change what they take off: %s', async (field, more) => {
    await update(offer);
    const [half, two] = offer.coupons!;
    await expect(update({ ...offer, coupons: [two!, { ...half!, ...more }] })).rejects.toMatchObject({
      code: 'conflict',
      fields: expect.arrayContaining([
        { path: `coupons.1.${field}`, message: expect.stringContaining('can not change') as string },
      ]) as object,
    });
    expect((await subject.run('getSandboxCatalog', {})).coupons).toMatchObject([
      { id: 'half', percentOff: '50', duration: 'forever' },
      { id: 'two' },
    ]);
  });

  test('[X134] may get another name and other limits', async () => {
    await update(offer);
    const [half, two] = offer.coupons!;
    const renamed = { ...half!, name: 'Half', maxRedemptions: 9, products: ['prod_Team'] };
    const { coupons } = await update({ ...offer, coupons: [renamed, two!] });
    expect(coupons[0]).toMatchObject({ name: 'Half', maxRedemptions: 9, products: ['prod_Team'] });
  });

  test('[X102] what refers to nothing, or is there twice, is named', async () => {
    const wrong: Catalog = {
      ...sell(seat),
      coupons: [
        { id: 'half', name: 'Half off', percentOff: '50' },
        { id: 'half', name: 'Half off again', percentOff: '50', products: ['prod_Gone'] },
      ],
      promotionCodes: [
        { code: 'HALF', coupon: 'half' },
        { code: 'half', coupon: 'gone' },
      ],
    };
    await expect(update(wrong)).rejects.toMatchObject({
      code: 'invalid_request',
      fields: [
        { path: 'coupons.1.id' },
        { path: 'promotionCodes.1.code' },
        { path: 'coupons.1.products.0' },
        { path: 'promotionCodes.1.coupon' },
      ],
    });
    expect(await subject.run('getSandboxCatalog', {})).toMatchObject({ products: [], coupons: [] });
  });
});

test('[X103] nobody begins with a price that is archived, or whose product is', async () => {
  await update(sell(seat, { ...seat, id: 'price_Old', active: false }));
  const { id: customer } = await subject.createCustomer();
  const begin = (price: string) =>
    subject.run('createSandboxSubscription', { customer, price, quantity: 1, paymentMethod: 'visa' });
  const refusal = { code: 'invalid_request', fields: [{ path: 'price' }] };
  await expect(begin('price_Old')).rejects.toMatchObject(refusal);
  await begin('price_Seat');
  await update({ products: [{ id: 'prod_Team', name: 'Team', active: false, prices: [seat] }] });
  await expect(begin('price_Seat')).rejects.toMatchObject(refusal);
});
