import * as v from 'valibot';
import { Quote, Subscription } from '@billfold/contract';
import { describe, expect, test } from 'vitest';
import type { PlanChange } from '../CustomerBilling.js';
import { codeOf, expectNothingChanged, needs, openSubscription, without } from './opened.js';
import type { ProviderUnderTest } from './ProviderUnderTest.js';

/** As much of a quote as the provider prices. */
const { entries } = Quote;
const PricedChange = v.object({
  promotionCode: entries.promotionCode,
  effectiveAt: entries.effectiveAt,
  lines: entries.lines,
  taxes: entries.taxes,
  subtotal: entries.subtotal,
  discount: entries.discount,
  tax: entries.tax,
  total: entries.total,
  balanceApplied: entries.balanceApplied,
  creditAdded: entries.creditAdded,
  dueNow: entries.dueNow,
  recurring: entries.recurring,
  nextInvoice: entries.nextInvoice,
  trialEndAt: entries.trialEndAt,
  paymentMethod: entries.paymentMethod,
});

/** What a change of plan costs, and what becomes of it. */
export function describeChanges(opened: () => ProviderUnderTest): void {
  describe('changing a plan', () => {
    const onBasic = async () => {
      const it = await openSubscription(opened(), { price: opened().offer.basic.month });
      await it.passDays(10);
      return it;
    };

    test('a preview is a complete resource of the contract, and changes nothing', async () => {
      const it = await onBasic();
      const change = await it.change({ price: opened().offer.pro.month });
      await expectNothingChanged(it, async () => {
        const priced = await it.billing.previewChange(change);
        expect(v.parse(PricedChange, priced)).toEqual(priced);
        expect(await it.billing.previewChange(change)).toEqual(priced);
      });
    });

    test.each(['upgrade', 'seats', 'interval'] as const)(
      'what is charged is what was shown, to the unit, also later: %s',
      async (kind) => {
        const { basic, pro, seats } = opened().offer;
        const it = await openSubscription(opened(), {
          price: kind === 'seats' ? seats : basic.month,
          quantity: kind === 'seats' ? 3 : 1,
        });
        await it.passDays(10);
        const before = await it.subscription();
        const change = await it.change({
          price: { upgrade: pro.month, seats, interval: basic.year }[kind],
          quantity: kind === 'seats' ? 7 : 1,
        });
        const priced = await it.billing.previewChange(change);
        expect(priced.dueNow.amount).toBeGreaterThan(0);
        expect(priced.total.amount).toBe(priced.dueNow.amount + priced.balanceApplied.amount);
        // The customer reads it for a minute.
        await opened().passTime(it.customer, new Date((await it.now()).getTime() + 60_000));

        const outcome = await it.billing.changeSubscription({
          ...change,
          version: before.version,
          expected: priced,
        });
        const after = await it.subscription();
        const [invoice] = await it.invoices();
        expect(outcome).toEqual({ status: 'succeeded', subscription: after, invoice });
        expect(v.parse(Subscription, after)).toEqual(after);
        expect(after).toMatchObject({ price: { id: change.price }, quantity: change.quantity });
        expect(after.version).toBeGreaterThan(before.version);

        expect(invoice).toMatchObject({ status: 'paid', total: priced.total, amountPaid: priced.dueNow });
        const { lines } = (await it.billing.getInvoice(invoice!.id))!;
        const amounts = (of: typeof lines) =>
          of.map(({ description, amount }) => [description, amount.amount]);
        expect(amounts(lines)).toEqual(amounts(priced.lines));
      },
    );

    test('another interval begins a new period at once; the same one keeps the period', async () => {
      const it = await onBasic();
      const before = await it.subscription();
      await it.make(await it.change({ price: opened().offer.pro.month }));
      expect((await it.subscription()).currentPeriod).toEqual(before.currentPeriod);
      const change = await it.change({ price: opened().offer.pro.year });
      const priced = await it.billing.previewChange(change);
      await it.make(change);
      const { currentPeriod, renewsAt } = await it.subscription();
      expect(currentPeriod.startAt).toBe(priced.effectiveAt);
      expect(Date.parse(renewsAt!) - Date.parse(currentPeriod.startAt)).toBeGreaterThan(360 * 86_400_000);
    });

    test('lines that wait for the next invoice are on it, and it comes to what was said', async () => {
      const it = await onBasic();
      const { length } = await it.invoices();
      const change = await it.change({
        price: opened().offer.pro.month,
        prorationBehavior: 'create_prorations',
      });
      const priced = await it.billing.previewChange(change);
      expect(priced.dueNow.amount).toBe(0);
      expect(priced.lines.length).toBeGreaterThan(0);
      await it.make(change);
      expect(await it.invoices()).toHaveLength(length);

      await it.passUntil(priced.nextInvoice!.issuedAt);
      const [next] = await it.invoices();
      expect(next).toMatchObject(priced.nextInvoice!);
    });

    test('without proration nothing is settled, and the new price begins with the next period', async () => {
      const it = await onBasic();
      const change = await it.change({ price: opened().offer.pro.month, prorationBehavior: 'none' });
      const priced = await it.billing.previewChange(change);
      expect([priced.lines, priced.dueNow.amount]).toEqual([[], 0]);
      await it.make(change);
      await it.passUntil(priced.nextInvoice!.issuedAt);
      const [next] = await it.invoices();
      expect(next!.total).toEqual(priced.nextInvoice!.total);
      expect(next!.total).toEqual(priced.recurring.total);
    });

    test('what is given back becomes credit, which the next invoice takes first', async () => {
      const it = await openSubscription(opened(), { price: opened().offer.pro.month });
      await it.passDays(10);
      const change = await it.change({ price: opened().offer.basic.month });
      const { dueNow, creditAdded, nextInvoice } = await it.billing.previewChange(change);
      expect(dueNow.amount).toBe(0);
      expect(creditAdded.amount).toBeGreaterThan(0);
      await it.make(change);
      await it.passUntil(nextInvoice!.issuedAt);
      const [next] = await it.invoices();
      const taken = Math.min(creditAdded.amount, next!.total.amount);
      expect(next).toMatchObject({ status: 'paid', balanceApplied: { amount: taken } });
      expect(next!.amountPaid.amount).toBe(next!.total.amount - taken);
    });

    test('a change that waits for the end of the period comes true then, and costs what was said', async (context) => {
      needs(opened(), 'scheduled_change', context);
      const it = await openSubscription(opened(), { price: opened().offer.pro.month });
      await it.passDays(10);
      const before = await it.subscription();
      const change = await it.change({ price: opened().offer.basic.month, timing: 'period_end' });
      const priced = await it.billing.previewChange(change);
      expect([priced.dueNow.amount, priced.effectiveAt]).toEqual([0, before.currentPeriod.endAt]);
      await it.make(change);
      expect(await it.subscription()).toMatchObject({
        price: before.price,
        pendingChange: { price: { id: change.price }, effectiveAt: before.currentPeriod.endAt },
      });
      await it.passUntil(before.currentPeriod.endAt);
      expect(await it.subscription()).toMatchObject({ price: { id: change.price }, pendingChange: null });
      const [next] = await it.invoices();
      expect(next).toMatchObject(priced.nextInvoice!);
    });

    test('a change that waits can be undone, and then nothing comes of it', async (context) => {
      needs(opened(), 'scheduled_change', context);
      const it = await openSubscription(opened(), { price: opened().offer.pro.month });
      const before = await it.subscription();
      await it.make(await it.change({ price: opened().offer.basic.month, timing: 'period_end' }));
      const { version } = await it.subscription();
      const answer = await it.billing.deletePendingChange({ subscription: it.id, version });
      expect(answer).toEqual(await it.subscription());
      expect(without(answer, 'version')).toEqual(without(before, 'version'));
      await it.passUntil(before.currentPeriod.endAt);
      expect((await it.subscription()).price).toEqual(before.price);
    });

    test('during a trial a change costs nothing, or ends the trial and is charged', async () => {
      const { basic, pro } = opened().offer;
      const it = await openSubscription(opened(), { price: basic.month, trialDays: 14 });
      const { trialEndAt } = await it.subscription();
      const going = await it.change({ price: pro.month, trialBehavior: 'continue_trial' });
      expect(await it.billing.previewChange(going)).toMatchObject({ dueNow: { amount: 0 }, trialEndAt });
      await it.make(going);
      expect(await it.subscription()).toMatchObject({ status: 'trialing', trialEndAt });

      const ending = await it.change({ price: pro.year, trialBehavior: 'end_trial' });
      const priced = await it.billing.previewChange(ending);
      expect(priced.trialEndAt).toBeNull();
      expect(priced.dueNow.amount).toBeGreaterThan(0);
      await it.make(ending);
      expect(await it.subscription()).toMatchObject({ status: 'active', price: { id: pro.year } });
      expect((await it.invoices())[0]).toMatchObject({ status: 'paid', amountPaid: priced.dueNow });
    });

    test('a code takes off what was said, in any spelling, and one that does not exist is refused by its field', async (context) => {
      needs(opened(), 'promotion_code', context);
      const { offer } = opened();
      const promotionCode = offer.promotionCode!;
      const it = await onBasic();
      const change = await it.change({ price: offer.pro.month });
      const whole = await it.billing.previewChange(change);
      const coded = { ...change, promotionCode: promotionCode.toLowerCase() };
      const priced = await it.billing.previewChange(coded);
      expect(priced.promotionCode).toBe(promotionCode);
      expect(priced.recurring.discounts).toMatchObject([{ promotionCode }]);
      expect(priced.nextInvoice!.total.amount).toBeLessThan(whole.nextInvoice!.total.amount);
      await it.make(coded);
      expect((await it.subscription()).discounts).toMatchObject([{ promotionCode }]);
      await it.passUntil(priced.nextInvoice!.issuedAt);
      expect((await it.invoices())[0]).toMatchObject(priced.nextInvoice!);

      const unknown = { ...change, promotionCode: 'NO-SUCH-CODE', pricedAt: await it.now() };
      await expect(it.billing.previewChange(unknown)).rejects.toMatchObject({
        code: 'promotion_code_invalid',
        fields: [{ path: 'promotionCode' }],
      });
    });

    test('a code takes the place of the code before', async (context) => {
      needs(opened(), 'promotion_code', context);
      const { offer } = opened();
      const it = await onBasic();
      await it.make(await it.change({ price: offer.pro.month, promotionCode: offer.promotionCode! }));
      const promotionCode = offer.otherPromotionCode!;
      const change = await it.change({ price: offer.basic.month, promotionCode });
      const priced = await it.billing.previewChange(change);
      expect(priced.recurring.discounts).toMatchObject([{ promotionCode }]);
      await it.make(change);
      expect((await it.subscription()).discounts).toMatchObject([{ promotionCode }]);
      await it.passUntil(priced.nextInvoice!.issuedAt);
      expect((await it.invoices())[0]).toMatchObject(priced.nextInvoice!);
    });

    test('a price that does not exist can not be chosen', async () => {
      const it = await onBasic();
      const change: PlanChange = await it.change({ price: 'price_NoSuchPrice' });
      await expect(it.billing.previewChange(change)).rejects.toEqual(codeOf('price_not_allowed'));
    });
  });
}
