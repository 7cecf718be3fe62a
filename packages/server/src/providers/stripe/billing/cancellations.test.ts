import { expect, test } from 'vitest';
import type { Cancellation } from '../../../provider/CustomerBilling.js';
import { createIntent } from '../../../provider/conformance/billingOf.js';
import { openStripeTest, type Subscriber } from '../../../../test/stripeTest.js';

const it = openStripeTest();

const codeOf = (code: string) => expect.objectContaining({ code });

const ending = async (one: Subscriber, more: Partial<Cancellation> = {}) => ({
  ...(await one.target()),
  at: 'period_end' as const,
  prorationBehavior: 'none' as const,
  feedback: 'too_expensive' as const,
  comment: 'Perhaps next year.',
  ...more,
});

test('[X292] scheduled cancel, one way: with the period, and why', async () => {
  const one = await it.begin();
  await one.billing.cancelSubscription(await ending(one));
  const { cancel_at_period_end, cancellation_details } = await one.there();
  expect(cancel_at_period_end).toBe(true);
  expect(cancellation_details).toMatchObject({ feedback: 'too_expensive', comment: 'Perhaps next year.' });

  const kept = await one.billing.keepSubscription(await one.target());
  expect(kept.cancelAt).toBeNull();
  expect(it.sent(`POST /v1/subscriptions/${one.id}`)).toMatchObject([
    { cancel_at_period_end: 'true' },
    { cancel_at_period_end: 'false' },
  ]);
  expect(it.sent('POST /v1/subscriptions/*/resume')).toEqual([]);
});

test('[X292] scheduled cancel, the other way: where items end at different times it is said which end is meant', async () => {
  const one = await it.begin();
  const [item] = (await one.there()).items.data;
  await it.stripe.subscriptions.update(one.id, { items: [{ price: it.shop.offer.seats }] });
  const ends = (await one.there()).items.data.map(({ current_period_end }) => current_period_end);
  expect(new Set(ends).size).toBe(1);
  // As of somebody who pays for one thing by the month and for another by the year.
  it.shop.double.state.subscriptions.get(one.id)!.items.data[1]!.current_period_end += 300 * 86_400;
  const { subscription } = await one.billing.cancelSubscription(await ending(one));
  expect(it.sent(`POST /v1/subscriptions/${one.id}`)).toMatchObject([{}, { cancel_at: 'min_period_end' }]);
  expect(Date.parse(subscription.cancelAt!)).toBe(item!.current_period_end * 1000);

  await one.billing.keepSubscription(await one.target());
  expect(it.sent(`POST /v1/subscriptions/${one.id}`).at(-1)).toEqual({ cancel_at: '' });
  expect((await one.there()).cancel_at).toBeNull();
});

test('[X292] an end that a schedule has planned is taken back by letting the subscription go', async () => {
  const one = await it.begin();
  const { id } = await it.stripe.subscriptionSchedules.create({ from_subscription: one.id });
  await it.stripe.subscriptionSchedules.update(id, { end_behavior: 'cancel' });
  expect((await one.billing.getSubscription(one.id))!.cancelAt).not.toBeNull();
  expect(await one.billing.keepSubscription(await one.target())).toMatchObject({ cancelAt: null });
  expect(await one.there()).toMatchObject({ schedule: null, cancel_at: null });
});

test('[X293] an end now that was sent before is read and not sent on: the second time Stripe knows of no subscription', async () => {
  const one = await it.begin();
  const wanted = await ending(one, { at: 'now', prorationBehavior: 'create_prorations' });
  const intent = createIntent();
  // Its answer is lost, and it is driven again.
  let lost = false;
  const step: typeof intent.step = (name, work) =>
    intent.step(name, async (key) => {
      const result = await work(key);
      if (name !== 'cancel' || lost) return result;
      lost = true;
      throw new Error('The answer was lost.');
    });
  const make = () =>
    it.shop.provider
      .forCustomer(one.customer, { ...it.shop.unit(), intent: { ...intent, step } })
      .cancelSubscription(wanted);
  await expect(make()).rejects.toThrow('lost');
  const { subscription, invoice } = await make();
  expect(subscription.status).toBe('canceled');
  expect(invoice!.total.amount).toBeLessThan(0);
  expect(it.sent(`DELETE /v1/subscriptions/${one.id}`)).toHaveLength(2);
  const { data } = await it.stripe.invoices.list({ customer: one.stripeCustomer });
  expect(data).toHaveLength(2);
});

test('[X293] it has ended by whichever word Stripe has for that: one that was never paid for has expired', async () => {
  const one = await it.begin();
  const wanted = await ending(one, { at: 'now' });
  await it.stripe.subscriptions.cancel(one.id);
  it.shop.double.state.subscriptions.get(one.id)!.status = 'incomplete_expired';
  const intent = createIntent();
  // Checked before it was sent, and driven again when its answer was lost.
  const checked = {
    pendingInvoice: null,
    schedule: null,
    latestInvoice: null,
    waits: false,
    givesBack: false,
  };
  const step: typeof intent.step = (name, work) =>
    name === 'check' ? Promise.resolve(checked as never) : intent.step(name, work);
  const { subscription } = await it.shop.provider
    .forCustomer(one.customer, { ...it.shop.unit(), intent: { ...intent, step } })
    .cancelSubscription(wanted);
  expect(subscription).toMatchObject({ status: 'canceled' });
});

test('[X293] what waits for an invoice is settled where unused time is given back, and what is owed is no credit', async () => {
  const one = await it.begin();
  await one.make({ prorationBehavior: 'create_prorations' });
  const wanted = { at: 'now', prorationBehavior: 'create_prorations' } as const;
  const { credit } = await one.billing.previewCancellation(await ending(one, wanted));
  const { invoice } = await one.billing.cancelSubscription(await ending(one, wanted));
  expect(it.sent(`DELETE /v1/subscriptions/${one.id}`)).toMatchObject([
    { invoice_now: 'true', prorate: 'true' },
  ]);
  expect(invoice!.total.amount).toBe(-credit.amount);

  const debited = await it.begin();
  await it.shop.putOnFile(debited.customer, 'pm_sepaDebit_de');
  expect(await debited.make({})).toMatchObject({ status: 'pending' });
  expect(await debited.billing.previewCancellation(await ending(debited, wanted))).toMatchObject({
    credit: { amount: 0 },
  });

  const owing = await it.begin();
  it.decide(owing, 'fails');
  await it.shop.passTime(owing.customer, new Date('2026-04-12T09:30:00Z'));
  expect(await owing.billing.previewCancellation(await ending(owing, wanted))).toMatchObject({
    credit: { amount: 0 },
    stopsCollection: true,
  });
  expect((await owing.billing.cancelSubscription(await ending(owing, wanted))).invoice).toBeNull();
});

test('[X360] what an end now charges is shown before, and is owed where there is nothing that it could be charged to', async () => {
  const wanted = { at: 'now', prorationBehavior: 'create_prorations' } as const;
  const begin = async () => {
    const one = await it.begin();
    // The better plan is had for most of the period.
    await one.make({ prorationBehavior: 'create_prorations' });
    await it.shop.passTime(one.customer, new Date('2026-04-08T09:30:00Z'));
    return one;
  };
  const end = async (one: Subscriber) => {
    const { credit, dueAtEnd, outstanding } = await one.billing.previewCancellation(
      await ending(one, wanted),
    );
    const { invoice } = await one.billing.cancelSubscription(await ending(one, wanted));
    expect(invoice!.total.amount).toBeGreaterThan(0);
    expect(invoice).toMatchObject({ amountPaid: dueAtEnd, amountRemaining: outstanding });
    return { credit: credit.amount, dueAtEnd: dueAtEnd.amount, outstanding: outstanding.amount };
  };
  const charged = await end(await begin());
  expect(charged).toEqual({ credit: 0, dueAtEnd: expect.any(Number), outstanding: 0 });

  const owing = await begin();
  const nothing = { invoice_settings: { default_payment_method: '' } } as const;
  await it.stripe.customers.update(owing.stripeCustomer, nothing);
  expect(await end(owing)).toEqual({ credit: 0, dueAtEnd: 0, outstanding: charged.dueAtEnd });

  const sent = await begin();
  it.shop.double.state.subscriptions.get(sent.id)!.collection_method = 'send_invoice';
  expect(await end(sent)).toEqual({ credit: 0, dueAtEnd: 0, outstanding: charged.dueAtEnd });

  const whole = await begin();
  const none = await ending(whole, { ...wanted, prorationBehavior: 'none' });
  expect(await whole.billing.previewCancellation(none)).toMatchObject({
    credit: { amount: 0 },
    dueAtEnd: { amount: 0 },
    outstanding: { amount: 0 },
  });
  expect((await whole.billing.cancelSubscription(none)).invoice).toBeNull();
});

test('[X360] what Stripe has against showing the last invoice keeps nobody from an end with the period', async () => {
  const one = await it.begin();
  await one.make({ prorationBehavior: 'create_prorations' });
  const due = async () => (await one.billing.previewCancellation(await ending(one))).dueAtEnd.amount;
  expect(await due()).toBeGreaterThan(0);
  const { faults } = it.shop.double;
  faults.every(({ path, params }) => {
    // As with an address that Stripe does not take for tax: it says no to the question itself.
    if (path.endsWith('/create_preview')) Object.assign(params, { subscription_details: { cancel_at: '1' } });
    return false;
  }, 'error');
  expect(await due()).toBe(0);
  faults.clear();
  faults.every('POST /v1/invoices/create_preview', 'unavailable');
  await expect(due()).rejects.toMatchObject({ code: 'provider_unavailable' });
  faults.clear();
});

test('[X302] a pause is a schedule that begins it a second before the period ends, and gives nothing back', async () => {
  const one = await it.begin();
  const resumesAt = new Date('2026-06-01T00:00:00Z');
  await one.billing.pauseSubscription({ ...(await one.target()), resumesAt });
  const [item] = (await one.there()).items.data;
  const [planned] = (await one.schedule()).pause_schedules;
  expect(planned!.pause.pause_at).toBe(item!.current_period_end - 1);
  expect(planned!.resume!.resume_at).toBe(resumesAt.getTime() / 1000);
  await it.shop.passTime(one.customer, new Date('2026-05-20T00:00:00Z'));
  const { data } = await it.stripe.invoices.list({ customer: one.stripeCustomer });
  expect(data).toHaveLength(1);
  const { data: waiting } = await it.stripe.invoiceItems.list({
    customer: one.stripeCustomer,
    pending: true,
  });
  expect(waiting).toEqual([]);
});

test('[X302] a pause that somebody could not pay to end goes on until the day that was chosen', async () => {
  const one = await it.begin();
  const resumesAt = new Date('2026-06-01T00:00:00Z');
  await one.billing.pauseSubscription({ ...(await one.target()), resumesAt });
  await it.shop.passTime(one.customer, new Date('2026-05-01T00:00:00Z'));
  const paused = (await one.billing.getSubscription(one.id))!;
  it.decide(one, 'fails');
  expect(await one.billing.resumeSubscription(await one.target())).toMatchObject({ status: 'failed' });
  const after = (await one.billing.getSubscription(one.id))!;
  expect(after).toMatchObject({ status: 'paused', pause: paused.pause });
  await it.shop.passTime(one.customer, new Date('2026-06-01T00:01:00Z'));
  expect(await one.billing.getSubscription(one.id)).toMatchObject({ status: 'active', pause: null });
});

test('[X308] a pause that Stripe does not let end goes on until the day that was chosen', async () => {
  const one = await it.begin();
  const resumesAt = new Date('2026-06-01T09:30:00Z');
  await one.billing.pauseSubscription({ ...(await one.target()), resumesAt });
  await it.shop.passTime(one.customer, new Date('2026-04-20T00:00:00Z'));
  const { version: _, ...before } = (await one.billing.getSubscription(one.id))!;
  const { state, faults } = it.shop.double;
  const subscription = state.subscriptions.get(one.id)!;
  faults.every(({ path }) => {
    // What Stripe does not resume, until that was tried.
    subscription.collection_method = path.endsWith('/resume') ? 'send_invoice' : 'charge_automatically';
    return false;
  }, 'error');
  const stop = await one.billing.resumeSubscription(await one.target()).catch((error: unknown) => error);
  faults.clear();
  expect(stop).toBeInstanceOf(Error);
  expect((await one.billing.getSubscription(one.id))!.pause).toEqual(before.pause);
});

test('[X308] what was scheduled is scheduled again where Stripe does not let a subscription pause', async () => {
  const one = await it.begin({ price: it.shop.offer.pro.month });
  await one.make({ price: it.shop.offer.basic.month, timing: 'period_end' });
  const { version: _, ...before } = (await one.billing.getSubscription(one.id))!;
  const { state, faults } = it.shop.double;
  const subscription = state.subscriptions.get(one.id)!;
  faults.every(({ method, path, params }) => {
    const isPause = method === 'POST' && path === '/v1/subscription_schedules' && 'pause_schedules' in params;
    subscription.collection_method = isPause ? 'send_invoice' : 'charge_automatically';
    return false;
  }, 'error');
  const resumesAt = new Date('2026-06-01T09:30:00Z');
  const paused = one.billing.pauseSubscription({ ...(await one.target()), resumesAt });
  await expect(paused).rejects.toBeInstanceOf(Error);
  faults.clear();
  expect(before.pendingChange).not.toBeNull();
  expect(await one.billing.getSubscription(one.id)).toMatchObject(before);
});

test('[X313] a schedule that somebody else has made meanwhile is no pause, and is not taken for one', async () => {
  const one = await it.begin();
  const { state, faults } = it.shop.double;
  let made: Promise<unknown> | null = null;
  // It comes between: the portal's own call is sent again after it.
  faults.every(({ method, path, params }) => {
    const isPause = method === 'POST' && path === '/v1/subscription_schedules' && 'pause_schedules' in params;
    if (!isPause || made) return false;
    made = it.stripe.subscriptionSchedules.create({ from_subscription: one.id });
    return true;
  }, 'lock_timeout');
  const resumesAt = new Date('2026-06-01T09:30:00Z');
  const paused = one.billing.pauseSubscription({ ...(await one.target()), resumesAt });
  await expect(paused).rejects.toMatchObject({ code: 'version_stale' });
  faults.clear();
  expect(state.subscriptions.get(one.id)!.schedule).not.toBeNull();
  expect((await one.billing.getSubscription(one.id))!.pause).toBeNull();
});

test('[X302] what Stripe can not pause is refused, and not paused by half', async () => {
  const resumesAt = new Date('2026-06-01T00:00:00Z');
  for (const more of [
    { billing_mode: { type: 'classic' } },
    { collection_method: 'send_invoice', days_until_due: 30 },
  ] as const) {
    const one = await it.begin({}, more);
    await expect(one.billing.pauseSubscription({ ...(await one.target()), resumesAt })).rejects.toEqual(
      codeOf('subscription_state'),
    );
    expect((await one.there()).schedule).toBeNull();
  }
});

test('[X302] a pause of its collection, by the merchant, is shown and can be ended', async () => {
  const one = await it.begin();
  const resumes_at = Date.parse('2026-06-01T00:00:00Z') / 1000;
  await it.stripe.subscriptions.update(one.id, { pause_collection: { behavior: 'void', resumes_at } });
  expect((await one.billing.getSubscription(one.id))!.pause).not.toBeNull();
  const outcome = await one.billing.resumeSubscription(await one.target());
  expect(outcome).toMatchObject({ status: 'succeeded', subscription: { pause: null }, invoice: null });
  expect((await one.there()).pause_collection).toBeNull();
});

test('[X354] a scheduled change goes on where a pause of the collection is ended', async () => {
  const one = await it.begin({ price: it.shop.offer.pro.month });
  await one.make({ price: it.shop.offer.basic.month, timing: 'period_end' });
  const { pendingChange } = (await one.billing.getSubscription(one.id))!;
  const resumes_at = Date.parse('2026-06-01T00:00:00Z') / 1000;
  await it.stripe.subscriptions.update(one.id, { pause_collection: { behavior: 'void', resumes_at } });
  const { status } = await one.billing.resumeSubscription(await one.target());
  expect([status, (await one.there()).pause_collection]).toEqual(['succeeded', null]);
  expect(pendingChange).not.toBeNull();
  expect((await one.billing.getSubscription(one.id))!.pendingChange).toEqual(pendingChange);
});
