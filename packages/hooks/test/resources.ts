import type { Money, Plan, PlanPrice, Price, Quote, Subscription } from '@billfold/contract';

/** Resources as the portal sends them, for rules that need no portal. What is not given is of no interest to the test. */

export const usd = (amount: number): Money => ({ amount, currency: 'usd', exponent: 2 });

export function makePrice(id = 'price_pro'): Price {
  return {
    id,
    product: 'prod_pro',
    unitAmount: usd(4800),
    scheme: 'flat',
    tiers: null,
    interval: 'month',
    intervalCount: 1,
    taxBehavior: 'exclusive',
  };
}

export function makePlanPrice(id: string, given: Partial<PlanPrice> = {}): PlanPrice {
  return {
    ...makePrice(id),
    current: false,
    unavailable: null,
    quantity: { adjustable: false, min: 1, max: 1 },
    saving: null,
    ...given,
  };
}

export function makePlan(id: string, prices: PlanPrice[], given: Partial<Plan> = {}): Plan {
  return {
    id,
    name: id,
    description: null,
    features: [],
    prices: prices.map((price) => ({ ...price, product: id })),
    current: prices.some(({ current }) => current),
    archived: false,
    ...given,
  };
}

export function makeSubscription(given: Partial<Subscription> = {}): Subscription {
  return {
    id: 'sub_1',
    version: 3,
    status: 'active',
    product: { id: 'prod_pro', name: 'Pro' },
    price: makePrice(),
    quantity: 1,
    amount: usd(4800),
    currentPeriod: { startAt: '2026-11-01T00:00:00.000Z', endAt: '2026-12-01T00:00:00.000Z' },
    renewsAt: '2026-12-01T00:00:00.000Z',
    cancelAt: null,
    canceledAt: null,
    endedAt: null,
    trialEndAt: null,
    startedAt: '2026-01-01T00:00:00.000Z',
    paymentMethod: { type: 'card', brand: 'visa', last4: '4242' },
    discounts: [],
    pendingChange: null,
    pendingPayment: null,
    pause: null,
    overdueInvoice: null,
    managedBy: null,
    ...given,
  };
}

export function makeQuote(given: Partial<Quote> = {}): Quote {
  const price = makePrice('price_team');
  return {
    id: 'qt_1',
    subscription: 'sub_1',
    subscriptionVersion: 3,
    product: { id: 'prod_team', name: 'Team' },
    price,
    quantity: 1,
    promotionCode: null,
    direction: 'upgrade',
    timing: 'now',
    effectiveAt: '2026-11-20T09:00:00.000Z',
    lines: [],
    taxes: [],
    subtotal: usd(9000),
    discount: usd(0),
    tax: usd(0),
    total: usd(9000),
    balanceApplied: usd(0),
    creditAdded: usd(0),
    dueNow: usd(9000),
    recurring: { total: usd(12_000), interval: 'month', intervalCount: 1, discounts: [] },
    nextInvoice: { issuedAt: '2026-12-01T00:00:00.000Z', total: usd(12_000) },
    trialEndAt: null,
    paymentMethod: { type: 'card', brand: 'visa', last4: '4242' },
    gainedFeatures: [],
    lostFeatures: [],
    blockers: [],
    warnings: [],
    consentRequired: true,
    expiresAt: '2026-11-20T09:15:00.000Z',
    ...given,
  };
}
