import * as v from 'valibot';
import { PaymentMethod, SetupIntent } from '@billfold/contract';
import { describe, expect, test } from 'vitest';
import type { CustomerBilling } from '../CustomerBilling.js';
import { codeOf, openSubscription } from './opened.js';
import type { ProviderUnderTest } from './ProviderUnderTest.js';
import { enter, findOnFile, put } from './put.js';
import { billingOf } from './billingOf.js';

/** How a payment method comes to be on file. */
export function describeSetups(opened: () => ProviderUnderTest): void {
  describe('putting a payment method on file', () => {
    const somebody = async () => {
      const customer = await opened().createCustomer(opened().projects[0]);
      return { customer, billing: billingOf(opened(), customer) };
    };
    const subscriber = () => openSubscription(opened(), { price: opened().offer.basic.month });
    const idsOf = async (billing: CustomerBilling) =>
      (await billing.listPaymentMethods()).map(({ id }) => id);

    test('begins with an intent of its own each time, and with nothing else', async () => {
      const { billing } = await somebody();
      const intents = [await billing.createSetupIntent(), await billing.createSetupIntent()];
      for (const intent of intents) expect(v.parse(SetupIntent, intent)).toEqual(intent);
      expect(new Set(intents.flatMap(({ id, clientSecret }) => [id, clientSecret])).size).toBe(4);
      expect(await billing.listPaymentMethods()).toEqual([]);
    });

    test('needs an intent that was confirmed, and that is theirs', async (context) => {
      const [it, stranger] = [await somebody(), await somebody()];
      const { id } = await it.billing.createSetupIntent();
      const choice = { makeDefault: false, subscriptions: 'all' } as const;
      await expect(it.billing.addPaymentMethod({ ...choice, setupIntent: id })).rejects.toEqual(
        codeOf('setup_not_confirmed'),
      );
      const { setupIntent } = await enter(opened(), it, 'card', context);
      const onFile = await idsOf(it.billing);
      const namesake = { ...it.customer, providerCustomer: null, project: opened().projects[1] };
      const others = [stranger.billing, billingOf(opened(), namesake)];
      for (const billing of others) {
        const asked = billing.addPaymentMethod({ ...choice, setupIntent });
        await expect(asked).rejects.toEqual(codeOf('not_found'));
      }
      const unknown = it.billing.addPaymentMethod({ ...choice, setupIntent: 'seti_doesNotExist' });
      await expect(unknown).rejects.toEqual(codeOf('not_found'));
      expect(await idsOf(it.billing)).toEqual(onFile);
      expect(await idsOf(stranger.billing)).toEqual([]);
    });

    test('says all that is known of a card, and when it runs out', async (context) => {
      const { paymentMethod, isNew, moved } = await put(opened(), await somebody(), 'card', context);
      expect(v.parse(PaymentMethod, paymentMethod)).toEqual(paymentMethod);
      expect([isNew, moved]).toEqual([true, []]);
      expect(paymentMethod).toMatchObject({ type: 'card', mandate: null, usedBy: [], removable: true });
      const { month, year } = paymentMethod.expiry!;
      expect(paymentMethod.expiresAt).toBe(new Date(Date.UTC(year, month, 1)).toISOString());
    });

    test('says under which agreement a debit is made, which does not run out', async (context) => {
      const { paymentMethod } = await put(opened(), await somebody(), 'debit', context);
      expect(v.parse(PaymentMethod, paymentMethod)).toEqual(paymentMethod);
      const mandate = { reference: expect.stringMatching(/./), acceptedAt: expect.any(String) };
      expect(paymentMethod).toMatchObject({ brand: null, expiry: null, expiresAt: null, mandate });
    });

    test('is done once, however often and at once it is said, and is answered the same', async (context) => {
      const it = await somebody();
      const addition = await enter(opened(), it, 'card', context);
      const outcomes = await Promise.all([1, 2, 3].map(() => it.billing.addPaymentMethod(addition)));
      outcomes.push(await it.billing.addPaymentMethod(addition));
      const puts = outcomes.map((outcome) => outcome.status === 'succeeded' && outcome);
      const [onFile] = await it.billing.listPaymentMethods();
      for (const outcome of puts) expect(outcome && outcome.paymentMethod).toEqual(onFile);
      expect(puts.filter((outcome) => outcome && outcome.isNew)).toHaveLength(1);
      expect(await idsOf(it.billing)).toEqual([onFile!.id]);
    });

    test('makes the first one the default, and no later one that was not to be', async (context) => {
      const it = await somebody();
      const first = await put(opened(), it, 'card', context);
      const second = await put(opened(), it, 'card', context);
      expect([first, second].map(({ paymentMethod }) => paymentMethod.isDefault)).toEqual([true, false]);
      expect(await findOnFile(it.billing, first.paymentMethod.id)).toMatchObject({ isDefault: true });
    });

    test('leaves what subscriptions are charged to as it is', async (context) => {
      const it = await subscriber();
      const before = await it.subscription();
      const { paymentMethod, moved } = await put(opened(), it, 'card', context);
      expect([paymentMethod.isDefault, paymentMethod.usedBy, moved]).toEqual([false, [], []]);
      expect(await it.subscription()).toEqual(before);
    });

    test('makes it the default where it was to be, and says which subscriptions follow', async (context) => {
      const it = await subscriber();
      const before = await it.subscription();
      const { paymentMethod, moved } = await put(opened(), it, 'card', context, { makeDefault: true });
      const after = await it.subscription();
      expect(moved).toEqual([{ before, after }]);
      expect(after.version).toBeGreaterThan(before.version);
      const { type, brand, last4 } = paymentMethod;
      expect(after.paymentMethod).toEqual({ type, brand, last4 });
      expect(paymentMethod).toMatchObject({
        isDefault: true,
        usedBy: [{ id: it.id, product: after.product }],
      });
    });

    test('lets none follow where none is named, and does nothing for one that is not theirs', async (context) => {
      const [it, stranger] = [await subscriber(), await subscriber()];
      const before = await it.subscription();
      const none = await put(opened(), it, 'card', context, { makeDefault: true, subscriptions: [] });
      expect([none.paymentMethod.isDefault, none.moved]).toEqual([true, []]);
      expect(await it.subscription()).toEqual(before);

      const addition = await enter(opened(), it, 'card', context);
      const onFile = await it.billing.listPaymentMethods();
      const theirs = { ...addition, makeDefault: true, subscriptions: [it.id, stranger.id] };
      await expect(it.billing.addPaymentMethod(theirs)).rejects.toEqual(codeOf('not_found'));
      expect(await it.billing.listPaymentMethods()).toEqual(onFile);
    });

    test('is refused with why, and can be tried again with something else', async (context) => {
      const it = await somebody();
      const intent = await it.billing.createSetupIntent();
      const addition = { setupIntent: intent.id, makeDefault: false, subscriptions: 'all' } as const;
      if (!(await opened().confirmSetup(it.customer, intent, 'refused'))) context.skip('nothing is refused');
      expect(await it.billing.addPaymentMethod(addition)).toMatchObject({
        status: 'failed',
        failure: expect.any(String),
      });
      expect(await idsOf(it.billing)).toEqual([]);
      await opened().confirmSetup(it.customer, intent, 'card');
      expect(await it.billing.addPaymentMethod(addition)).toMatchObject({ status: 'succeeded', isNew: true });
    });

    test.for(['authenticated', 'refused'] as const)(
      'waits for the bank where it asks, and goes by its answer: %s',
      async (said, context) => {
        const it = await somebody();
        const intent = await it.billing.createSetupIntent();
        const addition = { setupIntent: intent.id, makeDefault: false, subscriptions: 'all' } as const;
        if (!(await opened().confirmSetup(it.customer, intent, 'asks')))
          context.skip('nothing is asked about');
        expect(await it.billing.addPaymentMethod(addition)).toEqual({
          status: 'requires_action',
          clientSecret: intent.clientSecret,
        });
        expect(await idsOf(it.billing)).toEqual([]);
        await opened().confirmSetup(it.customer, intent, 'asks', said);
        const { status } = await it.billing.addPaymentMethod(addition);
        expect(status).toBe(said === 'authenticated' ? 'succeeded' : 'failed');
      },
    );

    test('that the bank has not decided on is pending, and there as soon as it has', async (context) => {
      const it = await subscriber();
      const addition = await enter(opened(), it, 'slow', context);
      const before = await idsOf(it.billing);
      expect(await it.billing.addPaymentMethod(addition)).toEqual({ status: 'pending' });
      expect(await idsOf(it.billing)).toEqual(before);
      await it.passDays(1);
      expect(await idsOf(it.billing)).toHaveLength(before.length + 1);
      expect(await it.billing.addPaymentMethod(addition)).toMatchObject({
        status: 'succeeded',
        isNew: false,
        paymentMethod: { isDefault: false },
      });
      expect(await idsOf(it.billing)).toHaveLength(before.length + 1);
    });
  });
}
