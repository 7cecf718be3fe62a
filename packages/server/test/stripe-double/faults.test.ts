import Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import type { Fault } from './index.js';
import { openDouble, refusalOf } from './openDouble.js';

const open = openDouble();

/** What the client makes of each fault, and whether the request had its effect. */
const faults: [
  fault: Fault,
  error: new (...args: never[]) => Error,
  status: number | undefined,
  isDone: boolean,
][] = [
  ['drop_before', Stripe.errors.StripeConnectionError, undefined, false],
  ['drop_after', Stripe.errors.StripeConnectionError, undefined, true],
  ['cut_body', Stripe.errors.StripeConnectionError, undefined, true],
  ['hang_before', Stripe.errors.StripeConnectionError, undefined, false],
  ['hang', Stripe.errors.StripeConnectionError, undefined, true],
  ['rate_limit', Stripe.errors.StripeRateLimitError, 429, false],
  ['rate_limit_bare', Stripe.errors.StripeRateLimitError, 429, false],
  ['lock_timeout', Stripe.errors.StripeRateLimitError, 429, false],
  ['key_in_use', Stripe.errors.StripeAPIError, 409, false],
  ['error', Stripe.errors.StripeAPIError, 500, false],
  ['error_after', Stripe.errors.StripeAPIError, 500, true],
  ['unavailable', Stripe.errors.StripeAPIError, 503, false],
  ['html', Stripe.errors.StripeAPIError, undefined, false],
];

describe('a fault', () => {
  test.for(faults)('[X226] %s', async ([fault, kind, status, isDone]) => {
    // Where a connection was closed the client itself asks once more, whatever it was told.
    open.double.faults.next(fault, fault === 'drop_before' || fault === 'drop_after' ? 2 : 1);
    const hasty = open.client(open.double.secretKey, { timeout: 2_000 });
    const refusal = await refusalOf(hasty.customers.create({ name: String(fault) }));
    expect(refusal).toBeInstanceOf(kind);
    if (status !== undefined) expect(refusal.statusCode).toBe(status);
    expect(open.double.mutations).toHaveLength(isDone ? 1 : 0);
    const customers = await open.stripe.customers.list({ limit: 100 });
    expect(customers.data.filter(({ name }) => name === fault)).toHaveLength(isDone ? 1 : 0);
  });

  test('[X226] that is slow is an answer all the same', async () => {
    open.double.faults.next({ slow: 120 });
    const begun = performance.now();
    await open.stripe.customers.create({});
    expect(performance.now() - begun).toBeGreaterThan(110);
  });

  test('[X226] says when to come again, where it does', async () => {
    const headersOf = async (fault: Fault) => {
      open.double.faults.next(fault);
      return (await refusalOf(open.stripe.customers.list())).headers ?? {};
    };
    expect(await headersOf('rate_limit')).toMatchObject({ 'retry-after': '1' });
    expect(await headersOf('rate_limit_bare')).not.toHaveProperty('retry-after');
  });

  test('[X226] meets the next requests, one by its number, or all that are like it, until they are cleared', async () => {
    const { faults: plan } = open.double;
    const ends = async (asked: Promise<unknown>) =>
      asked.then(
        () => 200,
        ({ statusCode }) => statusCode as number,
      );
    const list = () => ends(open.stripe.customers.list());
    const create = () => ends(open.stripe.customers.create({}));
    plan.next('unavailable', 2);
    expect([await list(), await create(), await list()]).toEqual([503, 503, 200]);
    plan.at(5, 'lock_timeout');
    expect([await list(), await list(), await list()]).toEqual([200, 429, 200]);
    plan.every('POST /v1/cust*', 'error');
    expect([await list(), await create(), await create()]).toEqual([200, 500, 500]);
    plan.clear();
    plan.every(({ params }) => params.limit === '7', 'unavailable', 1);
    const seven = () => ends(open.stripe.customers.list({ limit: 7 }));
    expect([await create(), await seven(), await seven()]).toEqual([200, 503, 200]);
  });
});
