import { expect, test } from 'vitest';
import { RESTRICTED_KEY } from '../../../../test/restrictedKey.js';
import { openStripeTest } from '../../../../test/stripeTest.js';
import { createIntent } from '../../../provider/conformance/billingOf.js';
import { createStripe } from '../createStripe.js';

const it = openStripeTest();

test('[X314] what was begun with other settings goes on as it was begun: Stripe takes a key for one request only', async () => {
  const { customer } = await it.begin();
  const intent = createIntent();
  const { faults, url } = it.shop.double;
  const setupWith = (paymentMethodTypes: string[]) =>
    createStripe({ secretKey: RESTRICTED_KEY, apiUrl: url, paymentMethodTypes })
      .forCustomer(customer, { ...it.shop.unit(), intent })
      .createSetupIntent();
  faults.every('POST /v1/setup_intents', 'drop_after');
  await expect(setupWith(['card', 'sepa_debit'])).rejects.toMatchObject({ code: 'provider_unavailable' });
  faults.clear();
  const { id } = await setupWith(['card']);
  const created = await it.stripe.setupIntents.retrieve(id);
  expect(created.payment_method_types).toEqual(['card', 'sepa_debit']);
});
