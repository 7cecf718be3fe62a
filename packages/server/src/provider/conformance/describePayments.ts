import * as v from 'valibot';
import { Subscription } from '@billfold/contract';
import { describe, expect, test } from 'vitest';
import { codeOf, expectNothingChanged, openSubscription } from './opened.js';
import type { ProviderUnderTest } from './ProviderUnderTest.js';
import { findOnFile, put } from './put.js';

/** Payments of what is owed. */
export function describePayments(opened: () => ProviderUnderTest): void {
  describe('paying an invoice', () => {
    const openOverdue = async () => {
      const it = await openSubscription(opened(), { price: opened().offer.basic.month });
      const { currentPeriod } = await it.subscription();
      await opened().decideNextCharge(it.customer, 'fails');
      await it.passUntil(currentPeriod.endAt);
      const subscription = await it.subscription();
      return { it, subscription, owed: subscription.overdueInvoice! };
    };

    test('that was refused repairs the subscription', async () => {
      const { it, subscription, owed } = await openOverdue();
      expect(v.parse(Subscription, subscription)).toEqual(subscription);
      expect(subscription.status).toBe('past_due');
      expect(owed).toMatchObject({ failure: expect.any(String), attemptedAt: expect.any(String) });
      const outcome = await it.billing.payInvoice({ invoice: owed.id, paymentMethod: null });
      const [invoice] = await it.invoices();
      expect(outcome).toEqual({ status: 'succeeded', invoice });
      expect(invoice).toMatchObject({
        id: owed.id,
        status: 'paid',
        amountPaid: owed.amountRemaining,
        amountRemaining: { amount: 0 },
      });
      const after = await it.subscription();
      expect(after).toMatchObject({ status: 'active', overdueInvoice: null });
      expect(after.version).toBeGreaterThan(subscription.version);
      await expect(it.billing.payInvoice({ invoice: owed.id, paymentMethod: null })).rejects.toEqual(
        codeOf('invoice_not_payable'),
      );
    });

    test('by something else this once charges that, and changes nothing else', async (context) => {
      const { it, subscription, owed } = await openOverdue();
      const { paymentMethod: other } = await put(opened(), it, 'card', context);
      const { type, brand, last4 } = other;
      const paid = await it.billing.payInvoice({ invoice: owed.id, paymentMethod: other.id });
      const method = { type, brand, last4 };
      expect(paid).toMatchObject({ status: 'succeeded', invoice: { status: 'paid', payment: { method } } });
      const after = await it.subscription();
      expect([after.status, after.paymentMethod]).toEqual(['active', subscription.paymentMethod]);
      expect(await findOnFile(it.billing, other.id)).toMatchObject({ isDefault: false, usedBy: [] });
    });

    test('by a debit is under way until the bank has said so, and not paid', async (context) => {
      const { it, owed } = await openOverdue();
      const { paymentMethod: debit } = await put(opened(), it, 'debit', context);
      const payment = { invoice: owed.id, paymentMethod: debit.id };
      expect(await it.billing.payInvoice(payment)).toMatchObject({
        status: 'pending',
        invoice: { status: 'open', payment: { status: 'processing' } },
      });
      await expect(it.billing.payInvoice(payment)).rejects.toEqual(codeOf('invoice_not_payable'));
      expect((await it.subscription()).status).toBe('past_due');
      await it.passDays(14);
      expect((await it.invoices()).find(({ id }) => id === owed.id)).toMatchObject({ status: 'paid' });
    });

    test('by what is not theirs, or by nothing that there is, is refused and changes nothing', async () => {
      const { it, owed } = await openOverdue();
      const [theirs] = await (await openOverdue()).it.billing.listPaymentMethods();
      await expectNothingChanged(it, async () => {
        for (const paymentMethod of [theirs!.id, 'pm_doesNotExist']) {
          const asked = it.billing.payInvoice({ invoice: owed.id, paymentMethod });
          await expect(asked).rejects.toEqual(codeOf('not_found'));
        }
      });
    });

    test('that is refused again leaves it owed', async () => {
      const { it, owed } = await openOverdue();
      await opened().decideNextCharge(it.customer, 'fails');
      expect(await it.billing.payInvoice({ invoice: owed.id, paymentMethod: null })).toMatchObject({
        status: 'failed',
      });
      expect((await it.subscription()).overdueInvoice).toMatchObject({
        id: owed.id,
        amountRemaining: owed.amountRemaining,
      });
    });

    test('that the bank wants confirmed is paid when it is', async () => {
      const { it, owed } = await openOverdue();
      await opened().decideNextCharge(it.customer, 'requires_action');
      const outcome = await it.billing.payInvoice({ invoice: owed.id, paymentMethod: null });
      if (outcome.status !== 'requires_action') throw new Error(`It is ${outcome.status}.`);
      expect(outcome.invoice).toMatchObject({ status: 'open', payment: { status: 'requires_action' } });
      await opened().confirmPayment(it.customer, outcome.clientSecret, 'authenticated');
      expect((await it.invoices())[0]).toMatchObject({ id: owed.id, status: 'paid' });
      expect(await it.subscription()).toMatchObject({ status: 'active', overdueInvoice: null });
    });
  });
}
