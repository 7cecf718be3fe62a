import { beforeAll, describe, expect, test } from 'vitest';
import { openDouble, refusalOf } from './openDouble.js';

const open = openDouble();
/** Oldest first: two in each second. */
const ids: string[] = [];

beforeAll(async () => {
  for (let count = 0; count < 25; count += 1) {
    open.clock.now += count % 2;
    const { id } = await open.stripe.customers.create({ email: `${count % 5}@example.com` });
    ids.push(id);
  }
});

describe('a list', () => {
  test('[X223] gives ten, newest first, and says that there are more', async () => {
    const page = await open.stripe.customers.list();
    expect(page.data.map(({ id }) => id)).toEqual(ids.slice(-10).reverse());
    expect(page).toMatchObject({ object: 'list', has_more: true, url: '/v1/customers' });
  });

  test('[X223] goes on after what was seen, and back before it', async () => {
    const newest = [...ids].reverse();
    const second = await open.stripe.customers.list({ limit: 7, starting_after: newest[6] });
    expect(second.data.map(({ id }) => id)).toEqual(newest.slice(7, 14));
    const back = await open.stripe.customers.list({ limit: 3, ending_before: newest[7] });
    expect(back.data.map(({ id }) => id)).toEqual(newest.slice(4, 7));
    expect(back.has_more).toBe(true);
    const last = await open.stripe.customers.list({ limit: 100, starting_after: newest[20] });
    expect([last.data.length, last.has_more]).toEqual([4, false]);
    expect(await open.stripe.customers.list({ limit: 2 }).autoPagingToArray({ limit: 1_000 })).toHaveLength(
      25,
    );
  });

  test('[X223] gives nobody more than a hundred, or what stands next to something unknown', async () => {
    for (const query of [{ limit: 101 }, { limit: 0 }, { starting_after: 'cus_none' }])
      expect((await refusalOf(open.stripe.customers.list(query))).statusCode).toBe(400);
  });

  test('[X223] gives what its filters leave', async () => {
    const first = await open.stripe.customers.retrieve(ids[0]!);
    const created = 'created' in first ? first.created : 0;
    const old = await open.stripe.customers.list({ created: { lt: created + 1 } });
    expect(old.data.map(({ id }) => id)).toEqual([ids[0]]);
    expect((await open.stripe.customers.list({ created })).data).toHaveLength(1);
    expect((await open.stripe.customers.list({ email: '3@example.com' })).data).toHaveLength(5);
  });
});

describe('what is expanded', () => {
  test('[X224] stands in the place of its id, in lists too, and what it names with it', async () => {
    const { id } = await open.stripe.customers.create({ payment_method: 'pm_card_visa' });
    const [paymentMethod] = (await open.stripe.customers.listPaymentMethods(id)).data;
    await open.stripe.customers.update(id, {
      invoice_settings: { default_payment_method: paymentMethod!.id },
    });
    const plain = await open.stripe.customers.list({ limit: 1 });
    expect(plain.data[0]!.invoice_settings.default_payment_method).toBe(paymentMethod!.id);
    const expand = [
      'data.invoice_settings.default_payment_method',
      'data.invoice_settings.default_payment_method.customer',
    ];
    const [customer] = (await open.stripe.customers.list({ limit: 1, expand })).data;
    expect(customer!.invoice_settings.default_payment_method).toMatchObject({
      card: { last4: '4242' },
      customer: { id },
    });
  });

  test('[X224] what is sent only to those who ask is not there for others', async () => {
    const { id } = await open.stripe.customers.create({
      tax_id_data: [{ type: 'eu_vat', value: 'DE123456789' }],
    });
    expect(await open.stripe.customers.retrieve(id)).not.toHaveProperty('tax_ids');
    const asked = await open.stripe.customers.retrieve(id, { expand: ['tax_ids', 'tax'] });
    expect(asked).toMatchObject({
      tax_ids: { object: 'list', data: [{ value: 'DE123456789' }], has_more: false },
      tax: { automatic_tax: 'unrecognized_location' },
    });
  });

  test('[X224] what there is none of stays null, or is left out as it was', async () => {
    const { id } = await open.stripe.customers.create({});
    expect(await open.stripe.customers.retrieve(id, { expand: ['test_clock'] })).toMatchObject({
      test_clock: null,
    });
    const coupon = await open.stripe.coupons.create({
      percent_off: 10,
      duration: 'once',
      expand: ['applies_to'],
    });
    expect(coupon).not.toHaveProperty('applies_to');
  });

  test('[X224] is not deeper than four levels, and only what there is', async () => {
    const deep = await refusalOf(open.stripe.customers.list({ expand: ['data.a.b.c.d'] }));
    expect(deep).toMatchObject({ statusCode: 400, code: 'property_expansion_max_depth' });
    expect((await refusalOf(open.stripe.customers.list({ expand: ['data.nothing'] }))).statusCode).toBe(400);
  });
});
