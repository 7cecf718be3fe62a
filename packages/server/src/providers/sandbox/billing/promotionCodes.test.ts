import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CustomerBilling, PlanChange } from '../../../provider/CustomerBilling.js';
import { rowsOf } from '../../../database/Database.js';
import { openTestSandbox, type TestSandbox } from '../../../testing/openTestSandbox.js';
import { parseSandboxData } from '../data/SandboxData.js';

const { catalog } = parseSandboxData({
  catalog: {
    products: [
      {
        id: 'prod_Basic',
        name: 'Basic',
        prices: [
          { id: 'price_Basic', unitAmount: 1_000, currency: 'usd', interval: 'month' },
          { id: 'price_BasicEur', unitAmount: 1_000, currency: 'eur', interval: 'month' },
          { id: 'price_BasicYear', unitAmount: 10_000, currency: 'usd', interval: 'year' },
        ],
      },
      {
        id: 'prod_Pro',
        name: 'Pro',
        prices: [
          { id: 'price_Pro', unitAmount: 5_000, currency: 'usd', interval: 'month' },
          { id: 'price_ProEur', unitAmount: 5_000, currency: 'eur', interval: 'month' },
        ],
      },
    ],
    coupons: [
      { id: 'fifth', name: 'A fifth off', percentOff: '20', duration: 'repeating', durationInMonths: 2 },
      { id: 'dollar', name: 'A dollar off', amountOff: 100, currency: 'usd', duration: 'once' },
      { id: 'basic', name: 'For Basic', percentOff: '50', products: ['prod_Basic'] },
      { id: 'rare', name: 'Only two', percentOff: '50', maxRedemptions: 2 },
    ],
    promotionCodes: [
      { code: 'Fifth', coupon: 'fifth' },
      { code: 'ONCE', coupon: 'fifth', maxRedemptions: 1 },
      { code: 'DOLLAR', coupon: 'dollar' },
      { code: 'BASIC', coupon: 'basic' },
      { code: 'RARE', coupon: 'rare' },
      { code: 'OVER', coupon: 'fifth', expiresAt: '2026-11-20T09:00:00.000Z' },
      { code: 'ASLEEP', coupon: 'fifth', active: false },
      { code: 'FIRST', coupon: 'fifth', firstTimeTransaction: true },
      { code: 'LARGE', coupon: 'fifth', minimumAmount: { amount: 5_001, currency: 'usd' } },
      { code: 'EURO', coupon: 'fifth', minimumAmount: { amount: 1, currency: 'eur' } },
    ],
  },
});

let database: TestSandbox;
let subject: TestSandbox;
let projects = 0;
beforeAll(async () => {
  database = await openTestSandbox();
}, 60_000);
beforeEach(async () => {
  subject = await database.openProject(`proj_${++projects}`);
  await subject.run('updateSandboxCatalog', catalog);
});
afterAll(() => database.close());

/** A customer on Basic, who may change to Pro with a code. */
async function subscriber(more: { price?: string; trialDays?: number } = {}) {
  const customer = await subject.createCustomer();
  const id = await subject.begin(customer, { price: 'price_Basic', ...more });
  const billing = subject.billing(customer);
  const change = async (promotionCode: string | null, wanted: Partial<PlanChange> = {}) => ({
    subscription: id,
    price: 'price_Pro',
    quantity: 1,
    promotionCode,
    timing: 'now' as const,
    prorationBehavior: 'always_invoice' as const,
    trialBehavior: 'continue_trial' as const,
    pricedAt: await subject.sandbox.now(subject.project, subject.unit()),
    ...wanted,
  });
  const use = async (code: string, wanted: Partial<PlanChange> = {}) => {
    const asked = await change(code, wanted);
    const expected = await billing.previewChange(asked);
    const { version } = (await billing.getSubscription(id))!;
    return billing.changeSubscription({ ...asked, version, expected });
  };
  return { customer, id, billing, change, use };
}

/** How often a coupon and its codes were had. */
async function usesOf(coupon: string): Promise<number[]> {
  const rows = await rowsOf<{ redemptions: number }>(
    subject.database,
    sql`select redemptions from sandbox_coupons where project_id = ${subject.project} and id = ${coupon}
      union all select max(redemptions) from sandbox_promotion_codes
        where project_id = ${subject.project} and coupon_id = ${coupon}`,
  );
  return rows.map(({ redemptions }) => redemptions);
}

const refusal = (message: string) => ({
  code: 'promotion_code_invalid',
  fields: [{ path: 'promotionCode', message: expect.stringContaining(message) as string }],
});

describe('a code', () => {
  test('[X95] is found in any spelling, and shown in its own', async () => {
    const { billing, change, use, id } = await subscriber();
    for (const spelling of ['fifth', 'FIFTH', ' Fifth ']) {
      const priced = await billing.previewChange(await change(spelling));
      expect(priced).toMatchObject({ promotionCode: 'Fifth', discount: { amount: 1_000 } });
    }
    await use('fifth');
    expect((await billing.getSubscription(id))!.discounts).toEqual([
      {
        coupon: {
          id: 'fifth',
          name: 'A fifth off',
          percentOff: '20',
          amountOff: null,
          duration: 'repeating',
          durationInMonths: 2,
        },
        promotionCode: 'Fifth',
        endsAt: '2027-01-20T09:00:00.000Z',
      },
    ]);
  });

  test.each([
    ['NOBODYS', 'can be used'],
    ['ASLEEP', 'can be used'],
    ['OVER', 'expired'],
    ['BASIC', 'this plan'],
    ['FIRST', 'first orders'],
    ['LARGE', 'larger plans'],
    ['EURO', 'currency'],
    ['%', 'can be used'],
  ])('[X95] is refused by its field, with why: %s', async (code, message) => {
    const { billing, change } = await subscriber();
    await expect(billing.previewChange(await change(code))).rejects.toMatchObject(refusal(message));
  });

  test('[X95] for an amount is good in its currency only, and a first order may be on trial', async () => {
    const euro = await subscriber({ price: 'price_BasicEur' });
    const inEuro = { price: 'price_ProEur' };
    await expect(euro.billing.previewChange(await euro.change('DOLLAR', inEuro))).rejects.toMatchObject(
      refusal('this plan'),
    );
    expect(await euro.billing.previewChange(await euro.change('EURO', inEuro))).toMatchObject({
      discount: { amount: 1_000, currency: 'eur' },
    });
    const trial = await subscriber({ trialDays: 10 });
    expect(await trial.use('FIRST')).toMatchObject({ status: 'succeeded' });
  });

  test('[X96] with a use left is had by one of fifty who take it at once', async () => {
    const everybody = await Promise.all(Array.from({ length: 50 }, () => subscriber()));
    const outcomes = await Promise.allSettled(everybody.map(({ use }) => use('ONCE')));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(49);
    for (const { reason } of refused) expect(reason).toMatchObject(refusal('used up'));
    expect(await usesOf('fifth')).toEqual([1, 1]);
    const discounted = await Promise.all(
      everybody.map(async ({ billing, id }) => (await billing.getSubscription(id))!),
    );
    expect(discounted.filter(({ discounts }) => discounts.length > 0)).toHaveLength(1);
    expect(discounted.filter(({ price }) => price.id === 'price_Pro')).toHaveLength(1);
  }, 60_000);

  test('[X133] is counted while the catalogue is written, and nobody waits in a circle', async () => {
    const everybody = await Promise.all(Array.from({ length: 24 }, () => subscriber()));
    const codes = ['Fifth', 'DOLLAR', 'BASIC'];
    const [, ...taken] = await Promise.all([
      (async () => {
        for (let times = 0; times < 40; times += 1) await subject.run('updateSandboxCatalog', catalog);
      })(),
      ...everybody.map(async ({ use }, index) => {
        const code = codes[index % codes.length]!;
        const price = code === 'BASIC' ? { price: 'price_Basic' } : {};
        return (await use(code, price)).status;
      }),
    ]);
    expect(taken).toEqual(everybody.map(() => 'succeeded'));
    expect(await usesOf('fifth')).toEqual([8, 8]);
  }, 60_000);

  test('[X96] is used up with its coupon, by whatever code or gift', async () => {
    const [one, two, three] = [await subscriber(), await subscriber(), await subscriber()];
    await one.use('RARE');
    const { version } = (await two.billing.getSubscription(two.id))!;
    await two.billing.applyDiscount({ subscription: two.id, version, coupon: 'rare' });
    await expect(three.use('RARE')).rejects.toMatchObject(refusal('used up'));
    expect(await three.billing.previewDiscount(three.id, 'rare')).toBeNull();
    expect(await usesOf('rare')).toEqual([2, 1]);
  });

  test('[X97] of a payment that never goes through is not used: refused, or not confirmed in time', async () => {
    const one = await subscriber();
    const decide = (nextCharge: 'fails' | 'requires_action') =>
      subject.runAs(one.customer, 'updateSandboxControls', { nextCharge });
    await decide('fails');
    expect(await one.use('ONCE')).toMatchObject({ status: 'failed' });
    expect(await usesOf('fifth')).toEqual([0, 0]);

    await decide('requires_action');
    const first = await one.use('ONCE');
    expect(first.status).toBe('requires_action');
    // Set aside for who was first, who may also take it anew.
    const other = await subscriber();
    await expect(other.use('ONCE')).rejects.toMatchObject(refusal('used up'));
    await decide('requires_action');
    const again = await one.use('ONCE');
    if (again.status !== 'requires_action') throw new Error(again.status);
    const { clientSecret } = again;
    await subject.runAs(one.customer, 'confirmSandboxPayment', { clientSecret, outcome: 'refused' });
    expect(await usesOf('fifth')).toEqual([0, 0]);

    await decide('requires_action');
    await one.use('ONCE');
    expect(await usesOf('fifth')).toEqual([1, 1]);
    await subject.run('advanceSandboxClock', { advanceTo: '2026-11-22T09:00:00.000Z' });
    expect(await usesOf('fifth')).toEqual([0, 0]);
    expect(await other.use('ONCE')).toMatchObject({ status: 'succeeded' });
  });

  test('[X137] of a payment that another payment method has made void is given back', async () => {
    const { customer, use } = await subscriber();
    await subject.runAs(customer, 'updateSandboxControls', { nextCharge: 'requires_action' });
    await use('ONCE');
    expect(await usesOf('fifth')).toEqual([1, 1]);
    await subject.runAs(customer, 'updateSandboxControls', { paymentMethod: 'mastercard' });
    expect(await usesOf('fifth')).toEqual([0, 0]);
  });

  test('[X97] of a payment that is confirmed is used once', async () => {
    const { customer, use } = await subscriber();
    await subject.runAs(customer, 'updateSandboxControls', { nextCharge: 'requires_action' });
    const outcome = await use('ONCE');
    if (outcome.status !== 'requires_action') throw new Error(outcome.status);
    const { clientSecret } = outcome;
    await subject.runAs(customer, 'confirmSandboxPayment', { clientSecret, outcome: 'authenticated' });
    expect(await usesOf('fifth')).toEqual([1, 1]);
  });

  test('[X97] of a change that waits is set aside, used when it comes, and given back when it is dropped', async () => {
    const { billing, id, use } = await subscriber();
    await use('ONCE', { timing: 'period_end' });
    expect(await usesOf('fifth')).toEqual([1, 1]);
    const { version } = (await billing.getSubscription(id))!;
    await billing.deletePendingChange({ subscription: id, version });
    expect(await usesOf('fifth')).toEqual([0, 0]);

    await use('ONCE', { timing: 'period_end' });
    await subject.run('advanceSandboxClock', { advanceTo: '2026-12-21T00:00:00.000Z' });
    expect(await usesOf('fifth')).toEqual([1, 1]);
    expect((await billing.getSubscription(id))!.discounts).toHaveLength(1);
  });

  test('[X126] of a change that came true and ended within one leap of time stays used', async () => {
    const { billing, id, use } = await subscriber();
    await use('ONCE', { timing: 'period_end' });
    await subject.run('advanceSandboxClock', { advanceTo: '2027-06-01T00:00:00.000Z' });
    expect((await billing.getSubscription(id))!.discounts).toEqual([]);
    expect(await usesOf('fifth')).toEqual([1, 1]);
    const back = { price: 'price_Basic' };
    await expect(use('ONCE', back)).rejects.toMatchObject(refusal('used up'));
  });

  test('[X98] is good for a subscription once, also when it has ended', async () => {
    const { use } = await subscriber();
    await use('Fifth');
    await subject.run('advanceSandboxClock', { advanceTo: '2027-06-01T00:00:00.000Z' });
    const back = { price: 'price_Basic' };
    await expect(use('Fifth', back)).rejects.toMatchObject(refusal('already'));
  });
});

test('[X98] a coupon that is given can be given again when it has ended, and not before', async () => {
  const { billing, id } = await subscriber();
  const give = async () => {
    const { version } = (await billing.getSubscription(id))!;
    return billing.applyDiscount({ subscription: id, version, coupon: 'fifth' });
  };
  await give();
  await expect(give()).rejects.toMatchObject({ code: 'offer_not_available' });
  await subject.run('advanceSandboxClock', { advanceTo: '2027-06-01T00:00:00.000Z' });
  expect((await billing.getSubscription(id))!.discounts).toEqual([]);
  expect((await give()).discounts).toHaveLength(1);
  expect((await usesOf('fifth'))[0]).toBe(2);
});

test('[X128] a coupon that takes nothing off the next invoice is not to be had', async () => {
  const refused = async (id: string, billing: CustomerBilling, coupon: string) => {
    expect(await billing.previewDiscount(id, coupon)).toBeNull();
    const { version } = (await billing.getSubscription(id))!;
    await expect(billing.applyDiscount({ subscription: id, version, coupon })).rejects.toMatchObject({
      code: 'offer_not_available',
    });
  };
  const yearly = await subscriber({ price: 'price_BasicYear' });
  // Its two months are over where the next year begins.
  await refused(yearly.id, yearly.billing, 'fifth');
  expect(await yearly.billing.previewDiscount(yearly.id, 'dollar')).toMatchObject({
    nextInvoice: { total: { amount: 9_900 } },
  });
  const leaving = await subscriber();
  const { version } = (await leaving.billing.getSubscription(leaving.id))!;
  await leaving.billing.cancelSubscription({
    subscription: leaving.id,
    version,
    at: 'period_end',
    prorationBehavior: 'none',
    feedback: null,
    comment: null,
  });
  await refused(leaving.id, leaving.billing, 'fifth');
});
