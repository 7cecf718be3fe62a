import * as v from 'valibot';
import { Subscription } from '@billfold/contract';
import { describe, expect, test, type TestContext } from 'vitest';
import { DAY } from './opened.js';
import type { ProviderUnderTest } from './ProviderUnderTest.js';
import { billingOf } from './billingOf.js';

/** What somebody else bills: it is told of, and nothing comes of it. */
export function describeManaged(opened: () => ProviderUnderTest): void {
  describe('a subscription that is billed elsewhere', () => {
    const begin = async (context: TestContext) => {
      const { beginManaged } = opened();
      if (!beginManaged) return context.skip('the provider has no such subscriptions');
      const { customer, subscription: id } = await beginManaged();
      const billing = billingOf(opened(), customer);
      return { customer, billing, id };
    };

    test('says who bills it, and of nothing that is to be charged', async (context) => {
      const { billing, id } = await begin(context);
      const subscription = (await billing.getSubscription(id))!;
      expect(v.parse(Subscription, subscription)).toEqual(subscription);
      expect(await billing.listSubscriptions()).toContainEqual(subscription);
      expect(subscription.managedBy!.name).not.toBe('');
      expect(subscription).toMatchObject({ renewsAt: null, paymentMethod: null, overdueInvoice: null });
      expect(await billing.getUpcomingInvoice(id)).toBeNull();
    });

    test('is never charged, whatever time passes', async (context) => {
      const { customer, billing, id } = await begin(context);
      const everything = { limit: 100, after: null, status: null, year: null };
      const before = await billing.listInvoices(everything);
      const now = await opened().provider.now(customer.project, opened().unit(), customer);
      await opened().passTime(customer, new Date(now.getTime() + 100 * DAY));
      expect(await billing.listInvoices(everything)).toEqual(before);
      expect(await billing.getSubscription(id)).toMatchObject({ id, status: 'active' });
    });

    test('keeps no payment method on file, and is charged to none', async (context) => {
      const { billing, id } = await begin(context);
      const [card] = await billing.listPaymentMethods();
      expect(card).toMatchObject({ usedBy: [], removable: true });
      const choice = { paymentMethod: card!.id, subscriptions: 'all' as const };
      expect((await billing.setDefaultPaymentMethod(choice)).moved).toEqual([]);
      await billing.removePaymentMethod(card!.id);
      expect(await billing.getSubscription(id)).toMatchObject({ status: 'active', paymentMethod: null });
    });
  });
}
