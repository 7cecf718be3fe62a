import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSandboxPayer } from '../../../testing/openSandboxPayer.js';
import { openTestSandbox, type TestSandbox } from '../../../testing/openTestSandbox.js';

const price = 'price_DemoTeamMonthlyUsd';
const DAY = 86_400_000;

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openTestSandbox();
}, 60_000);
afterAll(() => sandbox.close());

describe('[X149] the expiry of a card', () => {
  test('lets renewals be refused from its month’s end, and repairs with another card', async () => {
    const { subject, customer, billing, now, advance, put } = await openSandboxPayer(sandbox);
    const id = await subject.begin(customer, { price });
    await subject.runAs(customer, 'updateSandboxControls', { expireCard: true });
    const [expired] = await billing.listPaymentMethods();
    const agoBy = (await now()).getTime() - Date.parse(expired!.expiresAt!);
    expect(agoBy).toBeGreaterThanOrEqual(0);
    expect(agoBy).toBeLessThan(31 * DAY);

    await advance(new Date(Date.parse((await billing.getSubscription(id))!.renewsAt!)));
    const overdue = (await billing.getSubscription(id))!;
    expect(overdue).toMatchObject({ status: 'past_due', overdueInvoice: { failure: 'card_expired' } });
    const other = await put('mastercard', true);
    const payment = { invoice: overdue.overdueInvoice!.id, paymentMethod: null };
    expect(await billing.payInvoice(payment)).toMatchObject({
      status: 'succeeded',
      invoice: { payment: { method: { last4: other.last4 } } },
    });
  });

  test('can not be brought about where no card is the default', async () => {
    const { subject, customer, put } = await openSandboxPayer(sandbox);
    const expire = () => subject.runAs(customer, 'updateSandboxControls', { expireCard: true });
    const refused = expect.objectContaining({
      code: 'invalid_request',
      fields: [{ path: 'expireCard', message: 'there is no card that is the default' }],
    });
    await expect(expire()).rejects.toEqual(refused);
    await put('sepa_debit');
    await expect(expire()).rejects.toEqual(refused);
  });
});
