import type { Invoice, Money, Price, Subscription } from '@billfold/contract';

/** An amount in US cents, or in another currency. */
export const money = (amount: number, currency = 'usd', exponent = 2): Money => ({
  amount,
  currency,
  exponent,
});

let made = 0;

/** An invoice over $48.00 that was paid on the day it was issued; say what differs. */
export function makeInvoice(differs: Partial<Invoice> = {}): Invoice {
  made += 1;
  return {
    id: `in_${made}`,
    number: `INV-${String(made).padStart(4, '0')}`,
    subscription: 'sub_1',
    status: 'paid',
    issuedAt: '2026-11-14T00:00:00.000Z',
    dueAt: '2026-11-14T00:00:00.000Z',
    paidAt: '2026-11-14T00:01:00.000Z',
    voidedAt: null,
    period: { startAt: '2026-11-14T00:00:00.000Z', endAt: '2026-12-14T00:00:00.000Z' },
    subtotal: money(4800),
    discount: money(0),
    tax: money(0),
    total: money(4800),
    balanceApplied: money(0),
    amountPaid: money(4800),
    amountRemaining: money(0),
    amountRefunded: money(0),
    payment: null,
    documents: { invoice: true, receipt: true },
    ...differs,
  };
}

/** An invoice over $48.00 that nobody has paid yet, due in two weeks; say what differs. */
export const makeOpenInvoice = (differs: Partial<Invoice> = {}) =>
  makeInvoice({
    status: 'open',
    dueAt: '2026-11-28T00:00:00.000Z',
    paidAt: null,
    amountPaid: money(0),
    amountRemaining: money(4800),
    documents: { invoice: true, receipt: false },
    ...differs,
  });

/** The latest try to collect an invoice. */
export const makePayment = (
  status: NonNullable<Invoice['payment']>['status'],
): NonNullable<Invoice['payment']> => ({
  status,
  method: { type: 'card', brand: 'visa', last4: '4242' },
  failure: null,
  attemptedAt: '2026-11-14T00:01:00.000Z',
  nextAttemptAt: null,
});

/** A month of the Team plan for $48.00; say what differs. */
export const makePrice = (differs: Partial<Price> = {}): Price => ({
  id: 'price_1',
  product: 'prod_1',
  unitAmount: money(4800),
  scheme: 'flat',
  tiers: null,
  interval: 'month',
  intervalCount: 1,
  taxBehavior: 'exclusive',
  ...differs,
});

/** An active subscription to the Team plan that renews on 14 December 2026; say what differs. */
export function makeSubscription(differs: Partial<Subscription> = {}): Subscription {
  return {
    id: 'sub_1',
    version: 1,
    status: 'active',
    product: { id: 'prod_1', name: 'Team' },
    price: makePrice(),
    quantity: 1,
    amount: money(4800),
    currentPeriod: { startAt: '2026-11-14T00:00:00.000Z', endAt: '2026-12-14T00:00:00.000Z' },
    renewsAt: '2026-12-14T00:00:00.000Z',
    cancelAt: null,
    canceledAt: null,
    endedAt: null,
    trialEndAt: null,
    startedAt: '2025-02-14T00:00:00.000Z',
    paymentMethod: { type: 'card', brand: 'visa', last4: '4242' },
    discounts: [],
    pendingChange: null,
    pendingPayment: null,
    pause: null,
    overdueInvoice: null,
    ...differs,
  };
}

/** The moment in which views are looked at. */
export const NOW = new Date('2026-11-20T12:00:00.000Z');
