import { describe, expect, test } from 'vitest';
import { codeOf, DAY, needs, openSubscription } from './opened.js';
import type { ProviderUnderTest } from './ProviderUnderTest.js';

/** Pauses and resumptions. */
export function describePauses(opened: () => ProviderUnderTest): void {
  describe('pausing', () => {
    const openPaused = async () => {
      const it = await openSubscription(opened(), { price: opened().offer.basic.month });
      await it.passDays(5);
      const before = await it.subscription();
      const resumesAt = new Date(Date.parse(before.currentPeriod.endAt) + 45 * DAY);
      const target = { subscription: it.id, version: before.version };
      const answer = await it.billing.pauseSubscription({ ...target, resumesAt });
      return { it, before, resumesAt, answer };
    };

    test('begins where the paid period ends; nothing is invoiced until it is over, and then a whole period', async (context) => {
      needs(opened(), 'pause', context);
      const { it, before, resumesAt, answer } = await openPaused();
      const startsAt = before.currentPeriod.endAt;
      expect(answer).toEqual(await it.subscription());
      expect(answer).toMatchObject({
        status: 'active',
        currentPeriod: before.currentPeriod,
        pause: { startsAt, resumesAt: resumesAt.toISOString() },
      });
      const { length } = await it.invoices();
      await it.passUntil(startsAt);
      expect(await it.subscription()).toMatchObject({ status: 'paused' });
      await it.passDays(40);
      expect(await it.invoices()).toHaveLength(length);

      await it.passUntil(resumesAt.toISOString());
      const after = await it.subscription();
      expect(after).toMatchObject({ status: 'active', pause: null });
      expect(after.currentPeriod.startAt).toBe(resumesAt.toISOString());
      const [first] = await it.invoices();
      expect(first).toMatchObject({ issuedAt: resumesAt.toISOString(), status: 'paid' });
      expect(await it.invoices()).toHaveLength(length + 1);
    });

    test('that has not begun is taken back and costs nothing', async (context) => {
      needs(opened(), 'pause', context);
      const { it, before, answer } = await openPaused();
      const { length } = await it.invoices();
      const outcome = await it.billing.resumeSubscription({ subscription: it.id, version: answer.version });
      const after = await it.subscription();
      expect(outcome).toEqual({ status: 'succeeded', subscription: after, invoice: null });
      expect({ ...after, version: before.version }).toEqual(before);
      expect(await it.invoices()).toHaveLength(length);
    });

    test('that is ended early begins a new period now and charges it, or goes on', async (context) => {
      needs(opened(), 'pause', context);
      const { it, before } = await openPaused();
      await it.passUntil(before.currentPeriod.endAt);
      await it.passDays(3);
      const resume = async () => {
        const { version } = await it.subscription();
        return it.billing.resumeSubscription({ subscription: it.id, version });
      };
      const { length } = await it.invoices();
      await opened().decideNextCharge(it.customer, 'fails');
      expect(await resume()).toMatchObject({ status: 'failed' });
      expect(await it.subscription()).toMatchObject({ status: 'paused' });
      expect(await it.invoices()).toHaveLength(length);

      const now = await it.now();
      const outcome = await resume();
      expect((await it.subscription()).currentPeriod.startAt).toBe(now.toISOString());
      const [invoice] = await it.invoices();
      expect(outcome).toMatchObject({ status: 'succeeded', subscription: { status: 'active' }, invoice });
      expect(invoice).toMatchObject({ status: 'paid', issuedAt: now.toISOString() });
    });

    test('what is not paused can not be resumed', async (context) => {
      needs(opened(), 'pause', context);
      const it = await openSubscription(opened(), { price: opened().offer.basic.month });
      const { version } = await it.subscription();
      await expect(it.billing.resumeSubscription({ subscription: it.id, version })).rejects.toEqual(
        codeOf('subscription_state'),
      );
    });
  });
}
