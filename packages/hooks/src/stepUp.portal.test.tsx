import { listSubscriptions, updateSubscription } from '@billfold/contract';
import { createTestPortal } from '@billfold/server/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { rejection } from '../test/answers.js';
import { portalFor, SLOW, type Page } from '../test/portal.js';
import { createClient, type Client } from './client.js';
import type { OnStepUp } from './stepUp.js';

const PAGE = 'https://app.test/confirm';

let page: Page;
beforeAll(async () => {
  const portal = await createTestPortal();
  const stepUp = JSON.stringify({ actions: ['cancel'], url: PAGE });
  await portal.database.execute(sql`update portal_configurations set step_up = ${stepUp}::jsonb`);
  page = portalFor(portal, (await portal.createScenario('active')).id);
}, SLOW);
afterAll(() => page.portal.close());

/** Schedules the end of the first subscription, or takes it back. */
async function cancel(client: Client, cancelAtPeriodEnd: boolean, idempotencyKey: string) {
  const [subscription] = (await client.call(listSubscriptions, {})).data;
  const { id, version } = subscription!;
  page.requests.length = 0;
  return client.call(
    updateSubscription,
    { subscription: id, cancelAtPeriodEnd },
    { idempotencyKey, version },
  );
}

test('[H130] it is refused, confirmed by the merchant, and done once', async () => {
  const onStepUp = vi.fn<OnStepUp>(async ({ session }) => {
    await page.portal.merchant('POST', `/v1/portal/sessions/${session}/step-up`, {});
    return true;
  });
  const { session, fetch } = page;
  const client = createClient({ baseUrl: page.portal.url, session, fetch, onStepUp });

  const canceled = await cancel(client, true, 'key_1');
  expect(canceled).toMatchObject({ cancelAt: expect.any(String) });
  const [[asked] = []] = onStepUp.mock.calls;
  expect(asked).toEqual({
    session: expect.stringMatching(/^bps_/),
    action: 'cancel',
    url: `${PAGE}?session=${asked?.session}`,
  });
  expect(page.requests.map((request) => request.split(' ')[0])).toEqual(['PATCH', 'GET', 'PATCH']);

  // Proven for a while: what follows is not asked for.
  await cancel(client, false, 'key_2');
  expect(onStepUp).toHaveBeenCalledOnce();
  expect(page.requests).toHaveLength(1);
});

test('[H130] who does not prove it has changed nothing', async () => {
  const { session, fetch } = page;
  const client = createClient({ baseUrl: page.portal.url, session, fetch, onStepUp: async () => false });
  expect(await rejection(cancel(client, true, 'key_3'))).toMatchObject({ code: 'step_up_required' });
  const [subscription] = (await client.call(listSubscriptions, {})).data;
  expect(subscription!.cancelAt).toBeNull();
});
