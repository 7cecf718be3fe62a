import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { openDouble, refusalOf } from './openDouble.js';

const open = openDouble();

async function begin(params: Stripe.SetupIntentCreateParams = {}) {
  const { id: customer } = await open.stripe.customers.create({ name: 'Ann' });
  const intent = await open.stripe.setupIntents.create({ customer, usage: 'off_session', ...params });
  const read = () => open.stripe.setupIntents.retrieve(intent.id);
  const onFile = async () => (await open.stripe.customers.listPaymentMethods(customer)).data;
  return { customer, intent, secret: intent.client_secret!, read, onFile };
}

describe('a setup intent', () => {
  test('[X231] takes what is switched on, or of that what is allowed, in silence', async () => {
    expect((await begin()).intent).toMatchObject({
      status: 'requires_payment_method',
      automatic_payment_methods: { enabled: true },
      allowed_payment_method_types: null,
      payment_method_types: ['card', 'link', 'sepa_debit', 'us_bank_account'],
    });
    expect(
      (await begin({ allowed_payment_method_types: ['card', 'sepa_debit', 'ideal'] })).intent,
    ).toMatchObject({
      automatic_payment_methods: null,
      payment_method_types: ['card', 'sepa_debit'],
    });
  });

  test('[X231] refuses what can not be said together, and what Stripe no longer takes', async () => {
    const both = {
      allowed_payment_method_types: ['card'],
      automatic_payment_methods: { enabled: true },
    } as const;
    const twice = await refusalOf(
      open.stripe.setupIntents.create({ ...both, allowed_payment_method_types: ['card'] }),
    );
    expect(twice.statusCode).toBe(400);
    const old = { payment_method_types: ['card'] } as Stripe.SetupIntentCreateParams;
    expect(await refusalOf(open.stripe.setupIntents.create(old))).toMatchObject({
      statusCode: 400,
      code: 'payment_method_types_no_longer_supported',
      param: 'payment_method_types',
    });
    // Where the schema judges, it has something against it too.
    open.double.requests.length = 0;
    const stranger = await refusalOf(open.stripe.setupIntents.create({ customer: 'cus_none' }));
    expect(stranger).toMatchObject({ statusCode: 400, code: 'resource_missing', param: 'customer' });
  });

  test('[X231] can be cancelled until it has succeeded', async () => {
    const it = await begin();
    expect((await open.stripe.setupIntents.cancel(it.intent.id)).status).toBe('canceled');
    const refusal = await refusalOf(open.stripe.setupIntents.cancel(it.intent.id));
    expect(refusal).toMatchObject({ code: 'setup_intent_unexpected_state' });
    expect(() => open.double.controls.confirmSetup(it.secret, 'card')).toThrow('canceled');
  });

  test('[X232] that is confirmed puts on file what was entered; a debit has a mandate', async () => {
    const it = await begin();
    open.double.controls.confirmSetup(it.secret, 'debit');
    const [onFile] = await it.onFile();
    const intent = await it.read();
    expect(intent).toMatchObject({ status: 'succeeded', payment_method: onFile!.id, customer: it.customer });
    const mandate = await open.stripe.mandates.retrieve(intent.mandate as string);
    expect(mandate).toMatchObject({ status: 'active', payment_method: onFile!.id, type: 'multi_use' });
    expect(open.double.state.events.slice(-2).map(({ type }) => type)).toEqual([
      'payment_method.attached',
      'setup_intent.succeeded',
    ]);
    const byCard = await begin();
    open.double.controls.confirmSetup(byCard.secret, 'card');
    expect(await byCard.onFile()).toMatchObject([{ type: 'card', billing_details: { name: 'Ann' } }]);
    expect((await byCard.read()).mandate).toBeNull();
  });

  test('[X232] that a bank refuses says why, puts nothing on file, and can be confirmed again', async () => {
    const it = await begin();
    open.double.controls.confirmSetup(it.secret, 'refused');
    expect(await it.read()).toMatchObject({
      status: 'requires_payment_method',
      payment_method: null,
      last_setup_error: { type: 'card_error', code: 'card_declined', decline_code: 'generic_decline' },
    });
    expect(await it.onFile()).toEqual([]);
    expect(open.double.state.events.at(-1)!.type).toBe('setup_intent.setup_failed');
    open.double.controls.confirmSetup(it.secret, 'card');
    expect(await it.read()).toMatchObject({ status: 'succeeded', last_setup_error: null });
  });

  test.for([
    ['authenticated', 'succeeded', 1],
    ['refused', 'requires_payment_method', 0],
  ] as const)('[X232] of which the bank asks goes by what it is told: %s', async ([said, status, count]) => {
    const it = await begin();
    open.double.controls.confirmSetup(it.secret, 'asks');
    expect(await it.read()).toMatchObject({
      status: 'requires_action',
      next_action: { type: 'use_stripe_sdk' },
    });
    expect(await it.onFile()).toEqual([]);
    open.double.controls.confirmSetup(it.secret, 'asks', said);
    const after = await it.read();
    expect(after).toMatchObject({ status, next_action: null });
    if (said === 'refused') expect(after.last_setup_error?.code).toBe('setup_intent_authentication_failure');
    expect(await it.onFile()).toHaveLength(count);
  });

  test.for(['pm_card_authenticationRequired', 'pm_card_threeDSecure2Required'])(
    '[X232] is confirmed with one of Stripe’s test ids too: of %s the bank asks',
    async (test) => {
      const it = await begin();
      open.double.controls.confirmSetup(it.secret, test);
      expect((await it.read()).status).toBe('requires_action');
    },
  );

  test('[X232] that takes its time is on file within the hour', async () => {
    const it = await begin();
    open.double.controls.confirmSetup(it.secret, 'slow');
    expect([(await it.read()).status, await it.onFile()]).toEqual(['processing', []]);
    open.clock.now += 3_600;
    open.double.controls.settle();
    expect([(await it.read()).status, (await it.onFile()).length]).toEqual(['succeeded', 1]);
  });

  test('[X232] takes nothing that is not allowed, and nobody who does not know its secret', async () => {
    const it = await begin({ allowed_payment_method_types: ['card'] });
    expect(() => open.double.controls.confirmSetup(it.secret, 'debit')).toThrow('sepa_debit');
    expect(() => open.double.controls.confirmSetup('seti_none_secret_none', 'card')).toThrow(
      'no setup intent',
    );
    expect(await it.onFile()).toEqual([]);
  });
});
