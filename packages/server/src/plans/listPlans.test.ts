import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { asCustomer, createTestPortal, type TestCustomer, type TestPortal } from '../testing/index.js';

const TEAM_YEARLY = 'price_DemoTeamYearlyUsd';
const TEAM_MONTHLY = 'price_DemoTeamMonthlyUsd';
const BUSINESS = 'price_DemoBusinessMonthlyUsd';

let portal: TestPortal;
/** Five seats of Team by the month, in dollars, with a card that pays. */
let customer: TestCustomer;

beforeAll(async () => void (portal = await createTestPortal()));
beforeEach(async () => {
  customer = await asCustomer(portal, (await portal.createScenario('active')).id);
});
afterAll(() => portal.close());

test('[S72] plans tell what can be chosen, and why not', async () => {
  await portal.configure({ subscriptionUpdate: { allow: ['upgrade', 'quantity'] } });
  const { id } = await customer.subscription();
  const { body } = await customer.get<{
    data: { id: string; prices: { id: string; unavailable: string | null }[] }[];
  }>(`/plans?subscription=${id}`);
  const reasons = new Map(
    body.data.flatMap(({ prices }) => prices.map((price) => [price.id, price.unavailable])),
  );
  expect(reasons.get(TEAM_MONTHLY)).toBeNull();
  expect(reasons.get(TEAM_YEARLY)).toBe('interval_not_allowed');
  expect(reasons.get(BUSINESS)).toBeNull();
  expect(reasons.get('price_DemoStarterMonthlyUsd')).toBe('downgrade_not_allowed');
  expect((await customer.get('/plans?subscription=sub_none')).status).toBe(404);
  await portal.configure({});
});
