import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { openStripeTest, type Subscriber } from '../../../../test/stripeTest.js';
import { idOf } from '../read/references.js';

const it = openStripeTest();

const discountsOf = async (one: Subscriber) => (await one.there()).discounts.map(idOf);
const give = async (one: Subscriber, coupon = it.shop.offer.coupon!) =>
  one.billing.applyDiscount({ ...(await one.target()), coupon });

test('[X294] the list of discounts takes the place of the one that was: those that there are stay the same ones', async () => {
  const { id: had } = await it.stripe.coupons.create({ percent_off: 5, duration: 'forever' });
  const one = await it.begin({}, { discounts: [{ coupon: had }] });
  const [before] = await discountsOf(one);
  await give(one);
  expect(await discountsOf(one)).toEqual([before, expect.any(String)]);
  expect(it.sent(`POST /v1/subscriptions/${one.id}`)).toEqual([
    { discounts: [{ discount: before }, { coupon: it.shop.offer.coupon }] },
  ]);
});

test('[X294] a change of plan without a code says nothing of discounts, and with one names those that there are', async () => {
  const one = await it.begin({}, { discounts: [{ coupon: it.shop.offer.coupon! }] });
  const [before] = await discountsOf(one);
  await one.make({});
  await one.make({ price: it.shop.offer.basic.month, promotionCode: 'welcome25' });
  const [plain, coded] = it.sent(`POST /v1/subscriptions/${one.id}`);
  expect(plain).not.toHaveProperty('discounts');
  expect(coded!.discounts).toEqual([
    { discount: before },
    { promotion_code: expect.stringMatching(/^promo_/) },
  ]);
  expect(await discountsOf(one)).toEqual([before, expect.any(String)]);
});

test('[X361] a code takes the place of the code before, now and later, in the preview as in the change', async () => {
  const off = { percent_off: 10, duration: 'forever' } as const;
  const [mine, theirs] = [await it.stripe.coupons.create(off), await it.stripe.coupons.create(off)];
  const code = (name: string, coupon: string) =>
    it.stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon }, code: name });
  await code('SECOND', theirs.id);
  // Of the coupon that the merchant has given: it is not taken off twice.
  await code('OFTHEIRS', mine.id);
  const codesOf = (discounts: { promotionCode: string | null }[]) =>
    discounts.map(({ promotionCode }) => promotionCode);
  const { basic, pro } = it.shop.offer;

  for (const timing of ['now', 'period_end'] as const) {
    const one = await it.begin({ price: basic.month }, { discounts: [{ coupon: mine.id }] });
    const [given] = await discountsOf(one);
    await one.make({ price: pro.month, promotionCode: 'WELCOME25' });
    const second = { price: basic.month, promotionCode: 'SECOND', timing };
    const priced = await one.billing.previewChange(one.change(second));
    expect(codesOf(priced.recurring.discounts), timing).toEqual([null, 'SECOND']);
    await one.make(second);
    if (timing === 'now') expect((await discountsOf(one))[0]).toBe(given);
    // Until then the code before is what they have.
    else expect(codesOf((await one.billing.getSubscription(one.id))!.discounts)).toEqual([null, 'WELCOME25']);
    await it.shop.passTime(one.customer, new Date('2026-04-10T09:31:00Z'));
    const { discounts } = (await one.billing.getSubscription(one.id))!;
    expect(codesOf(discounts), timing).toEqual([null, 'SECOND']);
    const { invoices } = await one.billing.listInvoices({ limit: 1, after: null, status: null, year: null });
    expect(invoices[0], timing).toMatchObject({ total: priced.nextInvoice!.total });
  }

  const one = await it.begin({}, { discounts: [{ coupon: mine.id }] });
  await one.make({ promotionCode: 'OFTHEIRS' });
  expect(codesOf((await one.billing.getSubscription(one.id))!.discounts)).toEqual(['OFTHEIRS']);
});

test('[X361] a code that is not paid for leaves the code before', async () => {
  const { id: coupon } = await it.stripe.coupons.create({ percent_off: 10, duration: 'forever' });
  await it.stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon }, code: 'UNPAID' });
  const one = await it.begin();
  await one.make({ promotionCode: 'WELCOME25' });
  const before = await discountsOf(one);
  it.decide(one, 'fails');
  const { status } = await one.make({ price: it.shop.offer.pro.year, promotionCode: 'UNPAID' });
  expect([status, await discountsOf(one)]).toEqual(['failed', before]);
});

test('[X294] where a schedule runs, a discount is added to its phases and outlasts the one that runs', async () => {
  const one = await it.begin({ price: it.shop.offer.pro.month });
  await one.make({ price: it.shop.offer.basic.month, timing: 'period_end' });
  const priced = await one.billing.previewDiscount(one.id, it.shop.offer.coupon!);
  const after = await give(one);
  expect(after.discounts).toMatchObject([{ coupon: { id: it.shop.offer.coupon } }]);
  expect(after.pendingChange).not.toBeNull();
  await it.shop.passTime(one.customer, new Date('2026-04-10T09:31:00Z'));
  const { invoices } = await one.billing.listInvoices({ limit: 1, after: null, status: null, year: null });
  expect(invoices[0]).toMatchObject({ total: priced!.nextInvoice!.total });
  expect(invoices[0]!.discount.amount).toBeGreaterThan(0);
});

test('[X294] coupons that are over, used up, or of another product or currency can not be had', async () => {
  const one = await it.begin();
  const off = { percent_off: 10, duration: 'once' } as const;
  const pro = (await it.stripe.prices.retrieve(it.shop.offer.pro.month)).product as string;
  const usedUp = await it.stripe.coupons.create({ ...off, max_redemptions: 1 });
  await it.begin({}, { discounts: [{ coupon: usedUp.id }] });
  const others = [
    usedUp,
    await it.stripe.coupons.create({ ...off, applies_to: { products: [pro] } }),
    await it.stripe.coupons.create({ amount_off: 100, currency: 'jpy', duration: 'once' }),
  ];
  for (const { id } of [...others, { id: 'x y' }, { id: '' }, { id: '../invoices' }]) {
    expect(await one.billing.previewDiscount(one.id, id)).toBeNull();
    await expect(give(one, id)).rejects.toMatchObject({ code: 'offer_not_available' });
  }
  expect(await discountsOf(one)).toEqual([]);
});

test('[X295] codes are looked up as people write them, and refused with why', async () => {
  const one = await it.begin();
  const stranger = await it.begin();
  const pro = (await it.stripe.prices.retrieve(it.shop.offer.pro.month)).product as string;
  const off = { percent_off: 10, duration: 'repeating', duration_in_months: 2 } as const;
  const any = await it.stripe.coupons.create(off);
  const forPro = await it.stripe.coupons.create({ ...off, applies_to: { products: [pro] } });
  const code = (
    name: string,
    { coupon = any.id, ...more }: Partial<Stripe.PromotionCodeCreateParams> & { coupon?: string } = {},
  ) => it.stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon }, code: name, ...more });
  const soon = Math.floor(Date.parse('2026-03-15T00:00:00Z') / 1000);
  const cases: [string, string][] = [
    ['NOSUCH', 'is not a code that can be used'],
    [(await code('EXPIRED', { expires_at: soon })).code, 'has expired'],
    [(await code('THEIRS', { customer: stranger.stripeCustomer })).code, 'is not a code that can be used'],
    [
      (await code('FIRSTONLY', { restrictions: { first_time_transaction: true } })).code,
      'is for first orders only',
    ],
    [
      (await code('LARGE', { restrictions: { minimum_amount: 100_000, minimum_amount_currency: 'eur' } }))
        .code,
      'is for larger plans only',
    ],
    [(await code('OTHERPLAN', { coupon: forPro.id })).code, 'is not for this plan'],
  ];
  const off1 = await code('SWITCHEDOFF');
  await it.stripe.promotionCodes.update(off1.id, { active: false });
  cases.push(['SWITCHEDOFF', 'is not a code that can be used']);
  for (const [promotionCode, message] of cases) {
    const change = one.change({ price: it.shop.offer.basic.year, promotionCode });
    await expect(one.billing.previewChange(change), promotionCode).rejects.toMatchObject({
      code: 'promotion_code_invalid',
      fields: [{ path: 'promotionCode', message }],
    });
  }
  const mine = await code('MINE', { customer: one.stripeCustomer });
  const priced = await one.billing.previewChange(one.change({ promotionCode: 'mine' }));
  expect(priced.promotionCode).toBe(mine.code);
  await one.make({ promotionCode: 'Mine' });
  const again = one.change({ price: it.shop.offer.basic.month, promotionCode: 'MINE' });
  await expect(one.billing.previewChange(again)).rejects.toMatchObject({
    fields: [{ message: 'was used for this subscription already' }],
  });
});

test('[X311] a code that Stripe refuses for a reason of its own is refused as a code, when it is priced and when it is used', async () => {
  const one = await it.begin();
  const coupon = await it.stripe.coupons.create({ percent_off: 10, duration: 'once' });
  const { id, code } = await it.stripe.promotionCodes.create({
    promotion: { type: 'coupon', coupon: coupon.id },
    code: 'REFUSED',
  });
  const { state, faults } = it.shop.double;
  const promotionCode = state.promotionCodes.get(id)!;
  const refusesIn = (request: string) =>
    faults.every(({ method, path }) => {
      promotionCode.expires_at = `${method} ${path}` === request ? 1 : null;
      return false;
    }, 'error');
  const change = one.change({ promotionCode: code });
  const refused = expect.objectContaining({
    code: 'promotion_code_invalid',
    fields: [{ path: 'promotionCode', message: 'can not be used for this' }],
  });
  refusesIn('POST /v1/invoices/create_preview');
  await expect(one.billing.previewChange(change)).rejects.toEqual(refused);
  faults.clear();
  refusesIn(`POST /v1/subscriptions/${one.id}`);
  await expect(one.make(change)).rejects.toEqual(refused);
  faults.clear();
  expect(await discountsOf(one)).toEqual([]);
});
