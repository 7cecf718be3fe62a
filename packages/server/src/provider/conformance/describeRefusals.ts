import { describe, expect, test } from 'vitest';
import type { CustomerBilling } from '../CustomerBilling.js';
import { codeOf, expectNothingChanged, openSubscription, type Opened } from './opened.js';
import type { ProviderUnderTest } from './ProviderUnderTest.js';
import { billingOf } from './billingOf.js';

/** What is refused whatever it is: somebody else's, and what was decided on something that is not so any more. */
export function describeRefusals(opened: () => ProviderUnderTest): void {
  describe('refusing', () => {
    const open = () => openSubscription(opened(), { price: opened().offer.basic.month });

    /** Every method that changes a subscription, by the name it has in the port. */
    const mutationsOf = async (
      it: Opened,
      billing: CustomerBilling,
      version: number,
    ): Promise<Record<string, () => Promise<unknown>>> => {
      const target = { subscription: it.id, version };
      const change = await it.change({ price: opened().offer.pro.month });
      const expected = await it.billing.previewChange(change);
      const resumesAt = new Date((await it.now()).getTime() + 90 * 86_400_000);
      const why = { prorationBehavior: 'none', feedback: null, comment: null } as const;
      const lacks = opened().provider.lacks ?? new Set();
      return {
        changeSubscription: () => billing.changeSubscription({ ...change, ...target, expected }),
        cancelSubscription: () => billing.cancelSubscription({ ...target, at: 'now', ...why }),
        keepSubscription: () => billing.keepSubscription(target),
        ...(!lacks.has('scheduled_change') && {
          deletePendingChange: () => billing.deletePendingChange(target),
        }),
        ...(!lacks.has('pause') && {
          pauseSubscription: () => billing.pauseSubscription({ ...target, resumesAt }),
          resumeSubscription: () => billing.resumeSubscription(target),
        }),
        ...(!lacks.has('discount') && {
          applyDiscount: () => billing.applyDiscount({ ...target, coupon: opened().offer.coupon! }),
        }),
      };
    };

    test('whatever was decided on another version', async () => {
      const it = await open();
      const { version } = await it.subscription();
      for (const seen of [version - 1, version + 1]) {
        const mutations = await mutationsOf(it, it.billing, seen);
        await expectNothingChanged(it, async () => {
          for (const [name, mutate] of Object.entries(mutations)) {
            await expect(mutate(), name).rejects.toEqual(codeOf('version_stale'));
          }
        });
      }
    });

    test('what belongs to somebody else, as if it did not exist', async () => {
      const it = await open();
      const { version } = await it.subscription();
      const [invoice] = await it.invoices();
      const change = await it.change({ price: opened().offer.pro.month });
      const { subscription, prorationBehavior } = { ...change, prorationBehavior: 'none' as const };
      const namesake = { ...it.customer, providerCustomer: null, project: opened().projects[1] };
      for (const stranger of [(await open()).customer, namesake]) {
        const billing = billingOf(opened(), stranger);
        const mutations = await mutationsOf(it, billing, version);
        await expectNothingChanged(it, async () => {
          for (const [name, mutate] of Object.entries(mutations)) {
            await expect(mutate(), name).rejects.toEqual(codeOf('not_found'));
          }
          await expect(billing.previewChange(change)).rejects.toEqual(codeOf('not_found'));
          const why = { subscription, prorationBehavior, at: 'now', feedback: null, comment: null } as const;
          await expect(billing.previewCancellation(why)).rejects.toEqual(codeOf('not_found'));
          await expect(billing.payInvoice({ invoice: invoice!.id, paymentMethod: null })).rejects.toEqual(
            codeOf('not_found'),
          );
          if (!opened().provider.lacks?.has('upcoming_invoice')) {
            expect(await billing.getUpcomingInvoice(it.id)).toBeNull();
          }
          if (!opened().provider.lacks?.has('discount')) {
            expect(await billing.previewDiscount(it.id, opened().offer.coupon!)).toBeNull();
          }
        });
      }
    });

    test('of two who decide at once on the same version one, and the other has changed nothing', async () => {
      const it = await open();
      const { version } = await it.subscription();
      const change = await it.change({ price: opened().offer.pro.month });
      const expected = await it.billing.previewChange(change);
      const target = { subscription: it.id, version };
      const why = { prorationBehavior: 'none', feedback: null, comment: null } as const;
      const outcomes = await Promise.allSettled([
        it.billing.changeSubscription({ ...change, ...target, expected }),
        it.billing.cancelSubscription({ ...target, at: 'period_end', ...why }),
      ]);
      const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
      expect(refused.map(({ reason }) => reason as unknown)).toEqual([codeOf('version_stale')]);
      const { price, cancelAt } = await it.subscription();
      expect(price.id === opened().offer.pro.month).toBe(cancelAt === null);
    });
  });
}
