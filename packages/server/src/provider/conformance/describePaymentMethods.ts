import * as v from 'valibot';
import { PaymentMethod } from '@billfold/contract';
import { describe, expect, test } from 'vitest';
import { codeOf, openSubscription } from './opened.js';
import type { ProviderUnderTest } from './ProviderUnderTest.js';
import { findOnFile, put } from './put.js';
import { billingOf } from './billingOf.js';

/** What is on file, and which of it is the default. */
export function describePaymentMethods(opened: () => ProviderUnderTest): void {
  describe('payment methods on file', () => {
    const subscriber = () => openSubscription(opened(), { price: opened().offer.basic.month });

    test('are none for somebody who is new', async () => {
      const customer = await opened().createCustomer(opened().projects[0]);
      const billing = billingOf(opened(), customer);
      expect(await billing.listPaymentMethods()).toEqual([]);
    });

    test('are listed the default first, then the newest, each as the contract says', async (context) => {
      const it = await subscriber();
      const [first] = await it.billing.listPaymentMethods();
      const second = await put(opened(), it, 'card', context);
      const third = await put(opened(), it, 'debit', context);
      const order = async () => (await it.billing.listPaymentMethods()).map(({ id }) => id);
      const [a, b, c] = [first!.id, second.paymentMethod.id, third.paymentMethod.id];
      expect(await order()).toEqual([a, c, b]);
      await it.billing.setDefaultPaymentMethod({ paymentMethod: b, subscriptions: [] });
      expect(await order()).toEqual([b, c, a]);
      for (const listed of await it.billing.listPaymentMethods()) {
        expect(v.parse(PaymentMethod, listed)).toEqual(listed);
        expect(listed.removable).toBe(listed.removalBlockedBy.length === 0);
      }
    });

    test('say which subscriptions are charged to them, those that have not ended', async () => {
      const it = await subscriber();
      const { product, version, paymentMethod } = await it.subscription();
      const [onFile] = await it.billing.listPaymentMethods();
      expect(onFile).toMatchObject({ ...paymentMethod, isDefault: true, usedBy: [{ id: it.id, product }] });
      const why = { prorationBehavior: 'none', feedback: null, comment: null } as const;
      await it.billing.cancelSubscription({ subscription: it.id, version, at: 'now', ...why });
      expect(await findOnFile(it.billing, onFile!.id)).toMatchObject({ usedBy: [], removable: true });
    });
  });

  describe('another default', () => {
    const subscriber = () => openSubscription(opened(), { price: opened().offer.basic.month });

    test('takes the living subscriptions along, charges nothing, and the next renewal is charged to it', async (context) => {
      const it = await subscriber();
      const { paymentMethod: other } = await put(opened(), it, 'card', context);
      const [before, invoices] = [await it.subscription(), await it.invoices()];
      const choice = { paymentMethod: other.id, subscriptions: 'all' } as const;
      const { paymentMethod, moved } = await it.billing.setDefaultPaymentMethod(choice);
      const after = await it.subscription();
      expect(moved).toEqual([{ before, after }]);
      expect(after.version).toBeGreaterThan(before.version);
      expect(await it.invoices()).toEqual(invoices);
      const onFile = await it.billing.listPaymentMethods();
      expect(onFile[0]).toEqual(paymentMethod);
      expect(onFile.map(({ isDefault }) => isDefault)).toEqual([true, false]);

      // A subscription that is charged to it already does not move again.
      expect((await it.billing.setDefaultPaymentMethod(choice)).moved).toEqual([]);
      expect(await it.subscription()).toEqual(after);

      await it.passUntil(after.currentPeriod.endAt);
      const [renewal] = await it.invoices();
      expect(renewal!.issuedAt).toBe(after.currentPeriod.endAt);
      expect(renewal!.payment!.method).toEqual(after.paymentMethod);
    });

    test('takes along only those that are named, and none by an empty list', async (context) => {
      const it = await subscriber();
      const { paymentMethod: other } = await put(opened(), it, 'card', context);
      const before = await it.subscription();
      const choose = (subscriptions: string[]) =>
        it.billing.setDefaultPaymentMethod({ paymentMethod: other.id, subscriptions });
      const none = await choose([]);
      expect([none.moved, none.paymentMethod.isDefault]).toEqual([[], true]);
      expect(await it.subscription()).toEqual(before);
      expect((await choose([it.id])).moved).toHaveLength(1);
    });

    test('makes what was quoted before stale: it named another one', async (context) => {
      const it = await subscriber();
      const { paymentMethod: other } = await put(opened(), it, 'card', context);
      const change = await it.change({ price: opened().offer.pro.month });
      const expected = await it.billing.previewChange(change);
      const { version } = await it.subscription();
      await it.billing.setDefaultPaymentMethod({ paymentMethod: other.id, subscriptions: 'all' });
      const made = it.billing.changeSubscription({ ...change, version, expected });
      await expect(made).rejects.toEqual(codeOf('version_stale'));
    });

    test('is refused where it, or a subscription, is not theirs or has ended, and then nothing is changed', async (context) => {
      const [it, stranger] = [await subscriber(), await subscriber()];
      const { paymentMethod: other } = await put(opened(), it, 'card', context);
      const onFile = await it.billing.listPaymentMethods();
      const [theirs] = await stranger.billing.listPaymentMethods();
      const refused = async (paymentMethod: string, subscriptions: 'all' | string[]) => {
        const asked = it.billing.setDefaultPaymentMethod({ paymentMethod, subscriptions });
        await expect(asked).rejects.toEqual(codeOf('not_found'));
      };
      await refused(theirs!.id, 'all');
      await refused('pm_doesNotExist', 'all');
      await refused(other.id, [it.id, stranger.id]);
      await refused(other.id, ['sub_doesNotExist']);
      expect(await it.billing.listPaymentMethods()).toEqual(onFile);

      const { version } = await it.subscription();
      const why = { prorationBehavior: 'none', feedback: null, comment: null } as const;
      await it.billing.cancelSubscription({ subscription: it.id, version, at: 'now', ...why });
      await refused(other.id, [it.id]);
    });
  });
}
