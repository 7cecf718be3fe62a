import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { closeReader, openStripeReader, type StripeReader } from '../../../../test/stripeReader.js';
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
  await double.controls.confirmSetup(intent.client_secret!, 'debit');
  const context = reader.contextOf(customer.id);
  const mandateOf = async () =>
    (await listPaymentMethods(context)).find(({ type }) => type === 'sepa_debit')!.mandate;
  expect(await mandateOf()).toMatchObject({ reference: expect.any(String) });
  const { mandate } = await stripe.setupIntents.retrieve(intent.id);
  double.state.mandates.get(mandate as string)!.status = 'inactive';
  expect(await mandateOf()).toBeNull();
});
