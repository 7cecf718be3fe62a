import { describe, expect, test } from 'vitest';
import { codeOf, openSubscription, type Opened } from './opened.js';
import type { ProviderUnderTest } from './ProviderUnderTest.js';
import { findOnFile, put } from './put.js';
import { billingOf } from './billingOf.js';

/** What goes off file, and what stays because something needs it. */
export function describeRemovals(opened: () => ProviderUnderTest): void {
  describe('removing a payment method', () => {
    const subscriber = () => openSubscription(opened(), { price: opened().offer.basic.month });
    const onlyOne = async ({ billing }: Opened) => (await billing.listPaymentMethods())[0]!;
    const why = { prorationBehavior: 'none', feedback: null, comment: null } as const;
    const endLater = async (it: Opened) => {
      const { version } = await it.subscription();
      await it.billing.cancelSubscription({ subscription: it.id, version, at: 'period_end', ...why });
    };

    /** What is told is what is enforced, and nothing has changed. */
    const expectKept = async (it: Opened, id: string, reasons: string[]) => {
      const before = [await it.billing.listPaymentMethods(), await it.subscription()];
      const { removable, removalBlockedBy } = await findOnFile(it.billing, id);
      expect([removable, removalBlockedBy.map(({ reason }) => reason)]).toEqual([false, reasons]);
      const fields = reasons.map(() => ({ path: 'paymentMethod', message: expect.any(String) }));
      await expect(it.billing.removePaymentMethod(id)).rejects.toMatchObject({
        code: 'payment_method_in_use',
        fields,
      });
      expect([await it.billing.listPaymentMethods(), await it.subscription()]).toEqual(before);
    };

    test('is refused while a subscription is going to be charged to it', async () => {
      const it = await subscriber();
      const { id } = await onlyOne(it);
      await expectKept(it, id, ['subscription']);
      const { removalBlockedBy } = await onlyOne(it);
      const { product } = await it.subscription();
      expect(removalBlockedBy).toEqual([
        { reason: 'subscription', subscription: { id: it.id, product }, invoice: null },
      ]);
    });

    test('is done when the subscription is charged to another one, and invoices go on naming it', async (context) => {
      const it = await subscriber();
      const old = await onlyOne(it);
      const { paymentMethod: other } = await put(opened(), it, 'card', context, { makeDefault: true });
      const known = await findOnFile(it.billing, old.id);
      const [before, invoices] = [await it.subscription(), await it.invoices()];
      expect(await it.billing.removePaymentMethod(old.id)).toEqual({ paymentMethod: known, moved: [] });
      expect((await it.billing.listPaymentMethods()).map(({ id }) => id)).toEqual([other.id]);
      expect(await it.subscription()).toEqual(before);
      expect(await it.invoices()).toEqual(invoices);
      expect(invoices[0]!.payment!.method).toEqual({ type: old.type, brand: old.brand, last4: old.last4 });
    });

    test('takes it away for good: it can be neither removed again, nor chosen, nor charged', async (context) => {
      const it = await subscriber();
      const { paymentMethod: other } = await put(opened(), it, 'card', context);
      await opened().decideNextCharge(it.customer, 'fails');
      await it.passUntil((await it.subscription()).currentPeriod.endAt);
      const { overdueInvoice } = await it.subscription();
      await it.billing.removePaymentMethod(other.id);
      const { billing } = it;
      for (const ask of [
        () => billing.removePaymentMethod(other.id),
        () => billing.setDefaultPaymentMethod({ paymentMethod: other.id, subscriptions: 'all' }),
        () => billing.payInvoice({ invoice: overdueInvoice!.id, paymentMethod: other.id }),
      ]) {
        await expect(ask()).rejects.toEqual(codeOf('not_found'));
      }
      expect((await it.subscription()).overdueInvoice).toEqual(overdueInvoice);
    });

    test('does not find what is somebody else’s', async (context) => {
      const [it, stranger] = [await subscriber(), await subscriber()];
      const { paymentMethod: other } = await put(opened(), it, 'card', context);
      const namesake = { ...it.customer, providerCustomer: null, project: opened().projects[1] };
      for (const billing of [stranger.billing, billingOf(opened(), namesake)]) {
        await expect(billing.removePaymentMethod(other.id)).rejects.toEqual(codeOf('not_found'));
      }
      expect(await findOnFile(it.billing, other.id)).toEqual(other);
    });

    test('that was the default leaves none, and what ends anyway without any', async (context) => {
      const it = await subscriber();
      const old = await onlyOne(it);
      const { paymentMethod: other } = await put(opened(), it, 'card', context);
      await endLater(it);
      const before = await it.subscription();
      const { moved } = await it.billing.removePaymentMethod(old.id);
      expect(moved).toEqual([{ before, after: await it.subscription() }]);
      expect((await it.billing.listPaymentMethods()).map(({ id, isDefault }) => [id, isDefault])).toEqual([
        [other.id, false],
      ]);
      expect((await it.subscription()).paymentMethod).toBeNull();
    });

    test('leaves what ends anyway to the default, where another one is', async (context) => {
      const it = await subscriber();
      const old = await onlyOne(it);
      const choice = { makeDefault: true, subscriptions: [] };
      const { paymentMethod: other } = await put(opened(), it, 'card', context, choice);
      await endLater(it);
      const before = await it.subscription();
      const { moved } = await it.billing.removePaymentMethod(old.id);
      expect(moved).toEqual([{ before, after: await it.subscription() }]);
      expect(await findOnFile(it.billing, other.id)).toMatchObject({ usedBy: [{ id: it.id }] });
    });

    test('is refused for the last one while something is owed', async (context) => {
      const it = await subscriber();
      const { id } = await onlyOne(it);
      await opened().decideNextCharge(it.customer, 'fails');
      await it.passUntil((await it.subscription()).currentPeriod.endAt);
      const { version, overdueInvoice } = await it.subscription();
      await expectKept(it, id, ['subscription', 'open_invoice']);
      await it.billing.cancelSubscription({ subscription: it.id, version, at: 'now', ...why });
      await expectKept(it, id, ['open_invoice']);
      expect((await onlyOne(it)).removalBlockedBy[0]).toMatchObject({ invoice: overdueInvoice!.id });
      await put(opened(), it, 'card', context);
      expect(await it.billing.removePaymentMethod(id)).toMatchObject({ paymentMethod: { id } });
    });

    test('is refused while a charge to it is under way', async (context) => {
      const it = await subscriber();
      const { paymentMethod: debit } = await put(opened(), it, 'debit', context);
      await opened().decideNextCharge(it.customer, 'fails');
      await it.passUntil((await it.subscription()).currentPeriod.endAt);
      const { overdueInvoice } = await it.subscription();
      const payment = { invoice: overdueInvoice!.id, paymentMethod: debit.id };
      expect(await it.billing.payInvoice(payment)).toMatchObject({ status: 'pending' });
      await expectKept(it, debit.id, ['payment_processing']);
      await it.passDays(14);
      expect(await it.billing.removePaymentMethod(debit.id)).toMatchObject({
        paymentMethod: { id: debit.id },
      });
    });

    test('of the only one lets a subscription that is kept wait for the next one', async (context) => {
      const it = await subscriber();
      await endLater(it);
      await it.billing.removePaymentMethod((await onlyOne(it)).id);
      const { version } = await it.subscription();
      await it.billing.keepSubscription({ subscription: it.id, version });
      await it.passUntil((await it.subscription()).currentPeriod.endAt);
      const [owed] = await it.invoices();
      expect(owed).toMatchObject({ status: 'open', payment: null });
      const pay = () => it.billing.payInvoice({ invoice: owed!.id, paymentMethod: null });
      await expect(pay()).rejects.toEqual(codeOf('payment_method_required'));

      const { paymentMethod, moved } = await put(opened(), it, 'card', context);
      expect(paymentMethod.isDefault).toBe(true);
      expect(moved.map(({ after }) => after)).toEqual([await it.subscription()]);
      expect(await pay()).toMatchObject({ status: 'succeeded', invoice: { status: 'paid' } });
    });
  });
}
