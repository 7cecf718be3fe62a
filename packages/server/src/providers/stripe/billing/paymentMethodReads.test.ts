import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  closeReader,
  createPrice,
  openStripeReader,
  type StripeReader,
} from '../../../../test/stripeReader.js';
import { listPaymentMethods } from './reads.js';

// Databases and processes start slowly on a machine that is busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let reader: StripeReader;
beforeAll(async () => {
  reader = await openStripeReader();
});
afterAll(() => closeReader(reader));

test('[X339] the agreement under which a debit is made is one that still holds', async () => {
  const { stripe, double } = reader;
  const customer = await reader.createCustomer();
  const intent = await stripe.setupIntents.create({
    customer: customer.id,
    usage: 'off_session',
    allowed_payment_method_types: ['sepa_debit'],
  });
  double.controls.confirmSetup(intent.client_secret!, 'debit');
  const context = reader.contextOf(customer.id);
  const mandateOf = async () =>
    (await listPaymentMethods(context)).find(({ type }) => type === 'sepa_debit')!.mandate;
  expect(await mandateOf()).toMatchObject({ reference: expect.any(String) });
  const { mandate } = await stripe.setupIntents.retrieve(intent.id);
  double.state.mandates.get(mandate as string)!.status = 'inactive';
  expect(await mandateOf()).toBeNull();
});

test('[X333] what is charged for use keeps its card on file, although a period costs nothing beforehand', async () => {
  const { stripe } = reader;
  const customer = await reader.createCustomer();
  const context = reader.contextOf(customer.id);
  const removableWith = async (...prices: string[]) => {
    const { id } = await stripe.subscriptions.create({
      customer: customer.id,
      items: prices.map((price) => ({ price })),
    });
    const [card] = await listPaymentMethods(context);
    await stripe.subscriptions.cancel(id);
    return card!.removable;
  };
  const free = await createPrice(stripe, { unit_amount: 0 });
  const used = await createPrice(stripe, { recurring: { interval: 'month', usage_type: 'metered' } });
  const yearly = await createPrice(stripe, { recurring: { interval: 'year' } });
  expect(await removableWith(free.id)).toBe(true);
  expect(await removableWith(used.id)).toBe(false);
  expect(await removableWith(free.id, yearly.id)).toBe(false);
});
