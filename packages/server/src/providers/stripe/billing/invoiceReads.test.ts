import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { anInvoice } from '../../../../test/stripeObjects.js';
import {
  allInvoices,
  closeReader,
  createPrice,
  everything,
  openStripeReader,
  openSubscriber,
  type StripeReader,
} from '../../../../test/stripeReader.js';
import { isShown } from './readInvoice.js';
import {
  getInvoice,
  getInvoiceDocument,
  getSubscription,
  getUpcomingInvoice,
  listInvoices,
} from './reads.js';

// Databases and processes start slowly on a machine that is busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let reader: StripeReader;
let stripe: Stripe;
beforeAll(async () => {
  reader = await openStripeReader();
  stripe = reader.stripe;
});
afterAll(() => closeReader(reader));

test('[X281] pages of invoices follow each other, however long they are, and whatever is issued meanwhile', async () => {
  const { customer, price, context } = await openSubscriber(reader);
  const issue = () => stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
  for (let made = 0; made < 6; made++) await issue();
  const whole = await allInvoices(context, everything);
  expect(whole).toHaveLength(7);
  for (const limit of [1, 2, 3, 7]) {
    expect(await allInvoices(context, { ...everything, limit })).toEqual(whole);
  }
  const first = await listInvoices(context, { ...everything, limit: 3 });
  await issue();
  const rest = await allInvoices(context, { ...everything, limit: 3, after: first.next });
  expect([...first.invoices, ...rest]).toEqual(whole);

  const year = new Date().getUTCFullYear();
  expect(await allInvoices(context, { ...everything, limit: 2, year })).toHaveLength(8);
  expect(await allInvoices(context, { ...everything, year: 1970 })).toEqual([]);
  expect(await allInvoices(context, { ...everything, status: 'paid', limit: 3 })).toHaveLength(8);
  expect(await allInvoices(context, { ...everything, status: 'open' })).toEqual([]);
});

test.each(['', 'x', '0', '../..', '%00', 'null', '9'.repeat(60), '1z.', '.1z', 'zzzzzzzzz.1'])(
  '[X281] a position that was not made here is refused: %j',
  async (after) => {
    const asked = listInvoices(reader.contextOf(null), { ...everything, after });
    await expect(asked).rejects.toMatchObject({ code: 'invalid_cursor' });
  },
);

test('[X277] a change that waits for its payment, or did not come about, is on no invoice', async () => {
  const { customer, context, subscription } = await openSubscriber(reader);
  const dearer = await createPrice(stripe, { unit_amount: 9900 });
  reader.double.controls.decideNextCharge(customer.id, 'requires_action');
  const [item] = subscription.items.data;
  await stripe.subscriptions.update(subscription.id, {
    items: [{ id: item!.id, price: dearer.id }],
    payment_behavior: 'pending_if_incomplete',
    proration_behavior: 'always_invoice',
  });
  const waiting = await getSubscription(context, subscription.id);
  expect(waiting).toMatchObject({
    price: { unitAmount: { amount: 1900 } },
    pendingPayment: { status: 'requires_action', price: { id: dearer.id }, clientSecret: expect.any(String) },
    overdueInvoice: null,
  });
  expect((await allInvoices(context, everything)).map(({ status }) => status)).toEqual(['paid']);

  const { latest_invoice } = await stripe.subscriptions.retrieve(subscription.id);
  const invoice = latest_invoice as string;
  expect(await getInvoice(context, invoice)).toBeNull();
  await stripe.invoices.voidInvoice(invoice);
  expect(await getInvoice(context, invoice)).toBeNull();
  expect(await allInvoices(context, everything)).toHaveLength(1);
  expect(await getSubscription(context, subscription.id)).toMatchObject({ pendingPayment: null });
});

test('[X331] no invoice comes of a trial that is going to end for want of a payment method', async () => {
  const customer = await stripe.customers.create({ email: 'jane@example.com' });
  const context = reader.contextOf(customer.id);
  const price = await createPrice(stripe);
  const begin = (missing_payment_method: 'cancel' | 'create_invoice') =>
    stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id }],
      trial_period_days: 14,
      trial_settings: { end_behavior: { missing_payment_method } },
    });
  expect(await getUpcomingInvoice(context, (await begin('create_invoice')).id)).not.toBeNull();
  expect(await getUpcomingInvoice(context, (await begin('cancel')).id)).toBeNull();
});

test('[X338] what was sent by mail for a change is shown when it is void too: the customer has it', async () => {
  const isShownOf = (fields: Partial<Stripe.Invoice>) =>
    isShown(
      reader.contextOf(null),
      anInvoice({ status: 'void', billing_reason: 'subscription_update', ...fields }),
    );
  expect(await isShownOf({ collection_method: 'send_invoice' })).toBe(true);
  expect(await isShownOf({ collection_method: 'charge_automatically' })).toBe(false);
  expect(await isShownOf({ amount_paid: 1 })).toBe(true);
});

test('[X277] a draft is on no list', async () => {
  const { context, customer } = await openSubscriber(reader);
  await stripe.invoiceItems.create({ customer: customer.id, amount: 100, currency: 'eur' });
  const draft = await stripe.invoices.create({ customer: customer.id });
  expect(await getInvoice(context, draft.id)).toBeNull();
  expect(await allInvoices(context, everything)).toHaveLength(1);
});

test('[X282] the document of an invoice is fetched from where Stripe says at that moment; a receipt there is none', async () => {
  const { context } = await openSubscriber(reader);
  const [invoice] = await allInvoices(context, everything);
  expect(invoice!.documents).toEqual({ invoice: true, receipt: false });
  const document = (await getInvoiceDocument(context, invoice!.id, 'invoice'))!;
  expect(document.filename).toMatch(/^invoice-[\w-]+\.pdf$/);
  expect(new TextDecoder().decode(document.bytes.subarray(0, 5))).toBe('%PDF-');
  expect(await getInvoiceDocument(context, invoice!.id, 'invoice')).toEqual(document);
  expect(await getInvoiceDocument(context, invoice!.id, 'receipt')).toBeNull();
});

test('[X274] the next invoice is what Stripe says it will be; none is to come where it ends', async () => {
  const { context, subscription } = await openSubscriber(reader);
  const upcoming = (await getUpcomingInvoice(context, subscription.id))!;
  const { currentPeriod, paymentMethod } = (await getSubscription(context, subscription.id))!;
  expect(upcoming).toMatchObject({
    subscription: subscription.id,
    issuedAt: currentPeriod.endAt,
    amountDue: { amount: 1900 },
    lines: [{ amount: { amount: 1900 }, proration: false }],
    paymentMethod,
  });
  await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
  expect(await getUpcomingInvoice(context, subscription.id)).toBeNull();
});
