import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStripePortal, type StripePortal } from '../../../test/openStripePortal.js';
import { rowsOf } from '../../database/Database.js';

let opened: StripePortal;
beforeAll(async () => {
  opened = await openStripePortal({ timeoutMs: 8_000, providerTimeoutMs: 12_000 });
});
afterAll(() => opened?.close());

const open = () => rowsOf(opened.database, sql`select id from intents where finished_at is null`);

/** Changes of a subscription that Stripe has really made since. */
const changesSince = (mark: number) =>
  opened.shop.double.mutations
    .slice(mark)
    .filter(({ method, path }) => method === 'POST' && path.startsWith('/v1/subscriptions/'));

// Stripe gives its own failure to a key for a day: nothing would ever come of asking under the same one.
test.each(['error', 'error_after'] as const)(
  '[S317] a failure that Stripe remembers (%s) is looked into, and the change is made once',
  async (fault) => {
    const { double, offer } = opened.shop;
    const customer = await opened.subscribe(offer.basic.month);
    const quote = await customer.quoted(offer.pro.month);
    const mark = double.mutations.length;
    double.faults.every(/^POST \/v1\/subscriptions\/sub_/, fault, 1);
    const first = await customer.change(quote, { key: `remembered-${fault}` });
    double.faults.clear();
    expect([first.status, first.body.status]).toEqual([200, 'pending']);
    expect(await open()).toHaveLength(1);

    expect(await opened.recover()).toBe(1);
    expect(await open()).toEqual([]);
    expect(changesSince(mark)).toHaveLength(1);
    expect((await customer.subscription()).price.id).toBe(offer.pro.month);
    const again = await customer.change(quote, { key: `remembered-${fault}` });
    // Where it was made by a request that said that it had failed, the customer is to look at how it is now.
    expect(again.status).toBe(fault === 'error' ? 200 : 412);
    expect(changesSince(mark)).toHaveLength(1);
  },
);
