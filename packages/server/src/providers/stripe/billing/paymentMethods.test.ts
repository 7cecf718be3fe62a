import { expect, test } from 'vitest';
import { openStripeTest, type Subscriber } from '../../../../test/stripeTest.js';

const it = openStripeTest();

const attach = async ({ stripeCustomer: customer }: Subscriber, method = 'pm_card_mastercard') =>
  (await it.stripe.paymentMethods.attach(method, { customer })).id;
const onlyOne = async ({ billing }: Subscriber) => (await billing.listPaymentMethods())[0]!.id;

test('[X296] a default of the subscription’s own counts before the customer’s: both are told', async () => {
  const one = await it.begin();
  const [own, next] = [await attach(one), await attach(one, 'pm_card_amex')];
  await it.stripe.subscriptions.update(one.id, { default_payment_method: own });
  const { moved } = await one.billing.setDefaultPaymentMethod({ paymentMethod: next, subscriptions: 'all' });
  expect(moved).toMatchObject([{ after: { id: one.id, paymentMethod: { brand: 'amex' } } }]);
  expect((await one.there()).default_payment_method).toBe(next);
  const customer = await it.stripe.customers.retrieve(one.stripeCustomer);
  expect(customer).toMatchObject({ invoice_settings: { default_payment_method: next } });
});

test('[X296] what is not to follow is given what it was charged to before', async () => {
  const one = await it.begin();
  const usual = await onlyOne(one);
  const next = await attach(one);
  const { moved } = await one.billing.setDefaultPaymentMethod({ paymentMethod: next, subscriptions: [] });
  expect(moved).toEqual([]);
  expect((await one.there()).default_payment_method).toBe(usual);
});

test('[X296] a schedule is told too: its next phase would bring the old one back', async () => {
  const one = await it.begin({ price: it.shop.offer.pro.month });
  const own = await attach(one);
  await it.stripe.subscriptions.update(one.id, { default_payment_method: own });
  await one.make({ price: it.shop.offer.basic.month, timing: 'period_end' });
  const next = await attach(one, 'pm_card_amex');
  await one.billing.setDefaultPaymentMethod({ paymentMethod: next, subscriptions: 'all' });
  expect(it.sent('POST /v1/subscription_schedules/*').at(-1)).toMatchObject({
    default_settings: { default_payment_method: next },
  });
  await it.shop.passTime(one.customer, new Date('2026-04-10T09:31:00Z'));
  const after = (await one.billing.getSubscription(one.id))!;
  expect(after).toMatchObject({ price: { id: it.shop.offer.basic.month }, paymentMethod: { brand: 'amex' } });
});

test('[X310] phases with a payment method of their own are told too, and keep all the rest', async () => {
  const one = await it.begin({ price: it.shop.offer.pro.month });
  const own = await attach(one);
  await one.make({ price: it.shop.offer.basic.month, timing: 'period_end' });
  const { id, phases } = await one.schedule();
  // As merchants make them.
  const double = it.shop.double.state.schedules.get(id)!;
  for (const phase of double.phases) {
    phase.default_payment_method = own;
    phase.metadata = { team: 'seven' };
  }
  const next = await attach(one, 'pm_card_amex');
  await one.billing.setDefaultPaymentMethod({ paymentMethod: next, subscriptions: 'all' });
  const after = await one.schedule();
  expect(after.phases).toEqual(
    phases.map((phase) => ({ ...phase, default_payment_method: next, metadata: { team: 'seven' } })),
  );
  await it.shop.passTime(one.customer, new Date('2026-04-10T09:31:00Z'));
  expect((await one.there()).default_payment_method).toBe(next);
});

test('[X297] the detach guard: Stripe would detach what a subscription lives on', async () => {
  const one = await it.begin();
  const id = await onlyOne(one);
  await expect(one.billing.removePaymentMethod(id)).rejects.toMatchObject({ code: 'payment_method_in_use' });
  expect(it.sent('POST /v1/payment_methods/*/detach')).toEqual([]);
});

test('[X297] what goes is named by nothing any more', async () => {
  const one = await it.begin();
  const usual = await attach(one);
  const own = await attach(one, 'pm_card_amex');
  await it.stripe.subscriptions.update(one.id, { default_payment_method: own, cancel_at_period_end: true });
  await it.stripe.customers.update(one.stripeCustomer, {
    invoice_settings: { default_payment_method: usual },
  });
  const { moved } = await one.billing.removePaymentMethod(own);
  expect(moved).toMatchObject([{ after: { paymentMethod: { brand: 'mastercard' } } }]);
  expect((await one.there()).default_payment_method).toBeNull();
  await one.billing.removePaymentMethod(usual);
  const customer = await it.stripe.customers.retrieve(one.stripeCustomer);
  expect(customer).toMatchObject({ invoice_settings: { default_payment_method: null } });
});

test('[X298] a setup intent is for use without the customer, and for the kinds that are configured', async () => {
  const one = await it.begin();
  await one.billing.createSetupIntent();
  expect(it.sent('POST /v1/setup_intents')).toEqual([
    {
      customer: one.stripeCustomer,
      usage: 'off_session',
      allowed_payment_method_types: ['card', 'sepa_debit'],
    },
  ]);
});

test('[X298] what is put on file is read from the intent, belongs to the customer, and is new once', async () => {
  const [one, stranger] = [await it.begin(), await it.begin()];
  const { id: setupIntent, clientSecret } = await one.billing.createSetupIntent();
  const addition = { setupIntent, makeDefault: true, subscriptions: 'all' } as const;
  const byStranger = () => stranger.billing.addPaymentMethod(addition);
  // Not even that it was not confirmed yet is said to somebody else.
  await expect(byStranger()).rejects.toMatchObject({ code: 'not_found' });
  it.shop.double.controls.confirmSetup(clientSecret, 'card');
  await expect(byStranger()).rejects.toMatchObject({ code: 'not_found' });
  expect(await one.billing.addPaymentMethod(addition)).toMatchObject({ status: 'succeeded', isNew: true });

  // Who says it again has got what they wanted, and has chosen something else since.
  const other = await attach(one);
  await one.billing.setDefaultPaymentMethod({ paymentMethod: other, subscriptions: 'all' });
  expect(await one.billing.addPaymentMethod(addition)).toMatchObject({
    status: 'succeeded',
    isNew: false,
    paymentMethod: { isDefault: false },
    moved: [],
  });
});

test('[X298] what the bank has not decided on becomes the default when it has, where it was to be', async () => {
  const one = await it.begin();
  const { id: setupIntent, clientSecret } = await one.billing.createSetupIntent();
  it.shop.double.controls.confirmSetup(clientSecret, 'slow');
  const addition = { setupIntent, makeDefault: true, subscriptions: 'all' } as const;
  expect(await one.billing.addPaymentMethod(addition)).toEqual({ status: 'pending' });
  await it.shop.passTime(one.customer, new Date('2026-03-21T09:30:00Z'));
  expect(await one.billing.addPaymentMethod(addition)).toMatchObject({
    status: 'succeeded',
    isNew: false,
    paymentMethod: { type: 'sepa_debit', isDefault: true },
  });
});

test('[X300] an invoice is paid as if the customer were there, by what was chosen this once', async () => {
  const one = await it.begin();
  it.decide(one, 'fails');
  await it.shop.passTime(one.customer, new Date('2026-04-11T09:30:00Z'));
  const { overdueInvoice } = (await one.billing.getSubscription(one.id))!;
  const chosen = await attach(one);
  const paid = await one.billing.payInvoice({ invoice: overdueInvoice!.id, paymentMethod: chosen });
  expect(paid).toMatchObject({
    status: 'succeeded',
    invoice: { payment: { method: { brand: 'mastercard' } } },
  });
  expect(it.sent(`POST /v1/invoices/${overdueInvoice!.id}/pay`)).toEqual([
    { off_session: 'false', payment_method: chosen },
  ]);
  expect(await one.there()).toMatchObject({ default_payment_method: null });
});

test('[X353] a card from before there were payment methods is charged too where a subscription had something of its own', async () => {
  const one = await it.begin();
  const own = await attach(one);
  await it.stripe.subscriptions.update(one.id, { default_payment_method: own });
  // Stripe lists such a card among the payment methods, by the id that it has always had.
  const { paymentMethods } = it.shop.double.state;
  const card = paymentMethods.get(await attach(one, 'pm_card_amex'))!;
  paymentMethods.delete(card.id);
  paymentMethods.set('card_old', { ...card, id: 'card_old' });
  const { moved } = await one.billing.setDefaultPaymentMethod({
    paymentMethod: 'card_old',
    subscriptions: 'all',
  });
  expect(it.sent(`POST /v1/subscriptions/${one.id}`).at(-1)).toEqual({
    default_payment_method: '',
    default_source: 'card_old',
  });
  expect(moved).toMatchObject([{ after: { paymentMethod: { brand: 'amex' } } }]);
});
