import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { billingIncludes, confirmPayment, updateSettings } from './index.js';
import { HOUR } from './periods.js';
import { START, World } from './World.js';

const atOnce = { proration_behavior: 'always_invoice' };
const onlyIfPaid = { ...atOnce, payment_behavior: 'pending_if_incomplete' };

/** A change in the middle of a period whose payment waits for the bank. */
function waitForBank() {
  const world = new World();
  const subscription = world.subscribe(world.prices.basicMonth);
  world.passDays(10);
  const before = JSON.stringify(subscription.items);
  world.state.decisions.set(world.customer.id, 'requires_action');
  world.switchTo(subscription, world.prices.proMonth, onlyIfPaid);
  const [invoice] = world.invoices();
  const secretOf = billingIncludes['invoice.confirmation_secret']!;
  const secret = secretOf(world.state, invoice as never) as Stripe.Invoice.ConfirmationSecret;
  return { world, subscription, before, invoice: invoice!, secret: secret.client_secret };
}

test('[X204] a change that is to be made only if it is paid waits for the bank, and is made with its answer', () => {
  const { world, subscription, before, invoice, secret } = waitForBank();
  expect(JSON.stringify(subscription.items)).toBe(before);
  expect(subscription).toMatchObject({
    status: 'active',
    latest_invoice: invoice.id,
    pending_update: {
      expires_at: world.now + 23 * HOUR,
      subscription_items: [{ price: { id: world.prices.proMonth.id } }],
    },
  });
  expect(invoice).toMatchObject({ status: 'open', attempted: true, next_payment_attempt: null });
  const { length } = world.state.events;
  confirmPayment(world.state, secret, 'authenticated');
  expect(subscription.items.data[0]!.price.id).toBe(world.prices.proMonth.id);
  expect(subscription.pending_update).toBeNull();
  expect(invoice.status).toBe('paid');
  expect(world.eventsSince(length)).toEqual([
    'payment_intent.succeeded',
    'charge.succeeded',
    'invoice_payment.paid',
    'invoice.updated',
    'invoice.paid',
    'invoice.payment_succeeded',
    'customer.subscription.updated',
    'customer.subscription.pending_update_applied',
  ]);
});

test('[X204] what the bank refuses leaves the subscription as it was, and the change ends with its invoice', () => {
  const { world, subscription, before, invoice, secret } = waitForBank();
  confirmPayment(world.state, secret, 'refused');
  expect([JSON.stringify(subscription.items), subscription.status]).toEqual([before, 'active']);
  expect(() => confirmPayment(world.state, secret, 'authenticated')).toThrow('No payment waits');
  world.ask('POST /v1/invoices/{id}/void', invoice);
  expect(subscription.pending_update).toBeNull();
  expect(world.state.events.map(({ type }) => type)).toContain(
    'customer.subscription.pending_update_expired',
  );
  // Nothing was given back for time that is still had: the next change prices it anew.
  world.switchTo(subscription, world.prices.proMonth, onlyIfPaid);
  expect(world.invoices()[0]!.lines.data).toHaveLength(2);
});

test('[X204] it waits for 23 hours, and another change takes its place', () => {
  const { world, subscription, before, invoice } = waitForBank();
  world.passTo(world.now + 23 * HOUR);
  expect([JSON.stringify(subscription.items), subscription.pending_update]).toEqual([before, null]);
  expect(invoice.status).toBe('void');

  const other = waitForBank();
  other.world.switchTo(other.subscription, other.world.prices.proYear, onlyIfPaid);
  expect(other.subscription.items.data[0]!.price.id).toBe(other.world.prices.proYear.id);
  expect(other.invoice.status).toBe('void');
});

test('[X204] nothing that can not wait is asked for with it, and no debit waits', () => {
  const world = new World();
  const subscription = world.subscribe(world.prices.basicMonth);
  const change = (more: object) => () =>
    world.switchTo(subscription, world.prices.proMonth, { ...onlyIfPaid, ...more });
  expect(change({ cancellation_details: { comment: 'x' } })).toThrow('supported params');
  world.addMethod(world.customer, 'sepa_debit');
  expect(change({})).toThrow('is not supported');
  expect(subscription.items.data[0]!.price.id).toBe(world.prices.basicMonth.id);
});

test('[X205] a change that must be paid at once is refused with why, and nothing has changed', () => {
  const world = new World();
  const subscription = world.subscribe(world.prices.basicMonth);
  world.passDays(3);
  const before = JSON.stringify([subscription, ...world.invoices(), ...world.state.invoiceItems.values()]);
  for (const decision of ['fails', 'requires_action'] as const) {
    world.state.decisions.set(world.customer.id, decision);
    const code = decision === 'fails' ? 'card_declined' : 'invoice_payment_intent_requires_action';
    expect(() =>
      world.switchTo(subscription, world.prices.proMonth, {
        ...atOnce,
        payment_behavior: 'error_if_incomplete',
      }),
    ).toThrow(expect.objectContaining({ status: 402, body: expect.objectContaining({ code }) }));
    expect(JSON.stringify([subscription, ...world.invoices(), ...world.state.invoiceItems.values()])).toBe(
      before,
    );
  }
});

test('[X205] where nothing is said a change is made even if its payment fails, and is overdue', () => {
  const world = new World();
  const subscription = world.subscribe(world.prices.basicMonth);
  world.state.decisions.set(world.customer.id, 'fails');
  world.switchTo(subscription, world.prices.proMonth, atOnce);
  expect(subscription).toMatchObject({
    status: 'past_due',
    items: { data: [{ price: { id: world.prices.proMonth.id } }] },
  });
});

test('[X206] a renewal that fails is tried again after 3, 5 and 7 days, and is given up then', () => {
  for (const afterLastRetry of ['cancel', 'unpaid', 'past_due'] as const) {
    const world = new World();
    updateSettings(world.state, { afterLastRetry });
    const subscription = world.subscribe(world.prices.basicMonth);
    world.state.behaviours.set(world.card.id, {
      outcome: 'fails',
      code: 'card_declined',
      declineCode: 'insufficient_funds',
    });
    const renewsAt = subscription.items.data[0]!.current_period_end;
    world.passTo(renewsAt);
    const [owed] = world.invoices();
    const attempts = [owed!.next_payment_attempt! - renewsAt];
    for (const days of [3, 5]) {
      world.passDays(days);
      attempts.push(owed!.next_payment_attempt! - world.now);
    }
    expect(attempts).toEqual([3, 5, 7].map((days) => days * 24 * HOUR));
    expect(subscription.status).toBe('past_due');
    world.passDays(7);
    const status = { cancel: 'canceled', unpaid: 'unpaid', past_due: 'past_due' }[afterLastRetry];
    expect([subscription.status, owed!.status, owed!.next_payment_attempt]).toEqual([status, 'open', null]);
    expect(owed!.attempt_count).toBe(4);
  }
});

test('[X206] paying what is owed repairs the subscription, by what is named this once', () => {
  const world = new World();
  const subscription = world.subscribe(world.prices.basicMonth);
  world.state.decisions.set(world.customer.id, 'fails');
  world.passTo(subscription.items.data[0]!.current_period_end);
  const [owed] = world.invoices();
  world.state.decisions.set(world.customer.id, 'fails');
  const pay = (more = {}) => world.ask('POST /v1/invoices/{id}/pay', owed, more);
  expect(() => pay()).toThrow(expect.objectContaining({ status: 402 }));
  expect(() => pay({ payment_method: 'pm_nobodys' })).toThrow(expect.objectContaining({ status: 400 }));
  const other = world.addMethod(world.customer);
  world.customer.invoice_settings.default_payment_method = world.card.id;
  pay({ payment_method: other.id });
  expect([owed!.status, subscription.status]).toEqual(['paid', 'active']);
  const list = world.ask<Stripe.ApiList<Stripe.InvoicePayment>>(
    'GET /v1/invoice_payments',
    {},
    { invoice: owed!.id },
  );
  expect(list.data).toMatchObject([
    { status: 'paid', amount_paid: 1_000, payment: { type: 'payment_intent' } },
  ]);
  const intent = world.state.paymentIntents.get(String(list.data[0]!.payment.payment_intent))!;
  expect(world.state.charges.get(String(intent.latest_charge))).toMatchObject({
    payment_method: other.id,
    status: 'succeeded',
  });
  expect(() => pay()).toThrow('already paid');
});

test('[X207] a debit is under way for days, during which it is not paid and not tried again', () => {
  const world = new World();
  const subscription = world.subscribe(world.prices.basicMonth);
  world.addMethod(world.customer, 'sepa_debit');
  world.passTo(subscription.items.data[0]!.current_period_end);
  const [renewal] = world.invoices();
  expect([renewal!.status, renewal!.next_payment_attempt, subscription.status]).toEqual([
    'open',
    null,
    'active',
  ]);
  expect(() => world.ask('POST /v1/invoices/{id}/pay', renewal)).toThrow('processing');
  world.passDays(world.debitDays);
  expect([renewal!.status, subscription.status]).toEqual(['paid', 'active']);
});

test('[X207] who has nothing on file owes, and what has not begun after 23 hours never does', () => {
  const world = new World();
  world.customer.invoice_settings.default_payment_method = null;
  const subscription = world.subscribe(world.prices.basicMonth);
  expect(subscription.status).toBe('incomplete');
  expect(() => world.ask('POST /v1/invoices/{id}/pay', world.invoices()[0])).toThrow('payment');
  world.passTo(START + 23 * HOUR);
  expect([subscription.status, world.invoices()[0]!.status]).toEqual(['incomplete_expired', 'void']);
});
