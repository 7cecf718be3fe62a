import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type {
  ActivityEntry,
  AuditEntry,
  Page,
  PortalFeaturesInput,
  Scenario,
  TaxId,
} from '@billfold/contract';
import { putOnFile } from '../../test/putOnFile.js';
import { setUpProject } from '../access/setUpProject.js';
import { asCustomer, createTestPortal, type TestCustomer, type TestPortal } from '../testing/index.js';

// A portal does much in each of these, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** Everything is done at once, so that there is something to be told. */
const FEATURES = {
  subscriptionPause: { enabled: true },
  subscriptionUpdate: { scheduleAtPeriodEnd: [] },
  subscriptionCancel: { mode: 'immediately', retention: { offerCoupon: 'save20' } },
} satisfies PortalFeaturesInput;

let portal: TestPortal;
beforeAll(async () => {
  portal = await createTestPortal({ project: { features: FEATURES } });
});
afterAll(() => portal.close());

const ACTOR = { id: 'user_1', name: 'Example Colleague', email: 'colleague@example.com' };

const customerIn = async (
  scenario: Scenario,
  options?: Parameters<typeof asCustomer>[2],
): Promise<TestCustomer> => asCustomer(portal, (await portal.createScenario(scenario)).id, options);

/** All that a customer is told, the oldest first, page by page. */
async function activityOf({ get }: Pick<TestCustomer, 'get'>, limit = 100): Promise<ActivityEntry[]> {
  const all: ActivityEntry[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const from: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const { body }: { body: Page<ActivityEntry> } = await get(`/activity?limit=${limit}${from}`);
    all.push(...body.data);
    cursor = body.nextCursor;
  }
  return all.reverse();
}

/** What stands in a line, and nothing of when it was. */
const wordsOf = ({ type, subject, before, after }: ActivityEntry) =>
  [type, subject, before, after].filter((it) => it !== null);

test('[S238] tells the customer what they have done, in the order in which they did it', async () => {
  const customer = await customerIn('active');
  const subscription = customer.subscription;
  await customer.change(await customer.quoted('price_DemoBusinessMonthlyUsd', 1));
  await customer.change(await customer.quoted('price_DemoTeamMonthlyUsd', 3));
  await customer.change(await customer.quoted('price_DemoTeamMonthlyUsd', 5));
  await customer.change(await customer.quoted('price_DemoTeamYearlyUsd', 5));
  await portal.configure({ ...FEATURES, subscriptionCancel: { mode: 'at_period_end' } });
  await customer.act('PATCH', await subscription(), '', { cancelAtPeriodEnd: true });
  const { cancelAt } = await subscription();
  await customer.act('PATCH', await subscription(), '', { cancelAtPeriodEnd: false });
  await portal.configure(FEATURES);
  await customer.act('POST', await subscription(), 'pause');
  const { pause } = await subscription();
  await customer.act('POST', await subscription(), 'resume');
  const card = await putOnFile(customer, 'mastercard');
  await customer.send('POST', `/payment-methods/${card.id}/default`, {});
  await putOnFile(customer, 'sepa_debit', { makeDefault: true });
  await customer.send('DELETE', `/payment-methods/${card.id}`);
  await customer.send('PATCH', '/billing-details', { name: 'Example Ltd', phone: '+49 30 123456' });
  const taxId = await customer.send<TaxId>('POST', '/billing-details/tax-ids', {
    type: 'us_ein',
    value: '12-3456789',
  });
  await customer.send('DELETE', `/billing-details/tax-ids/${taxId.body.id}`);
  await customer.act('POST', await subscription(), 'cancel');

  const lines = await activityOf(customer);
  // What a change has charged at once is told before it, and nothing of what it has given back.
  const charges = lines.flatMap(({ type }, index) =>
    type === 'invoice_paid' ? [lines[index + 1]!.after] : [],
  );
  expect(charges).toEqual(['Business', 'year']);
  const told = lines.filter(({ type }) => type !== 'invoice_paid');
  expect(told.map(wordsOf)).toEqual([
    ['plan_changed', 'Business', 'Team', 'Business'],
    ['plan_changed', 'Team', 'Business', 'Team'],
    ['quantity_changed', 'Team', '3', '5'],
    ['plan_changed', 'Team', 'month', 'year'],
    ['cancellation_scheduled', 'Team'],
    ['cancellation_undone', 'Team'],
    ['subscription_paused', 'Team'],
    ['subscription_resumed', 'Team'],
    ['payment_method_added', 'mastercard 4444'],
    ['default_payment_method_changed', 'mastercard 4444'],
    ['subscription_updated', 'Team', 'visa 4242', 'mastercard 4444'],
    ['payment_method_added', 'sepa_debit 3000'],
    ['default_payment_method_changed', 'sepa_debit 3000'],
    ['subscription_updated', 'Team', 'mastercard 4444', 'sepa_debit 3000'],
    ['payment_method_removed', 'mastercard 4444'],
    ['billing_details_updated', 'name, phone'],
    ['tax_id_added', '12-3456789'],
    ['tax_id_removed', '12-3456789'],
    ['subscription_canceled', 'Team'],
  ]);
  const effective = new Map(told.map(({ type, effectiveAt }) => [type, effectiveAt]));
  expect(effective.get('cancellation_scheduled')).toBe(cancelAt);
  expect(effective.get('subscription_paused')).toBe(pause!.startsAt);
  expect(told.every(({ by, actorName }) => by === 'customer' && actorName === null)).toBe(true);
});

test('[S238] tells of changes that come later, of gifts and of payments', async () => {
  await portal.configure({});
  const customer = await customerIn('active');
  await customer.change(await customer.quoted('price_DemoStarterMonthlyUsd'));
  const { pendingChange } = await customer.subscription();
  await customer.act('DELETE', await customer.subscription(), 'pending-change');
  await customer.change(await customer.quoted('price_DemoTeamMonthlyUsd', 2));
  await customer.act('DELETE', await customer.subscription(), 'pending-change');
  await portal.configure({ subscriptionCancel: { retention: { offerCoupon: 'save20' } } });
  await customer.act('POST', await customer.subscription(), 'retention-offer');
  await portal.configure(FEATURES);
  const { discounts } = await customer.subscription();
  await customer.control({ paymentMethod: 'card_declined' });
  const quote = await customer.quoted('price_DemoBusinessMonthlyUsd', 1);
  expect((await customer.change(quote)).status).toBe(402);

  const told = await activityOf(customer);
  expect(told.map(wordsOf)).toEqual([
    ['change_scheduled', 'Team', 'Team', 'Starter'],
    ['change_undone', 'Team'],
    ['change_scheduled', 'Team', '5', '2'],
    ['change_undone', 'Team'],
    ['discount_added', discounts[0]!.coupon.name],
    ['payment_failed', 'Team'],
  ]);
  expect(told[0]!.effectiveAt).toBe(pendingChange!.effectiveAt);
  expect(told.at(-1)!.amount).toEqual(quote.dueNow);
});

test('[S238] an invoice is told of by its number, with what was to be paid', async () => {
  const customer = await customerIn('pastDue');
  const { overdueInvoice } = await customer.subscription();
  const { id, amountRemaining } = overdueInvoice!;
  const { body } = await customer.get<{ number: string }>(`/invoices/${id}`);
  await customer.send('POST', `/invoices/${id}/pay`, {});
  const card = await putOnFile(customer, 'visa');
  await customer.send('POST', `/invoices/${id}/pay`, { paymentMethod: card.id });
  const payments = (await activityOf(customer)).filter(({ type }) => /invoice|payment_failed/.test(type));
  expect(payments).toMatchObject([
    { type: 'payment_failed', subject: body.number, amount: amountRemaining, by: 'customer' },
    { type: 'invoice_paid', subject: body.number, amount: amountRemaining, by: 'customer' },
  ]);
});

test('[S239] says who it was: the customer and who sat there, the merchant, or time', async () => {
  await portal.configure({});
  const { id } = await portal.createScenario('active');
  const { code } = await portal.createLink(id, { actor: ACTOR });
  await portal.fetch('/portal/v1/session/exchange', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  const customer = await asCustomer(portal, id, { actor: ACTOR });
  await customer.send('PATCH', '/billing-details', { name: 'Example Ltd' });
  await portal.merchant('PATCH', `/v1/customers/${id}`, { name: 'Example Inc', reference: 'ref-1' });
  await portal.merchant('PATCH', `/v1/customers/${id}`, { reference: 'ref-2' });
  const { id: subscription, version, currentPeriod } = await customer.subscription();
  await portal.fetch(`/v1/customers/${id}/subscriptions/${subscription}`, {
    method: 'PATCH',
    headers: {
      authorization: `Bearer ${portal.secretKey}`,
      'content-type': 'application/json',
      'if-match': `"${version}"`,
    },
    body: JSON.stringify({ cancelAtPeriodEnd: true }),
  });
  const later = new Date(Date.parse(currentPeriod.endAt) + 60_000).toISOString();
  await portal.merchant('POST', '/v1/sandbox/clock', { advanceTo: later });

  const told = await activityOf(customer);
  const seen = told.map(({ type, by, actorName, subject }) => [type, by, actorName, subject]);
  expect(seen.filter(([type]) => !/invoice|payment/.test(type!))).toEqual([
    ['portal_opened', 'customer', ACTOR.name, null],
    ['billing_details_updated', 'customer', ACTOR.name, 'name'],
    ['billing_details_updated', 'merchant', null, 'name'],
    ['cancellation_scheduled', 'merchant', null, 'Team'],
    ['subscription_canceled', 'automatic', null, 'Team'],
  ]);
  const text = JSON.stringify(told);
  expect(text).not.toContain(ACTOR.email);
  expect(text).not.toContain(ACTOR.id);
});

test('[S240] holds no id, no secret, and nothing of what billing details were or are', async () => {
  const customer = await customerIn('active', { actor: ACTOR });
  const details = { name: 'Former Example', purchaseOrder: 'PO-2026-Example', phone: '+49 30 123456' };
  await customer.send('PATCH', '/billing-details', details);
  await customer.send('PATCH', '/billing-details', { name: 'Example Now' });
  await putOnFile(customer, 'mastercard', { makeDefault: true });
  await customer.change(await customer.quoted('price_DemoBusinessMonthlyUsd', 1));
  const told = await activityOf(customer);
  expect(told).not.toEqual([]);
  // Its own id is the one that an entry has, and by which the merchant finds it.
  const text = JSON.stringify(told.map(({ id: _, ...rest }) => rest));
  expect(text).not.toMatch(/\b(cus|sub|pm|price|prod|in|bps|key|evt|req|proj|txi|seti)_[0-9A-Za-z]{4}/);
  for (const value of [...Object.values(details), 'Example Now', customer.token, ACTOR.email]) {
    expect(text).not.toContain(value);
  }
});

test('[S241] is the customer’s own, and so is its cursor', async () => {
  const [mine, theirs] = [await customerIn('active'), await customerIn('active')];
  for (const name of ['First', 'Second', 'Third']) await mine.send('PATCH', '/billing-details', { name });
  expect(await activityOf(theirs)).toEqual([]);
  const { body } = await mine.get<Page<ActivityEntry>>('/activity?limit=1');
  expect((await mine.get(`/activity?cursor=${body.nextCursor}`)).status).toBe(200);
  expect((await theirs.get(`/activity?cursor=${body.nextCursor}`)).body.error?.code).toBe('invalid_cursor');
  const { body: other } = await mine.get<Page<unknown>>('/invoices?limit=1');
  expect((await mine.get(`/activity?cursor=${other.nextCursor}`)).body.error?.code).toBe('invalid_cursor');

  // The same id in another project is somebody else.
  const { project } = await setUpProject(portal.database, {
    id: 'proj_activity',
    name: 'Other App',
    testMode: true,
    now: portal.clock.now(),
  });
  await portal.database.execute(
    sql`insert into customers (project_id, id, created_at) values (${project}, ${mine.id}, now())`,
  );
  await portal.database.execute(sql`
    insert into audit_log (project_id, id, customer_id, action, by, at)
    values (${project}, 'aud_elsewhere', ${mine.id}, 'portal.session.redeemed', 'server', now())`);
  expect((await activityOf(mine)).map(({ id }) => id)).not.toContain('aud_elsewhere');
});

test('[S241] its pages neither repeat nor skip while more is written, whatever is not told in between', async () => {
  const customer = await customerIn('active');
  const rename = (name: string) => customer.send('PATCH', '/billing-details', { name });
  for (let index = 0; index < 25; index += 1) await rename(`Example ${index}`);
  // What is between the merchant and the server is most of this log.
  await portal.database.execute(sql`
    insert into audit_log (project_id, id, customer_id, action, by, at, before, after)
    select project_id, id || 'x' || n, customer_id, 'customer.updated', 'server', at, '{"reference": "1"}', '{"reference": "2"}'
    from audit_log, generate_series(1, 2) n where customer_id = ${customer.id} and action = 'customer.updated'`);
  const before = (await activityOf(customer)).map(({ id }) => id).reverse();
  expect(before).toHaveLength(25);

  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const from: string = cursor === null ? '' : `&cursor=${cursor}`;
    const { body }: { body: Page<ActivityEntry> } = await customer.get(`/activity?limit=4${from}`);
    seen.push(...body.data.map(({ id }) => id));
    cursor = body.nextCursor;
    await rename(`Example ${seen.length} later`);
  } while (cursor !== null);
  expect(seen).toEqual(before);
});

test('[S241] who fills the log with what nobody is told makes nobody wait', async () => {
  const customer = await customerIn('active');
  await customer.send('PATCH', '/billing-details', { name: 'Example' });
  await portal.database.execute(sql`
    insert into audit_log (project_id, id, customer_id, action, by, at, before, after)
    select project_id, id || 'x' || n, customer_id, 'customer.updated', 'server', at, '{"reference": "1"}', '{"reference": "2"}'
    from audit_log, generate_series(1, 1000) n where customer_id = ${customer.id} and action = 'customer.updated'`);
  const { body } = await customer.get<Page<ActivityEntry>>('/activity');
  expect([body.data.length, body.nextCursor === null]).toEqual([0, false]);
  expect((await activityOf(customer)).map(({ type }) => type)).toEqual(['billing_details_updated']);
});

test('[S243] the merchant’s audit log tells the same story', async () => {
  const customer = await customerIn('active', { actor: ACTOR });
  await putOnFile(customer, 'mastercard', { makeDefault: true });
  await customer.change(await customer.quoted('price_DemoBusinessMonthlyUsd', 1));
  await customer.send('PATCH', '/billing-details', { name: 'Example Ltd' });
  const told = await activityOf(customer);
  const { data } = await portal.merchant<Page<AuditEntry>>(
    'GET',
    `/v1/audit-log?customer=${customer.id}&limit=100`,
  );
  const entries = data.reverse();
  const places = told.map(({ id }) => entries.findIndex((entry) => entry.id === id));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((one, other) => one - other));
  for (const [index, line] of told.entries()) {
    const entry = entries[places[index]!]!;
    expect([entry.at, entry.actor?.name, entry.by.kind]).toEqual([line.at, line.actorName, 'session']);
  }
  // And the customer's way of asking is the merchant's too.
  const asked = await portal.merchant<Page<ActivityEntry>>('GET', `/v1/customers/${customer.id}/activity`);
  expect(asked.data.toReversed()).toEqual(told);
});

test('[S244] what servers of older versions have written is told as far as it is known', async () => {
  const customer = await customerIn('active');
  const actions = [
    'customer.subscription.created',
    'customer.subscription.updated',
    'customer.subscription.deleted',
    'customer.subscription.paused',
    'customer.subscription.resumed',
    'payment_method.attached',
    'payment_method.detached',
    'payment_method.made_default',
    'customer.updated',
    'customer.tax_id.created',
    'customer.tax_id.deleted',
    'invoice.paid',
    'invoice.payment_failed',
    'portal.session.redeemed',
    'portal.session.revoked',
    'something.that_nobody_knows',
  ];
  for (const [index, action] of actions.entries()) {
    await portal.database.execute(sql`
      insert into audit_log (project_id, id, customer_id, action, by, target, at)
      values (${portal.project}, ${`aud_old${index}`}, ${customer.id}, ${action}, 'session:bps_old', 'sub_old',
        ${new Date(2026, 0, 1 + index).toISOString()}::timestamptz)`);
  }
  const told = await activityOf(customer);
  expect(told.map(wordsOf)).toEqual([
    ['subscription_started'],
    ['subscription_updated'],
    ['subscription_canceled'],
    ['subscription_paused'],
    ['subscription_resumed'],
    ['payment_method_added'],
    ['payment_method_removed'],
    ['default_payment_method_changed'],
    ['billing_details_updated'],
    ['tax_id_added'],
    ['tax_id_removed'],
    ['invoice_paid'],
    ['payment_failed'],
    ['portal_opened'],
  ]);
});
