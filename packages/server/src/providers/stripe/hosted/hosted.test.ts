import type Stripe from 'stripe';
import * as v from 'valibot';
import { PortalConfigurationSettings, type PortalConfigurationInput } from '@billfold/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStripeDouble, type StripeDouble } from '../../../../test/stripe-double/index.js';
import { createClient } from '../client/createClient.js';
import type { StripeOptions } from '../StripeOptions.js';
import { createStripePortalSession, type StripePortalSessionInput } from './createStripePortalSession.js';
import { pushBillingPortal } from './pushBillingPortal.js';

let double: StripeDouble;
let options: StripeOptions;
let stripe: Stripe;
beforeAll(async () => {
  double = await startStripeDouble();
  options = { secretKey: double.secretKey, apiUrl: double.url };
  stripe = createClient(options);
});
afterAll(async () => {
  expect(double.complaints()).toEqual([]);
  expect(double.defects).toEqual([]);
  await double.close();
});

const branding = { privacyUrl: 'https://example.com/privacy', termsUrl: null };

const push = (id: string, input: PortalConfigurationInput = {}, more = {}) =>
  pushBillingPortal(options, {
    project: 'proj_default',
    configuration: { id, ...v.parse(PortalConfigurationSettings, input) },
    branding,
    ...more,
  });

/** What is done at Stripe meanwhile. */
async function writesOf<Result>(work: () => Promise<Result>): Promise<[string[], Result]> {
  const { length } = double.mutations;
  const result = await work();
  return [double.mutations.slice(length).map(({ method, path }) => `${method} ${path}`), result];
}

async function makePrice(name: string): Promise<Stripe.Price> {
  const product = await stripe.products.create({ name });
  return stripe.prices.create({
    product: product.id,
    currency: 'eur',
    unit_amount: 1_000,
    recurring: { interval: 'month' },
  });
}

async function subscribe() {
  const { id: customer } = await stripe.customers.create({ email: 'customer@example.com' });
  const price = await makePrice('Basic');
  const method = await stripe.paymentMethods.attach('pm_card_visa', { customer });
  const subscription = await stripe.subscriptions.create({
    customer,
    items: [{ price: price.id, quantity: 3 }],
    default_payment_method: method.id,
  });
  return { customer, subscription, price };
}

test('[X317] a configuration is made once, changed where it differs, and else left alone', async () => {
  await makePrice('Pro');
  const [dry, planned] = await writesOf(() => push('default', {}, { dryRun: true }));
  expect([dry, planned.id, planned.status]).toEqual([[], null, 'created']);
  const [made, created] = await writesOf(() => push('default'));
  expect([made.length, created.status]).toEqual([1, 'created']);
  expect(await writesOf(() => push('default'))).toEqual([[], { ...created, status: 'unchanged' }]);

  const strict = { features: { subscriptionCancel: { flow: 'strict' as const } } };
  const [changed, updated] = await writesOf(() => push('default', strict));
  expect(changed).toEqual([`POST /v1/billing_portal/configurations/${created.id}`]);
  expect(updated).toMatchObject({ id: created.id, status: 'updated' });
  expect((await writesOf(() => push('default', strict)))[0]).toEqual([]);

  // Somebody has changed it by hand, or switched it off.
  await stripe.billingPortal.configurations.update(created.id!, {
    business_profile: { headline: 'By hand' },
  });
  expect(await push('default', strict)).toMatchObject({ id: created.id, status: 'updated' });
  const { business_profile: profile } = await stripe.billingPortal.configurations.retrieve(created.id!);
  expect(profile.headline).toBeNull();
});

test('[X317] of two who push at once one makes it, and another name or project is another one', async () => {
  const [one, other] = await Promise.all([push('dunning'), push('dunning')]);
  expect(one.id).toBe(other.id);
  const another = await push('dunning', {}, { project: 'proj_another' });
  expect(new Set([one.id, another.id, (await push('default')).id]).size).toBe(3);
});

test('[X318] a session is opened with our words for what it is for', async () => {
  const { customer, subscription, price } = await subscribe();
  const { id: configuration } = await push('default');
  const open = async (
    flow: StripePortalSessionInput['flow'] | null,
    more: Partial<StripePortalSessionInput> = {},
  ) => {
    const input = { customer, configuration: configuration!, returnUrl: 'https://app.example.com/billing' };
    const { url } = await createStripePortalSession(options, { ...input, ...(flow && { flow }), ...more });
    const asked = double.requests.findLast(({ path }) => path === '/v1/billing_portal/sessions')!;
    return { url, params: asked.params };
  };
  const { url, params } = await open(null, { locale: 'de' });
  expect(url).toContain('/p/session/');
  expect(params).toEqual({
    customer,
    configuration,
    return_url: 'https://app.example.com/billing',
    locale: 'de',
  });

  const about = { subscription: subscription.id };
  const flowOf = async (...args: Parameters<typeof open>) => (await open(...args)).params.flow_data;
  expect(await flowOf({ type: 'payment_method_update' })).toEqual({
    type: 'payment_method_update',
    after_completion: { type: 'hosted_confirmation' },
  });
  expect(
    await flowOf({ type: 'subscription_update', ...about, afterCompletion: { type: 'portal_homepage' } }),
  ).toEqual({
    type: 'subscription_update',
    after_completion: { type: 'portal_homepage' },
    subscription_update: about,
  });
  expect(await flowOf({ type: 'subscription_update_confirm', ...about, price: price.id })).toMatchObject({
    type: 'subscription_update_confirm',
    subscription_update_confirm: {
      ...about,
      items: [{ id: subscription.items.data[0]!.id, price: price.id, quantity: '3' }],
    },
  });
  expect(
    await flowOf(
      { type: 'subscription_cancel', ...about, afterCompletion: { type: 'redirect' } },
      { offerCoupon: 'save20' },
    ),
  ).toEqual({
    type: 'subscription_cancel',
    after_completion: { type: 'redirect', redirect: { return_url: 'https://app.example.com/billing' } },
    subscription_cancel: {
      ...about,
      retention: { type: 'coupon_offer', coupon_offer: { coupon: 'save20' } },
    },
  });
  const signInUntil = new Date('2030-01-01T00:00:00.000Z');
  expect((await open(null, { afterExpiration: { signInUntil } })).params.after_expiration).toEqual({
    type: 'customer_login',
    customer_login: { expires_at: '1893456000' },
  });
});

test('[X318] nothing of somebody else is opened, and an invoice is paid on its own page', async () => {
  const [it, stranger] = [await subscribe(), await subscribe()];
  const open = (flow: NonNullable<StripePortalSessionInput['flow']>) =>
    createStripePortalSession(options, { customer: it.customer, flow });
  const notFound = expect.objectContaining({ code: 'not_found' });
  for (const subscription of [stranger.subscription.id, 'sub_doesNotExist']) {
    await expect(open({ type: 'subscription_cancel', subscription })).rejects.toEqual(notFound);
  }
  const theirs = stranger.subscription.latest_invoice as string;
  await expect(open({ type: 'invoice_pay', invoice: theirs })).rejects.toEqual(notFound);
  const paid = it.subscription.latest_invoice as string;
  await expect(open({ type: 'invoice_pay', invoice: paid })).rejects.toEqual(
    expect.objectContaining({ code: 'invoice_not_payable' }),
  );
  await stripe.invoiceItems.create({ customer: it.customer, amount: 500, currency: 'eur' });
  const draft = await stripe.invoices.create({
    customer: it.customer,
    collection_method: 'send_invoice',
    days_until_due: 30,
    pending_invoice_items_behavior: 'include',
  });
  const { id: invoice } = await stripe.invoices.finalizeInvoice(draft.id);
  expect(new URL((await open({ type: 'invoice_pay', invoice })).url).pathname).toBe(`/i/${invoice}`);
  await expect(
    open({ type: 'payment_method_update', afterCompletion: { type: 'redirect' } }),
  ).rejects.toMatchObject({ code: 'invalid_request', fields: [{ path: 'returnUrl' }] });
  await expect(open({ type: 'subscription_cancel', subscription: 'sub-1' })).rejects.toMatchObject({
    code: 'invalid_request',
    fields: [{ path: 'flow.subscription' }],
  });
});
