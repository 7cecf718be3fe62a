import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FlowInput, PortalFeaturesInput, Session, Subscription } from '@billfold/contract';
import { sql } from 'drizzle-orm';
import { asCustomer } from '../../testing/asCustomer.js';
import { createTestPortal, type TestPortal } from '../../testing/index.js';

let portal: TestPortal;
let customer: string;
let subscription: Subscription;
let invoice: string;
let price: string;
beforeAll(async () => {
  portal = await createTestPortal();
  customer = (await portal.createScenario('pastDue')).id;
  const page = await asCustomer(portal, customer);
  subscription = await page.subscription();
  invoice = (await page.invoices()).find(({ status }) => status === 'open')!.id;
  const { body } = await page.get<{ data: { prices: { id: string }[] }[] }>('/plans');
  price = body.data.flatMap(({ prices }) => prices).find(({ id }) => id !== subscription.price.id)!.id;
});
afterAll(() => portal.close());

/** A flow as a merchant writes it. */
type Asked = object & { type: FlowInput['type'] };

async function mint(flow: Asked, more: object = {}): Promise<{ status: number; path: string | undefined }> {
  const response = await portal.fetch('/v1/portal/sessions', {
    method: 'POST',
    headers: { authorization: `Bearer ${portal.secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ customer, returnUrl: 'https://app.test/', flow, ...more }),
  });
  const { error } = (await response.json()) as { error?: { fields: { path: string }[] | null } };
  return { status: response.status, path: error?.fields?.[0]?.path };
}

const possible = (): Asked[] => [
  { type: 'payment_method_update' },
  { type: 'subscription_update', subscription: subscription.id } as Asked,
  { type: 'subscription_update_confirm', subscription: subscription.id, price, quantity: 1 } as Asked,
  { type: 'subscription_cancel', subscription: subscription.id } as Asked,
  { type: 'invoice_pay', invoice } as Asked,
];

/** One of the customer's own that is over. */
async function endedSubscription(): Promise<string> {
  const made = await portal.merchant<Subscription>('POST', '/v1/sandbox/subscriptions', {
    customer,
    price: subscription.price.id,
  });
  await portal.configure({ subscriptionCancel: { mode: 'immediately' } });
  const page = await asCustomer(portal, customer);
  const { status } = await page.act('POST', made, 'cancel', {});
  expect(status).toBe(200);
  await portal.configure({});
  return made.id;
}

test('[S266] a flow that can be followed is told to the session’s page, whole', async () => {
  for (const flow of possible()) {
    const { token } = await portal.createToken(customer, { flow: flow as FlowInput });
    const response = await portal.fetch('/portal/v1/session', {
      headers: { authorization: `Bearer ${token}` },
    });
    const { flow: told } = (await response.json()) as Session;
    expect(told).toEqual({
      subscription: null,
      price: null,
      quantity: null,
      invoice: null,
      ...flow,
      afterCompletion: { type: 'hosted_confirmation', returnUrl: null },
    });
  }
});

test('[S266] one that names what is not the customer’s, or is over, is refused by its field', async () => {
  const other = (await portal.createScenario('requiresAction')).id;
  const theirs = await asCustomer(portal, other);
  const ended = await endedSubscription();
  const [foreign, theirInvoice] = [await theirs.subscription(), (await theirs.invoices())[0]!];
  for (const id of [foreign.id, 'sub_doesNotExist', ended]) {
    for (const type of ['subscription_update', 'subscription_cancel'] as const) {
      expect(await mint({ type, subscription: id } as Asked)).toEqual({
        status: 400,
        path: 'flow.subscription',
      });
    }
  }
  expect(await mint({ type: 'invoice_pay', invoice: theirInvoice.id } as Asked)).toEqual({
    status: 400,
    path: 'flow.invoice',
  });
  const confirm = { type: 'subscription_update_confirm', subscription: subscription.id } as const;
  expect(await mint({ ...confirm, price: 'price_doesNotExist' } as Asked)).toEqual({
    status: 400,
    path: 'flow.price',
  });
});

test('[S266] one whose feature is off, or that the session may not do, is refused', async () => {
  for (const flow of possible()) {
    expect(await mint(flow, { capabilities: ['billing_details:read'] })).toEqual({
      status: 400,
      path: 'flow.type',
    });
  }
  const off = { enabled: false };
  await portal.configure({
    invoiceHistory: off,
    paymentMethodUpdate: off,
    subscriptionUpdate: off,
    subscriptionCancel: off,
  });
  for (const flow of possible()) expect(await mint(flow)).toEqual({ status: 400, path: 'flow.type' });
  await portal.configure({});
});

test('[S266] it leads back to allowed origins only', async () => {
  const [flow] = possible();
  const to = (returnUrl: string) =>
    mint({ ...flow!, afterCompletion: { type: 'redirect', returnUrl } } as Asked);
  expect((await to('https://app.test/thanks')).status).toBe(201);
  expect(await to('https://evil.example/thanks')).toEqual({
    status: 400,
    path: 'flow.afterCompletion.returnUrl',
  });
});

test('[S266] a plan that the configuration does not let them have is refused', async () => {
  const [, , confirm] = possible();
  const refusals: [PortalFeaturesInput['subscriptionUpdate'], string][] = [
    [{ products: [subscription.product.id] }, 'flow.price'],
    [{ allow: ['quantity'] }, 'flow.price'],
    [{}, 'flow.quantity'],
  ];
  for (const [subscriptionUpdate, path] of refusals) {
    await portal.configure({ subscriptionUpdate });
    const flow = path === 'flow.quantity' ? { ...confirm!, quantity: 999_998 } : confirm!;
    expect(await mint(flow)).toEqual({ status: 400, path });
  }
  await portal.configure({});
  // What they have already is no mistake of the merchant's: links are older than what was done since.
  expect((await mint({ ...confirm!, price: subscription.price.id } as Asked)).status).toBe(201);
});

test('[S266, S267] what leads to an origin that is not allowed any more leads nowhere, in open sessions too', async () => {
  const [flow] = possible();
  const returnUrl = 'https://app.test/thanks';
  const asked = { ...flow!, afterCompletion: { type: 'redirect', returnUrl } } as FlowInput;
  const { token } = await portal.createToken(customer, { flow: asked, returnUrl });
  const told = async () => {
    const response = await portal.fetch('/portal/v1/session', {
      headers: { authorization: `Bearer ${token}` },
    });
    const session = (await response.json()) as Session;
    return [session.returnUrl, session.flow?.afterCompletion.returnUrl];
  };
  expect(await told()).toEqual([returnUrl, returnUrl]);

  const allow = (origin: string) =>
    portal.database.execute(sql`update projects set return_origins = array[${origin}]`);
  await allow('https://other.test');
  expect(await told()).toEqual([null, null]);
  await portal.database.execute(sql`update portal_configurations set default_return_url = ${returnUrl}`);
  expect(await mint(flow!, { returnUrl: undefined })).toEqual({ status: 400, path: 'returnUrl' });
  const embedded = { mode: 'embedded', embedOrigin: 'https://app.test', returnUrl: undefined };
  expect((await mint(flow!, embedded)).status).toBe(201);

  await portal.database.execute(sql`update portal_configurations set default_return_url = null`);
  await allow('https://app.test');
  expect(await told()).toEqual([returnUrl, returnUrl]);
});
