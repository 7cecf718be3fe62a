import type {
  Invoice,
  InvoiceLine,
  InvoiceTax,
  Money,
  Plan,
  PlanPrice,
  Price,
  Quote,
  Subscription,
  UpcomingInvoice,
} from '@billfold/contract';
import type { PlanChangeFacts } from '../src/components/PlanSwitcher/index.js';

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
    managedBy: null,
    ...differs,
  };
}

/** The moment in which views are looked at. */
export const NOW = new Date('2026-11-20T12:00:00.000Z');

/** A price of the Team plan that can be chosen, as a list of plans has it; say what differs. */
export const makePlanPrice = (differs: Partial<PlanPrice> = {}): PlanPrice => ({
  ...makePrice(),
  current: false,
  unavailable: null,
  quantity: { adjustable: false, min: 1, max: 1 },
  saving: null,
  ...differs,
});

/** A plan at a price by the month, and at ten times that by the year, which saves two months. */
function makePlan(plan: Pick<Plan, 'id' | 'name'> & Partial<Plan>, monthly: number): Plan {
  const month = makePlanPrice({
    id: `price_${plan.name}Month`,
    product: plan.id,
    unitAmount: money(monthly),
    current: plan.current ?? false,
  });
  const saving = { comparedTo: month.id, amount: money(2 * monthly), percent: 16, freeIntervals: 2 };
  const year = {
    ...month,
    id: `price_${plan.name}Year`,
    interval: 'year' as const,
    unitAmount: money(10 * monthly),
    current: false,
    saving,
  };
  return { description: null, features: [], current: false, archived: false, prices: [month, year], ...plan };
}

/** Three plans. The one in the middle is that of `makeSubscription`, by the month. */
export function makePlans(): Plan[] {
  const plans = [
    makePlan(
      {
        id: 'prod_0',
        name: 'Starter',
        description: 'For trying things out.',
        features: ['3 projects', '1 GB of storage'],
      },
      1200,
    ),
    makePlan(
      {
        id: 'prod_1',
        name: 'Team',
        description: 'For people who work together.',
        features: ['Unlimited projects', '50 GB of storage'],
        current: true,
      },
      4800,
    ),
    makePlan(
      {
        id: 'prod_2',
        name: 'Business',
        description: 'For companies with rules of their own.',
        features: ['Everything in Team', 'Audit log'],
      },
      12_000,
    ),
  ];
  plans[1]!.prices[0]!.id = 'price_1';
  plans[1]!.prices[1]!.saving!.comparedTo = 'price_1';
  return plans;
}

/** One line of an invoice; say what differs. */
export const makeLine = (differs: Partial<InvoiceLine> = {}): InvoiceLine => ({
  id: 'il_1',
  description: 'Business, 20 Nov 2026 to 20 Nov 2027',
  quantity: 1,
  unitAmount: null,
  amount: money(120_000),
  period: null,
  proration: false,
  ...differs,
});

/** 19% tax on top. */
export const makeTax = (differs: Partial<InvoiceTax> = {}): InvoiceTax => ({
  name: 'VAT',
  country: 'DE',
  percent: '19',
  inclusive: false,
  reverseCharge: false,
  taxableAmount: money(118_240),
  amount: money(22_466),
  ...differs,
});

/** From Team by the month to Business by the year, for $1,407.06 now; say what differs. */
export const makeQuote = (differs: Partial<Quote> = {}): Quote => ({
  id: 'qt_1',
  subscription: 'sub_1',
  subscriptionVersion: 1,
  product: { id: 'prod_2', name: 'Business' },
  price: makePrice({
    id: 'price_BusinessYear',
    product: 'prod_2',
    unitAmount: money(120_000),
    interval: 'year',
  }),
  quantity: 1,
  promotionCode: null,
  direction: 'upgrade',
  timing: 'now',
  effectiveAt: '2026-11-20T12:00:00.000Z',
  lines: [
    makeLine(),
    makeLine({ id: 'il_2', description: 'Unused time on Team', amount: money(-1760), proration: true }),
  ],
  taxes: [makeTax()],
  subtotal: money(118_240),
  discount: money(0),
  tax: money(22_466),
  total: money(140_706),
  balanceApplied: money(0),
  creditAdded: money(0),
  dueNow: money(140_706),
  recurring: { total: money(142_800), interval: 'year', intervalCount: 1, discounts: [] },
  nextInvoice: { issuedAt: '2027-11-20T12:00:00.000Z', total: money(142_800) },
  trialEndAt: null,
  paymentMethod: { type: 'card', brand: 'visa', last4: '4242' },
  gainedFeatures: [],
  lostFeatures: [],
  blockers: [],
  warnings: [],
  consentRequired: true,
  expiresAt: '2026-11-20T12:15:00.000Z',
  ...differs,
});

/** From Team to Starter, once the paid period is over; say what differs. */
export const makeLaterQuote = (differs: Partial<Quote> = {}): Quote =>
  makeQuote({
    product: { id: 'prod_0', name: 'Starter' },
    price: makePrice({ id: 'price_StarterMonth', product: 'prod_0', unitAmount: money(1200) }),
    direction: 'downgrade',
    timing: 'period_end',
    effectiveAt: '2026-12-14T00:00:00.000Z',
    lines: [],
    taxes: [],
    subtotal: money(0),
    tax: money(0),
    total: money(0),
    dueNow: money(0),
    recurring: { total: money(1428), interval: 'month', intervalCount: 1, discounts: [] },
    nextInvoice: { issuedAt: '2026-12-14T00:00:00.000Z', total: money(1428) },
    lostFeatures: ['Unlimited projects', '50 GB of storage'],
    consentRequired: false,
    ...differs,
  });

/** The next invoice of `makeSubscription`; say what differs. */
export const makeUpcomingInvoice = (differs: Partial<UpcomingInvoice> = {}): UpcomingInvoice => ({
  subscription: 'sub_1',
  issuedAt: '2026-12-14T00:00:00.000Z',
  period: { startAt: '2026-12-14T00:00:00.000Z', endAt: '2027-01-14T00:00:00.000Z' },
  lines: [makeLine({ description: 'Team, by the month', amount: money(4800) })],
  taxes: [makeTax({ taxableAmount: money(4800), amount: money(912) })],
  subtotal: money(4800),
  discount: money(0),
  tax: money(912),
  total: money(5712),
  balanceApplied: money(0),
  amountDue: money(5712),
  paymentMethod: { type: 'card', brand: 'visa', last4: '4242' },
  ...differs,
});

/** A change of plan of which nothing is chosen yet; say what differs. */
export const makeChange = (differs: Partial<PlanChangeFacts> = {}): PlanChangeFacts => ({
  phase: 'choosing',
  selection: null,
  quote: null,
  isQuoteFresh: false,
  replacedQuote: null,
  problem: null,
  failedAt: null,
  ...differs,
});

/** A change that is priced and can be confirmed; say what differs. */
export function makeReadyChange(
  quote = makeQuote(),
  differs: Partial<PlanChangeFacts> = {},
): PlanChangeFacts {
  const { price, quantity, promotionCode } = quote;
  return makeChange({
    phase: 'ready',
    selection: { price: price.id, quantity, promotionCode },
    quote,
    isQuoteFresh: true,
    ...differs,
  });
}
