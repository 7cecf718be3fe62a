import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Subscription } from '@billfold/contract';
import { asCustomer, createTestPortal, type TestCustomer, type TestPortal } from '../testing/index.js';

const TEAM_MONTHLY = 'price_DemoTeamMonthlyUsd';

let portal: TestPortal;
/** Five seats of Team by the month, in dollars, with a card that pays. */
let customer: TestCustomer;

beforeAll(async () => void (portal = await createTestPortal()));
beforeEach(async () => {
  customer = await asCustomer(portal, (await portal.createScenario('active')).id);
});
afterAll(() => portal.close());

test('[S84] a scheduled change waits, can be taken back, and is replaced by a later one', async () => {
  const { body } = await customer.change(await customer.quoted(TEAM_MONTHLY, 3));
  expect(body.subscription).toMatchObject({ quantity: 5, pendingChange: { quantity: 3 } });
  const replacing = await customer.quoted(TEAM_MONTHLY, 2);
  expect(replacing.warnings).toEqual([{ code: 'replaces_pending_change', message: null }]);
  const { subscription } = (await customer.change(replacing)).body;
  expect(subscription.pendingChange).toMatchObject({
    quantity: 2,
    effectiveAt: subscription.currentPeriod.endAt,
  });

  const path = `/subscriptions/${subscription.id}/pending-change`;
  const undone = await customer.send<Subscription>('DELETE', path, undefined, {
    version: subscription.version,
  });
  expect([undone.status, undone.body.pendingChange]).toEqual([200, null]);
  const again = await customer.send('DELETE', path, undefined, { version: undone.body.version });
  expect([again.status, again.body.error?.code]).toEqual([409, 'subscription_state']);
});
