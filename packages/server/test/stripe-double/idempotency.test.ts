import Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { openDouble, refusalOf } from './openDouble.js';

const open = openDouble();

describe('under one key', () => {
  test('[X222] something is done once, and told again as it was', async () => {
    const create = () => open.stripe.customers.create({ name: 'Once' }, { idempotencyKey: 'once' });
    const first = await create();
    await open.stripe.customers.update(first.id, { name: 'Renamed' });
    const again = await create();
    expect(again).toEqual(first);
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(open.double.requests.map(({ isReplay }) => isReplay)).toEqual([false, false, true]);
    expect(open.double.mutations.filter(({ idempotencyKey }) => idempotencyKey === 'once')).toHaveLength(1);
  });

  test('[X222] errors are told again too, and a 500 stays one', async () => {
    const attach = () =>
      open.stripe.paymentMethods.attach('pm_none', { customer: 'cus_none' }, { idempotencyKey: 'refused' });
    expect((await refusalOf(attach())).message).toBe((await refusalOf(attach())).message);
    expect(open.double.requests[1]!.isReplay).toBe(true);

    open.double.faults.next('error');
    const create = () => open.stripe.customers.create({ name: 'Broken' }, { idempotencyKey: 'broken' });
    expect(await refusalOf(create())).toMatchObject({ statusCode: 500, type: 'StripeAPIError' });
    expect((await refusalOf(create())).headers?.['idempotent-replayed']).toBe('true');
    expect(open.double.mutations).toEqual([]);
  });

  test('[X222] a 500 may hide an effect, which is there once', async () => {
    open.double.faults.next('error_after');
    const create = () =>
      open.stripe.customers.create({ email: 'hidden@example.com' }, { idempotencyKey: 'hidden' });
    await refusalOf(create());
    await refusalOf(create());
    expect((await open.stripe.customers.list({ email: 'hidden@example.com' })).data).toHaveLength(1);
    expect(open.double.mutations).toHaveLength(1);
  });

  test('[X222] something else can not be asked for', async () => {
    await open.stripe.customers.create({ name: 'This' }, { idempotencyKey: 'same' });
    const other = await refusalOf(open.stripe.customers.create({ name: 'That' }, { idempotencyKey: 'same' }));
    expect(other).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    expect(other.statusCode).toBe(400);
    expect(open.double.mutations).toHaveLength(1);
  });

  test('[X222] what is being answered is refused to whoever asks in the meantime, and told afterwards', async () => {
    open.double.faults.next({ slow: 2_000 });
    const create = () => open.stripe.customers.create({ name: 'Slow' }, { idempotencyKey: 'slow' });
    const slow = create();
    await expect.poll(() => open.double.requests.length).toBe(1);
    expect(await refusalOf(create())).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' });
    const first = await slow;
    expect((await create()).id).toBe(first.id);
    expect(open.double.mutations).toHaveLength(1);
  });

  test('[X222] it is forgotten after a day, and not before', async () => {
    const create = () => open.stripe.customers.create({ name: 'Daily' }, { idempotencyKey: 'daily' });
    const first = await create();
    open.clock.now += 86_399;
    expect((await create()).id).toBe(first.id);
    open.clock.now += 1;
    expect((await create()).id).not.toBe(first.id);
  });

  test('[X222] what was never begun is not remembered', async () => {
    const options = { idempotencyKey: 'later', timeout: 2_000 };
    const create = () => open.stripe.customers.create({ name: 'Later' }, options);
    for (const fault of ['rate_limit', 'unavailable', 'key_in_use', 'hang_before'] as const) {
      open.double.faults.next(fault);
      await refusalOf(create());
    }
    expect(open.double.mutations).toEqual([]);
    expect((await create()).name).toBe('Later');
    expect(open.double.requests.map(({ isReplay }) => isReplay)).not.toContain(true);
  });

  test('[X222] what the double could not make sense of is not remembered either', async () => {
    await refusalOf(open.stripe.refunds.create({ charge: 'ch_1' }, { idempotencyKey: 'corrected' }));
    expect((await open.stripe.customers.create({}, { idempotencyKey: 'corrected' })).object).toBe('customer');
    open.double.requests.length = 0;
  });

  test('[X227] replays, refusals, reads and previews are no mutations', async () => {
    const { id } = await open.stripe.customers.create({}, { idempotencyKey: 'a' });
    await open.stripe.customers.create({}, { idempotencyKey: 'a' });
    await open.stripe.customers.retrieve(id);
    await refusalOf(open.stripe.customers.update(id, { email: 'no address' }));
    await open.stripe.customers.del(id);
    expect(open.double.mutations).toEqual([
      { idempotencyKey: 'a', method: 'POST', path: '/v1/customers', number: 1 },
      { idempotencyKey: null, method: 'DELETE', path: `/v1/customers/${id}`, number: 5 },
    ]);
  });
});
