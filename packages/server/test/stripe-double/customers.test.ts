import { describe, expect, test } from 'vitest';
import { openDouble, refusalOf } from './openDouble.js';

const open = openDouble();
const typesOf = () => open.double.state.events.map(({ type }) => type);

describe('a customer', () => {
  test('[X228] is what was said of them, part by part, and events tell what it was before', async () => {
    const { id } = await open.stripe.customers.create({
      name: 'Ann',
      email: 'ann@example.com',
      address: { line1: 'Street 1', city: 'Berlin', country: 'DE', postal_code: '10115' },
      metadata: { team: 'red', seat: '7' },
    });
    const changed = await open.stripe.customers.update(id, {
      name: 'Ann B.',
      business_name: 'Example Ltd',
      phone: '+4930123456',
      metadata: { seat: '' },
      invoice_settings: { custom_fields: [{ name: 'PO', value: '4711' }] },
    });
    expect(changed).toMatchObject({
      name: 'Ann B.',
      email: 'ann@example.com',
      address: { line1: 'Street 1', line2: null, country: 'DE' },
      business_name: 'Example Ltd',
      metadata: { team: 'red' },
      invoice_settings: { custom_fields: [{ name: 'PO', value: '4711' }], default_payment_method: null },
    });
    expect(changed.metadata).not.toHaveProperty('seat');
    const told = open.double.state.events.at(-1)!;
    expect(told).toMatchObject({
      type: 'customer.updated',
      data: { object: { id, name: 'Ann B.' }, previous_attributes: { name: 'Ann', metadata: { seat: '7' } } },
      request: { id: open.double.requests.at(-1)!.requestId },
    });
    const emptied = await open.stripe.customers.update(id, { phone: '', address: '', business_name: '' });
    expect(emptied).toMatchObject({ phone: null, address: null });
    expect(emptied).not.toHaveProperty('business_name');
  });

  test('[X228] that is not changed is told of by nobody', async () => {
    const { id } = await open.stripe.customers.create({ name: 'Same' });
    const before = typesOf();
    await open.stripe.customers.update(id, { name: 'Same' });
    expect(typesOf()).toEqual(before);
  });

  test('[X228] is refused whole where a part of them is', async () => {
    const count = open.double.state.customers.size;
    const wrong = [
      { email: 'no address' },
      { payment_method: 'pm_card_chargeDeclined' },
      { tax_id_data: [{ type: 'eu_vat', value: 'nonsense' } as const] },
      { invoice_settings: { default_payment_method: 'pm_none' } },
      { test_clock: 'clock_none' },
    ];
    for (const params of wrong) await refusalOf(open.stripe.customers.create(params));
    expect(open.double.state.customers.size).toBe(count);
    expect([...open.double.state.taxIds.values()]).toEqual([]);
  });

  test('[X228] who was deleted is said to be, and can not be changed', async () => {
    const { id } = await open.stripe.customers.create({});
    expect(await open.stripe.customers.del(id)).toMatchObject({ id, deleted: true });
    expect(await open.stripe.customers.retrieve(id)).toMatchObject({ id, object: 'customer', deleted: true });
    expect(await refusalOf(open.stripe.customers.update(id, {}))).toMatchObject({ code: 'resource_missing' });
    expect(await refusalOf(open.stripe.customers.del(id))).toMatchObject({ statusCode: 404 });
    expect(typesOf().slice(-1)).toEqual(['customer.deleted']);
  });
});

describe('a tax id', () => {
  test('[X229] is checked by its shape at once, and by its register a minute later', async () => {
    const { id } = await open.stripe.customers.create({});
    const add = (value: string) => open.stripe.customers.createTaxId(id, { type: 'eu_vat', value });
    const [known, unknown, silent] = [
      await add('DE123456789'),
      await add('ATU111111111'),
      await add('DE222222222'),
    ];
    expect(known).toMatchObject({ country: 'DE', customer: id, verification: { status: 'pending' } });
    open.clock.now += 60;
    open.double.controls.settle();
    const statusOf = async (taxId: string) =>
      (await open.stripe.customers.retrieveTaxId(id, taxId)).verification?.status;
    expect([await statusOf(known.id), await statusOf(unknown.id), await statusOf(silent.id)]).toEqual([
      'verified',
      'unverified',
      'pending',
    ]);
    expect(typesOf().slice(-2)).toEqual(['customer.tax_id.updated', 'customer.tax_id.updated']);
    expect(await refusalOf(add('DE1'))).toMatchObject({ code: 'tax_id_invalid', param: 'value' });
  });

  test('[X229] is one of five at most, can be taken away, and is its customer’s alone', async () => {
    const { id } = await open.stripe.customers.create({});
    const other = await open.stripe.customers.create({});
    const add = (count: number) =>
      open.stripe.customers.createTaxId(id, { type: 'us_ein', value: `12-345678${count}` });
    const first = await add(0);
    for (const count of [1, 2, 3, 4]) await add(count);
    expect((await refusalOf(add(5))).statusCode).toBe(400);
    expect(await refusalOf(open.stripe.customers.deleteTaxId(other.id, first.id))).toMatchObject({
      statusCode: 404,
    });
    expect(await open.stripe.customers.deleteTaxId(id, first.id)).toMatchObject({ deleted: true });
    expect((await open.stripe.customers.listTaxIds(id)).data).toHaveLength(4);
    expect(await refusalOf(open.stripe.customers.deleteTaxId(id, first.id))).toMatchObject({
      statusCode: 404,
    });
  });
});

describe('a payment method', () => {
  test('[X230] of a test id is a new one with each use, and stands in the list of its customer', async () => {
    const { id: customer } = await open.stripe.customers.create({});
    const card = await open.stripe.paymentMethods.attach('pm_card_visa', { customer });
    open.clock.now += 1;
    const debit = await open.stripe.paymentMethods.attach('pm_sepaDebit_de', { customer });
    const link = await open.stripe.paymentMethods.attach('pm_link', { customer });
    expect(card).toMatchObject({ type: 'card', card: { brand: 'visa', last4: '4242' }, customer });
    const listed = (await open.stripe.customers.listPaymentMethods(customer, { limit: 100 })).data;
    expect(listed.map(({ id }) => id)).toEqual([link.id, debit.id, card.id]);
    const cards = (await open.stripe.customers.listPaymentMethods(customer, { type: 'card' })).data;
    expect(cards.map(({ id }) => id)).toEqual([card.id]);
    const again = await open.stripe.paymentMethods.attach('pm_card_visa', { customer });
    expect(again.id).not.toBe(card.id);
    expect(await open.stripe.customers.retrievePaymentMethod(customer, card.id)).toMatchObject({
      id: card.id,
    });
  });

  test('[X230] that its bank refuses is not put on file; one that fails later is', async () => {
    const { id: customer } = await open.stripe.customers.create({});
    const attach = (test: string) => open.stripe.paymentMethods.attach(test, { customer });
    expect(await refusalOf(attach('pm_card_chargeDeclinedFraudulent'))).toMatchObject({
      type: 'StripeCardError',
      statusCode: 402,
      code: 'card_declined',
      decline_code: 'fraudulent',
    });
    const fails = await attach('pm_card_chargeCustomerFail');
    const asks = await attach('pm_card_authenticationRequired');
    const { behaviours } = open.double.state;
    expect(behaviours.get(fails.id)).toMatchObject({ outcome: 'fails', code: 'card_declined' });
    expect(behaviours.get(asks.id)).toEqual({ outcome: 'asks' });
  });

  test('[X230] can be taken off file, is named on by whoever had it as the default, and never comes back', async () => {
    const { id: customer } = await open.stripe.customers.create({});
    const { id } = await open.stripe.paymentMethods.attach('pm_card_visa', { customer });
    await open.stripe.customers.update(customer, { invoice_settings: { default_payment_method: id } });
    expect((await open.stripe.paymentMethods.detach(id)).customer).toBeNull();
    expect(open.double.state.events.at(-1)).toMatchObject({
      type: 'payment_method.detached',
      data: { previous_attributes: { customer } },
    });
    const after = await open.stripe.customers.retrieve(customer);
    expect(after).toMatchObject({ invoice_settings: { default_payment_method: id } });
    for (const asked of [
      open.stripe.paymentMethods.detach(id),
      open.stripe.paymentMethods.attach(id, { customer }),
    ])
      expect((await refusalOf(asked)).statusCode).toBe(400);
  });

  test('[X230] is updated in what can be, while it is on file', async () => {
    const { id: customer } = await open.stripe.customers.create({});
    const { id } = await open.stripe.paymentMethods.attach('pm_card_visa', { customer });
    const updated = await open.stripe.paymentMethods.update(id, {
      billing_details: { name: 'Ann', address: { country: 'FR' } },
      card: { exp_month: 3, exp_year: 2031 },
    });
    expect(updated).toMatchObject({
      billing_details: { name: 'Ann', address: { country: 'FR', city: null } },
      card: { exp_month: 3, exp_year: 2031 },
    });
  });
});
