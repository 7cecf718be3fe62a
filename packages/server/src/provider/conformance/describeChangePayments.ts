import type { Money } from '@billfold/contract';
import { describe, expect, test } from 'vitest';
import { codeOf, expectNothingChanged, openSubscription, without } from './opened.js';
import type { ProviderUnderTest } from './ProviderUnderTest.js';

/** What becomes of a change whose payment does not simply go through. */
export function describeChangePayments(opened: () => ProviderUnderTest): void {
  describe('paying for a change', () => {
    const onBasic = async () => {
      const it = await openSubscription(opened(), { price: opened().offer.basic.month });
      await it.passDays(10);
      return it;
    };

    test('what would cost something else than was expected is refused, and nothing has changed', async () => {
      const it = await onBasic();
      const { version } = await it.subscription();
      const change = await it.change({ price: opened().offer.pro.month });
      const priced = await it.billing.previewChange(change);
      const { dueNow, total, recurring, nextInvoice } = priced;
      const more = ({ amount, ...money }: Money): Money => ({ ...money, amount: amount + 1 });
      for (const wrong of [
        ...[dueNow.amount - 1, dueNow.amount + 1, 0].map((amount) => ({ dueNow: { ...dueNow, amount } })),
        { total: more(total) },
        { recurring: { total: more(recurring.total) } },
        { nextInvoice: { total: more(nextInvoice!.total) } },
        { nextInvoice: null },
      ]) {
        await expectNothingChanged(it, () =>
          expect(
            it.billing.changeSubscription({ ...change, version, expected: { ...priced, ...wrong } }),
          ).rejects.toEqual(codeOf('quote_stale')),
        );
      }
    });

    test('a payment that is refused changes nothing, and the next try may succeed', async () => {
      const it = await onBasic();
      const change = await it.change({ price: opened().offer.pro.month });
      await opened().decideNextCharge(it.customer, 'fails');
      await expectNothingChanged(it, async () =>
        expect(await it.make(change)).toMatchObject({ status: 'failed', failure: expect.any(String) }),
      );
      expect(await it.make(change)).toMatchObject({ status: 'succeeded' });
    });

    test('until the bank has confirmed, only the pending payment shows; then the change is made as priced', async () => {
      const it = await onBasic();
      const before = await it.subscription();
      const change = await it.change({ price: opened().offer.pro.month });
      const { dueNow } = await it.billing.previewChange(change);
      await opened().decideNextCharge(it.customer, 'requires_action');
      const outcome = await it.make(change);
      if (outcome.status !== 'requires_action') throw new Error(`It is ${outcome.status}.`);
      const waiting = await it.subscription();
      expect(outcome.subscription).toEqual(waiting);
      const { version, pendingPayment, ...rest } = waiting;
      expect(rest).toEqual({ ...rest, ...without(before, 'version', 'pendingPayment') });
      expect(version).toBeGreaterThan(before.version);
      expect(pendingPayment).toMatchObject({
        status: 'requires_action',
        clientSecret: outcome.clientSecret,
        amount: dueNow,
        price: { id: change.price },
      });

      await opened().confirmPayment(it.customer, outcome.clientSecret, 'authenticated');
      expect(await it.subscription()).toMatchObject({ price: { id: change.price }, pendingPayment: null });
      expect((await it.invoices())[0]).toMatchObject({ status: 'paid', amountPaid: dueNow });
    });

    test.each(['unconfirmed', 'refused'] as const)(
      'another choice after a payment that is %s takes its place, and is charged as previewed',
      async (bank) => {
        const it = await onBasic();
        await opened().decideNextCharge(it.customer, 'requires_action');
        const first = await it.make(await it.change({ price: opened().offer.pro.month }));
        if (first.status !== 'requires_action') throw new Error(`It is ${first.status}.`);
        if (bank === 'refused') await opened().confirmPayment(it.customer, first.clientSecret, 'refused');
        const paid = async () => (await it.invoices()).filter(({ status }) => status === 'paid');
        const { length } = await paid();

        const change = await it.change({ price: opened().offer.pro.year });
        const { dueNow, total } = await it.billing.previewChange(change);
        expect(await it.make(change)).toMatchObject({
          status: 'succeeded',
          subscription: { price: { id: change.price }, pendingPayment: null },
          invoice: { total, amountPaid: dueNow },
        });
        expect(await paid()).toHaveLength(length + 1);
        expect((await it.invoices()).filter(({ status }) => status === 'open')).toEqual([]);
      },
    );

    test('what the bank refuses leaves everything as it was', async () => {
      const it = await onBasic();
      const before = await it.subscription();
      const { length } = await it.invoices();
      await opened().decideNextCharge(it.customer, 'requires_action');
      const outcome = await it.make(await it.change({ price: opened().offer.pro.month }));
      if (outcome.status !== 'requires_action') throw new Error(`It is ${outcome.status}.`);
      await opened().confirmPayment(it.customer, outcome.clientSecret, 'refused');
      expect(without(await it.subscription(), 'version')).toEqual(without(before, 'version'));
      expect(await it.invoices()).toHaveLength(length);
    });
  });
}
