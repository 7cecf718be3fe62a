import Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { API_VERSION, findSchema } from './index.js';
import { openDouble, refusalOf } from './openDouble.js';

const open = openDouble({ keys: { rk_test_reader: ['GET /v1/customers*'] } });

describe('a request', () => {
  test('[X220] is captured as it was sent, with what was sent in its form', async () => {
    await open.stripe.customers.create(
      { name: 'Ann & Bo + 1 = 2', preferred_locales: ['de', 'en'], metadata: { plan: 'true' } },
      { idempotencyKey: 'captured' },
    );
    await open.stripe.customers.list({ limit: 3, created: { gte: 1 } });
    expect(open.double.requests).toMatchObject([
      {
        number: 1,
        method: 'POST',
        path: '/v1/customers',
        params: { name: 'Ann & Bo + 1 = 2', preferred_locales: ['de', 'en'], metadata: { plan: 'true' } },
        headers: { 'stripe-version': API_VERSION },
        idempotencyKey: 'captured',
        status: 200,
        isReplay: false,
      },
      { number: 2, method: 'GET', path: '/v1/customers', params: { limit: '3', created: { gte: '1' } } },
    ]);
  });

  test('[X220] is judged by Stripe’s schema where that is found, and refused with what is wrong', async (context) => {
    expect(open.double.schema).toBe((await findSchema()) ? 'judges' : 'absent');
    if (open.double.schema === 'absent')
      return context.annotate('Stripe’s schema is not here.').then(() => {});
    const unknown = { invoice_settings: { default_source: 'card_1' } } as Stripe.CustomerCreateParams;
    const refusal = await refusalOf(open.stripe.customers.create(unknown));
    expect(refusal).toMatchObject({ statusCode: 400, code: 'parameter_unknown', param: 'default_source' });
    expect(open.double.complaints()).toEqual([expect.stringContaining('default_source')]);
    expect(open.double.mutations).toEqual([]);
    open.double.requests.length = 0;
  });

  test('[X220] for something that the double does not have is refused, and a complaint', async () => {
    const refusal = await refusalOf(open.stripe.refunds.list());
    expect(refusal).toMatchObject({ statusCode: 404, type: 'StripeInvalidRequestError' });
    expect(open.double.complaints()).toEqual(['GET /v1/refunds: the double has no GET /v1/refunds']);
    open.double.requests.length = 0;
  });

  test('[X220] what the double answers is judged too: a wrong answer is a complaint', async () => {
    const { id } = await open.stripe.customers.create({});
    const stored = open.double.state.customers.get(id)!;
    stored.balance = 'twelve' as never;
    await open.stripe.customers.retrieve(id);
    stored.balance = 0;
    const wrong = `the answer to GET /v1/customers/${id}: /balance must be integer`;
    if (open.double.schema === 'judges') expect(open.double.complaints()).toContain(wrong);
    else expect(open.double.complaints()).toEqual([]);
    open.double.requests.length = 0;
  });

  test('[X221] needs a key, and one that may do it', async () => {
    const nobody = await refusalOf(open.client('sk_test_unknown').customers.list());
    expect(nobody).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
    expect(nobody.message).not.toContain('unknown');
    const reader = open.client('rk_test_reader');
    expect((await reader.customers.list({ limit: 1 })).object).toBe('list');
    expect(await refusalOf(reader.customers.create({}))).toBeInstanceOf(Stripe.errors.StripePermissionError);
    expect(open.double.mutations).toEqual([]);
    expect((await fetch(`${open.double.url}/v1/customers`)).status).toBe(401);
    expect(open.double.complaints()).toEqual([
      'GET /v1/customers: Stripe-Version is missing, and not ' + API_VERSION,
    ]);
    open.double.requests.length = 0;
  });

  test('[X221] that names another version is a complaint', async () => {
    const old = open.client(open.double.secretKey, { apiVersion: '2025-03-31.basil' as never });
    await refusalOf(old.customers.list());
    expect(open.double.complaints()).toEqual([
      `GET /v1/customers: Stripe-Version is 2025-03-31.basil, and not ${API_VERSION}`,
    ]);
    open.double.requests.length = 0;
  });

  test('[X225] is answered with its own id, and a refusal with all that Stripe says of one', async () => {
    const customer = await open.stripe.customers.create({});
    expect(customer.lastResponse.requestId).toBe(open.double.requests[0]!.requestId);
    const refusal = await refusalOf(open.stripe.customers.retrieve('cus_none'));
    expect(refusal).toMatchObject({
      type: 'StripeInvalidRequestError',
      statusCode: 404,
      code: 'resource_missing',
      param: 'id',
      requestId: open.double.requests[1]!.requestId,
      doc_url: 'https://docs.stripe.com/error-codes/resource-missing',
    });
  });
});
