import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSandboxCustomer } from '../../../testing/openSandboxCustomer.js';
import { openTestSandbox, type TestSandbox } from '../../../testing/openTestSandbox.js';

const DAY = 86_400_000;

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openTestSandbox();
}, 60_000);
afterAll(() => sandbox.close());

describe('[X150] history', () => {
  test('of many years was paid by a card that is good for three years from now', async () => {
    const { subject } = await openSandboxCustomer(sandbox);
    const old = await subject.run('createSandboxScenario', { scenario: 'yearly' });
    const [card] = await subject.billing(old).listPaymentMethods();
    expect(card).toMatchObject({ expiry: { month: 12, year: 2029 }, isDefault: true });
    expect(Date.parse(card!.createdAt)).toBeLessThan(subject.now.getTime() - 365 * DAY);
  });

  test('in which something else was paid by has the new one on file and not the old one', async () => {
    const { subject } = await openSandboxCustomer(sandbox);
    const pastDue = subject.billing(await subject.run('createSandboxScenario', { scenario: 'pastDue' }));
    expect(await pastDue.listPaymentMethods()).toMatchObject([{ last4: '0341', isDefault: true }]);
    const none = subject.billing(await subject.run('createSandboxScenario', { scenario: 'noPaymentMethod' }));
    expect(await none.listPaymentMethods()).toEqual([]);
  });

  test.each(['2026-11-01', '2026-11-20', '2024-02-29', '2026-12-31', '2027-01-31'])(
    'of a card that is about to run out, on %s: it is good for its last renewal and not for the next',
    async (day) => {
      const subject = await sandbox.openProject(`proj_${day}`);
      subject.now = new Date(`${day}T12:00:00.000Z`);
      const expiring = subject.billing(
        await subject.run('createSandboxScenario', { scenario: 'expiringCard' }),
      );
      const [card] = await expiring.listPaymentMethods();
      const [subscription] = await expiring.listSubscriptions();
      const month = subject.now.getUTCMonth();
      expect(card!.expiresAt).toBe(new Date(Date.UTC(subject.now.getUTCFullYear(), month + 1)).toISOString());
      expect(subscription).toMatchObject({ status: 'active', overdueInvoice: null });
      expect(subscription!.renewsAt! > card!.expiresAt!).toBe(true);
      await subject.run('advanceSandboxClock', { advanceTo: subscription!.renewsAt! });
      expect((await expiring.listSubscriptions())[0]).toMatchObject({
        status: 'past_due',
        overdueInvoice: { failure: 'card_expired' },
      });
    },
  );
});
