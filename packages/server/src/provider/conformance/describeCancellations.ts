import { describe, expect, test } from 'vitest';
import type { Cancellation } from '../CustomerBilling.js';
import { codeOf, expectNothingChanged, openSubscription } from './opened.js';
import type { ProviderUnderTest } from './ProviderUnderTest.js';

/** Ends of subscriptions, and second thoughts. */
export function describeCancellations(opened: () => ProviderUnderTest): void {
  describe('canceling', () => {
    const open = () => openSubscription(opened(), { price: opened().offer.basic.month });
    const cancellation = (subscription: string, more: Partial<Cancellation> = {}): Cancellation => ({
      subscription,
      at: 'period_end',
      prorationBehavior: 'none',
      feedback: 'too_expensive',
      comment: null,
      ...more,
    });

    test('at the end of the period: until then everything stays, and after it nothing is charged', async () => {
      const it = await open();
      const before = await it.subscription();
      const wanted = cancellation(it.id);
      await expectNothingChanged(it, async () =>
        expect(await it.billing.previewCancellation(wanted)).toMatchObject({
          effectiveAt: before.currentPeriod.endAt,
          credit: { amount: 0 },
          dueAtEnd: { amount: 0 },
          outstanding: { amount: 0 },
          stopsCollection: false,
        }),
      );
      const canceled = await it.billing.cancelSubscription({ ...wanted, version: before.version });
      const answer = canceled.subscription;
      expect(canceled).toEqual({ subscription: await it.subscription(), invoice: null });
      expect(answer).toMatchObject({
        status: 'active',
        cancelAt: before.currentPeriod.endAt,
        renewsAt: null,
        endedAt: null,
      });
      expect(answer.version).toBeGreaterThan(before.version);

      const { length } = await it.invoices();
      await it.passUntil(before.currentPeriod.endAt);
      expect(await it.subscription()).toMatchObject({
        status: 'canceled',
        endedAt: before.currentPeriod.endAt,
      });
      await it.passDays(40);
      expect(await it.invoices()).toHaveLength(length);
    });

    test('can be taken back until it has come', async () => {
      const it = await open();
      const { version, ...before } = await it.subscription();
      await it.billing.cancelSubscription({ ...cancellation(it.id), version });
      const scheduled = await it.subscription();
      const target = { subscription: it.id, version: scheduled.version };
      const { version: latest, ...after } = await it.billing.keepSubscription(target);
      expect(after).toEqual(before);
      expect(latest).toBeGreaterThan(scheduled.version);
      await it.passUntil(before.currentPeriod.endAt);
      expect(await it.subscription()).toMatchObject({ status: 'active', endedAt: null });
    });

    test('at the end of the period, with changes that no invoice has had yet: what is due then is what was said', async () => {
      const it = await open();
      await it.passDays(10);
      await it.make(
        await it.change({ price: opened().offer.pro.month, prorationBehavior: 'create_prorations' }),
      );
      const { currentPeriod, version } = await it.subscription();
      const wanted = cancellation(it.id);
      const { dueAtEnd, credit, outstanding } = await it.billing.previewCancellation(wanted);
      expect(dueAtEnd.amount).toBeGreaterThan(0);
      expect([credit.amount, outstanding.amount]).toEqual([0, 0]);
      await it.billing.cancelSubscription({ ...wanted, version });
      await it.passUntil(currentPeriod.endAt);
      expect((await it.invoices())[0]).toMatchObject({ status: 'paid', amountPaid: dueAtEnd });
      expect(await it.subscription()).toMatchObject({ status: 'canceled' });
    });

    test('now: it is over, and unused time is given back where that was asked for', async () => {
      for (const prorationBehavior of ['none', 'create_prorations'] as const) {
        const it = await open();
        await it.passDays(10);
        const wanted = cancellation(it.id, { at: 'now', prorationBehavior });
        const { credit } = await it.billing.previewCancellation(wanted);
        expect(credit.amount > 0).toBe(prorationBehavior === 'create_prorations');
        const { version } = await it.subscription();
        const { subscription, invoice } = await it.billing.cancelSubscription({ ...wanted, version });
        expect(subscription).toMatchObject({
          status: 'canceled',
          endedAt: expect.any(String),
          renewsAt: null,
        });
        expect(await it.subscription()).toEqual(subscription);
        if (prorationBehavior === 'create_prorations') {
          expect(invoice).toEqual((await it.invoices())[0]);
          expect(invoice).toMatchObject({
            total: { amount: -credit.amount },
            balanceApplied: { amount: -credit.amount },
          });
        } else expect(invoice).toBeNull();
      }
    });

    test('now, with changes that no invoice has had yet: what is charged, given back or owed is what was said', async () => {
      const it = await open();
      await it.passDays(1);
      await it.make(
        await it.change({ price: opened().offer.pro.month, prorationBehavior: 'create_prorations' }),
      );
      await it.passDays(24);
      const wanted = cancellation(it.id, { at: 'now', prorationBehavior: 'create_prorations' });
      const { credit, dueAtEnd, outstanding } = await it.billing.previewCancellation(wanted);
      const { version } = await it.subscription();
      const { invoice } = await it.billing.cancelSubscription({ ...wanted, version });
      expect(invoice).toEqual((await it.invoices())[0]);
      // The better plan was had for most of the period, and paid for by the other one's price.
      expect(invoice!.total.amount).toBeGreaterThan(0);
      expect(invoice).toMatchObject({ amountPaid: dueAtEnd, amountRemaining: outstanding });
      expect(credit.amount).toBe(0);
    });

    test('on trial: it ends with the trial, and nothing was ever charged', async () => {
      const it = await openSubscription(opened(), { price: opened().offer.basic.month, trialDays: 14 });
      const { version, trialEndAt } = await it.subscription();
      const { subscription } = await it.billing.cancelSubscription({ ...cancellation(it.id), version });
      expect(subscription).toMatchObject({ status: 'trialing', cancelAt: trialEndAt });
      await it.passUntil(trialEndAt!);
      expect(await it.subscription()).toMatchObject({ status: 'canceled' });
      expect((await it.invoices()).filter(({ total }) => total.amount > 0)).toEqual([]);
    });

    test('overdue: what is owed stays owed, and is not tried again', async () => {
      const it = await open();
      const { currentPeriod } = await it.subscription();
      await opened().decideNextCharge(it.customer, 'fails');
      await it.passUntil(currentPeriod.endAt);
      const { version, overdueInvoice } = await it.subscription();
      const wanted = cancellation(it.id, { at: 'now' });
      expect(await it.billing.previewCancellation(wanted)).toMatchObject({
        stopsCollection: true,
        outstanding: overdueInvoice!.amountRemaining,
      });
      await it.billing.cancelSubscription({ ...wanted, version });
      await it.passDays(40);
      expect((await it.invoices())[0]).toMatchObject({ id: overdueInvoice!.id, status: 'open' });
    });

    test('what has ended can neither be canceled nor kept', async () => {
      const it = await open();
      const wanted = cancellation(it.id, { at: 'now' });
      const { version } = await it.subscription();
      const { subscription: ended } = await it.billing.cancelSubscription({ ...wanted, version });
      const target = { subscription: it.id, version: ended.version };
      await expectNothingChanged(it, async () => {
        await expect(it.billing.cancelSubscription({ ...wanted, ...target })).rejects.toEqual(
          codeOf('subscription_state'),
        );
        await expect(it.billing.keepSubscription(target)).rejects.toEqual(codeOf('subscription_state'));
      });
    });
  });
}
