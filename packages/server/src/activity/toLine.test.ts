import { expect, test } from 'vitest';
import { toLine, toldActions } from './toLine.js';
import { line, type Told } from './Told.js';

const product = { id: 'prod_team', name: 'Team' };
const monthly = { id: 'price_month', interval: 'month', intervalCount: 1 };
const usd = (amount: number) => ({ amount, currency: 'usd', exponent: 2 });

/** A change of a subscription to Team that time has brought about. */
const changed = (before: object, after: object): Told => ({
  action: 'customer.subscription.updated',
  by: { kind: 'server', id: null },
  before,
  after,
  object: { product, price: monthly, quantity: 3, ...after },
});
const done = (action: string, more: Partial<Told>): Told => ({
  action,
  by: { kind: 'server', id: null },
  before: null,
  after: null,
  object: null,
  ...more,
});

test('[S238] what only follows from a payment, or from its refusal, is told by that alone', () => {
  const overdue = { id: 'in_1', amountRemaining: usd(1000) };
  for (const told of [
    changed({ status: 'active', overdueInvoice: null }, { status: 'past_due', overdueInvoice: overdue }),
    changed({ status: 'past_due' }, { status: 'unpaid' }),
    changed(
      { version: 3, status: 'past_due', overdueInvoice: overdue },
      { version: 4, status: 'active', overdueInvoice: null },
    ),
    changed({ version: 3, pendingPayment: {} }, { version: 4, pendingPayment: null }),
    changed({ version: 3 }, { version: 4 }),
  ]) {
    expect(toLine(told)).toBeNull();
  }
});

test('[S238] of several things that change together, what was asked for is told', () => {
  const pendingChange = { product: { name: 'Starter' }, effectiveAt: '2026-12-01T00:00:00.000Z' };
  // A cancellation drops a change that was planned.
  expect(
    toLine(
      changed(
        { cancelAt: null, pendingChange },
        { cancelAt: '2026-12-01T00:00:00.000Z', pendingChange: null },
      ),
    ),
  ).toEqual(line('cancellation_scheduled', { subject: 'Team', effectiveAt: '2026-12-01T00:00:00.000Z' }));
  // A change that was planned comes true, by another number of seats too.
  expect(
    toLine(
      changed(
        { product: { name: 'Business' }, price: { id: 'price_old' }, quantity: 1, pendingChange },
        { product, price: monthly, quantity: 3, pendingChange: null },
      ),
    ),
  ).toEqual(line('plan_changed', { subject: 'Team', before: 'Business', after: 'Team' }));
  // A code that comes with a change.
  const coupon = { coupon: { id: 'save20', name: '20% off' } };
  expect(toLine(changed({ quantity: 3, discounts: [] }, { quantity: 5, discounts: [coupon] }))).toEqual(
    line('quantity_changed', { subject: 'Team', before: '3', after: '5' }),
  );
});

test('[S238] another interval of a plan is told by its intervals, and another price of one by its name alone', () => {
  const quarterly = { ...monthly, id: 'price_quarter', intervalCount: 3 };
  expect(toLine(changed({ price: monthly }, { price: quarterly }))).toEqual(
    line('plan_changed', { subject: 'Team', before: 'month', after: '3 month' }),
  );
  expect(toLine(changed({ price: monthly }, { price: { ...monthly, id: 'price_new' } }))).toEqual(
    line('plan_changed', { subject: 'Team' }),
  );
});

test('[S238] a pause that has begun counts at once, and a trial that has ended is told', () => {
  const pause = { startsAt: '2026-12-01T00:00:00.000Z', resumesAt: '2027-03-01T00:00:00.000Z' };
  const paused = (before: object, after: object) =>
    toLine({ ...changed(before, after), action: 'customer.subscription.paused' });
  expect(paused({ pause: null }, { pause })?.effectiveAt).toBe(pause.startsAt);
  expect(paused({ status: 'active' }, { status: 'paused' })?.effectiveAt).toBeNull();
  expect(toLine(changed({ status: 'trialing' }, { status: 'active' }))).toEqual(
    line('subscription_updated', { subject: 'Team' }),
  );
});

test('[S238] an invoice that time has paid, or could not, is told with its amount', () => {
  const invoice = { number: 'DEMO-0042', amountPaid: usd(5000), amountRemaining: usd(0) };
  expect(toLine(done('invoice.paid', { object: invoice }))).toEqual(
    line('invoice_paid', { subject: 'DEMO-0042', amount: usd(5000) }),
  );
  // Of what was paid in part before, the rest is paid now.
  expect(
    toLine(done('invoice.paid', { before: { amountRemaining: usd(1500) }, object: invoice }))?.amount,
  ).toEqual(usd(1500));
  const open = { ...invoice, amountPaid: usd(0), amountRemaining: usd(5000) };
  expect(toLine(done('invoice.payment_failed', { object: open }))).toEqual(
    line('payment_failed', { subject: 'DEMO-0042', amount: usd(5000) }),
  );
});

test('[S238] tax ids that the merchant changes are told as details; those of a portal by themselves', () => {
  const told = (kind: 'key' | 'session', before: object) =>
    toLine(done('customer.updated', { by: { kind, id: 'x' }, before, after: before }));
  expect(told('key', { taxIds: [] })?.subject).toBe('taxIds');
  expect(told('session', { taxIds: [] })).toBeNull();
  expect(told('session', { taxIds: [], name: 'Example' })?.subject).toBe('name');
  expect(told('key', { reference: 'r-1', metadata: {} })).toBeNull();
});

test('[S240] what is not known to be for customers is told to none', () => {
  for (const action of ['portal.session.created', 'branding.updated', 'sandbox.anything', 'toString']) {
    expect(toLine(done(action, { object: { product } }))).toBeNull();
    expect(toldActions).not.toContain(action);
  }
});
