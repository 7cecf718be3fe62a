import * as v from 'valibot';
import { UpcomingInvoice } from '@billfold/contract';
import { describe, expect, test } from 'vitest';
import { needs, openSubscription } from './opened.js';
import type { ProviderUnderTest } from './ProviderUnderTest.js';

/** The invoice that is to come, and the one that comes. */
export function describeNextInvoice(opened: () => ProviderUnderTest): void {
  describe('the next invoice', () => {
    test('is the one that comes, line by line', async (context) => {
      needs(opened(), 'upcoming_invoice', context);
      const { seats } = opened().offer;
      const it = await openSubscription(opened(), { price: seats, quantity: 3 });
      await it.passDays(10);
      await it.make(await it.change({ price: seats, quantity: 8, prorationBehavior: 'create_prorations' }));
      const upcoming = (await it.billing.getUpcomingInvoice(it.id))!;
      expect(v.parse(UpcomingInvoice, upcoming)).toEqual(upcoming);
      expect(upcoming.subscription).toBe(it.id);

      await it.passUntil(upcoming.issuedAt);
      const [newest] = await it.invoices();
      const { subscription: _, amountDue, paymentMethod, lines, ...rest } = upcoming;
      const invoice = (await it.billing.getInvoice(newest!.id))!;
      expect(invoice).toMatchObject(rest);
      expect(invoice.lines.map(({ id: __, ...line }) => line)).toEqual(
        lines.map(({ id: __, ...line }) => line),
      );
      expect(invoice.amountPaid).toEqual(amountDue);
      expect(invoice.payment!.method).toEqual(paymentMethod);
    });

    test('is none where nothing is to come', async (context) => {
      needs(opened(), 'upcoming_invoice', context);
      const it = await openSubscription(opened(), { price: opened().offer.basic.month });
      const { version } = await it.subscription();
      await it.billing.cancelSubscription({
        subscription: it.id,
        version,
        at: 'period_end',
        prorationBehavior: 'none',
        feedback: null,
        comment: null,
      });
      expect(await it.billing.getUpcomingInvoice(it.id)).toBeNull();
    });
  });
}
