import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { setUpProject } from '../access/setUpProject.js';
import { asCustomer, createTestPortal, type TestCustomer, type TestPortal } from '../testing/index.js';

let portal: TestPortal;
/** Five seats of Team by the month, in dollars, with a card that pays. */
let customer: TestCustomer;

beforeAll(async () => void (portal = await createTestPortal()));
beforeEach(async () => {
  customer = await asCustomer(portal, (await portal.createScenario('active')).id);
});
afterAll(() => portal.close());

test('[S89] features that are not valid end the start, with the place of each fault', async () => {
  const features = {
    subscriptionPause: { maxMonths: 0 },
    subscriptionUpdate: { allow: ['everything'] },
  } as never;
  const starting = setUpProject(portal.database, {
    id: 'proj_2',
    name: 'Two',
    testMode: true,
    now: new Date(),
    features,
  });
  await expect(starting).rejects.toThrow(
    /subscriptionUpdate\.allow\.0: .*\n.*subscriptionPause\.maxMonths: /,
  );
});

test('[S89] what a stored configuration does not name is as the defaults say', async () => {
  await portal.database.execute(
    sql`update portal_configurations set features = '{"invoiceHistory":{"enabled":true}}'`,
  );
  const { body } = await customer.get<{ features: object }>('/session');
  expect(body.features).toMatchObject({
    subscriptionUpdate: { enabled: true },
    subscriptionCancel: { mode: 'at_period_end' },
    subscriptionPause: { enabled: false, maxMonths: 3 },
  });
  await portal.configure({});
});
