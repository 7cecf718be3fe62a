import type { Address, CustomerKind, Scenario, TaxIdEntry } from '@billfold/contract';
import type { ParsedChange, ParsedCustomer } from './SandboxData.js';

/** A customer in a known state, and how they came into it. */
type ScenarioCustomer = Pick<ParsedCustomer, 'name' | 'email' | 'subscriptions'> & {
  kind: CustomerKind;
  address: Address;
  taxIds: TaxIdEntry[];
};

/** Where each named state comes from. All of them are reached through the engine, none is written down. */
export const scenarioCustomers: Record<Scenario, ScenarioCustomer> = {
  /** Two years of monthly invoices for five seats, all paid, with sales tax. */
  active: {
    ...person('active', address('US', 'NY')),
    subscriptions: [subscription('price_DemoTeamMonthlyUsd', '-24 months', { quantity: 5 })],
  },
  /** Four days into a free fortnight, with a card on file. */
  trialing: {
    ...person('trialing', address('US', 'NY')),
    subscriptions: [subscription('price_DemoTeamMonthlyUsd', '-4 days', { quantity: 3, trialDays: 14 })],
  },
  /** Paid for half a year; then the card was refused, four to seven days ago, and once more three days later. */
  pastDue: {
    ...person('past due', address('DE', null)),
    subscriptions: [
      subscription('price_DemoTeamMonthlyEur', '-4 days -6 months', {
        quantity: 3,
        changes: [change('-8 days', { paymentMethod: 'card_declined' })],
      }),
    ],
  },
  /** Ends with the period that is paid. */
  canceling: {
    ...person('canceling', address('US', 'NY')),
    subscriptions: [
      subscription('price_DemoBusinessMonthlyUsd', '-10 days -8 months', { cancelAtPeriodEnd: true }),
    ],
  },
  /** Goes from Business to Starter with the next period. */
  scheduledDowngrade: {
    ...person('scheduled downgrade', address('US', 'NY')),
    subscriptions: [
      subscription('price_DemoBusinessMonthlyUsd', '-10 days -8 months', {
        changes: [change('-2 days', { price: 'price_DemoStarterMonthlyUsd', atPeriodEnd: true })],
      }),
    ],
  },
  /** In a pause of three months, which began four to seven days ago. */
  paused: {
    ...person('paused', address('US', 'NY')),
    subscriptions: [
      subscription('price_DemoTeamMonthlyUsd', '-4 days -8 months', {
        quantity: 4,
        changes: [change('-12 days', { pauseMonths: 3 })],
      }),
    ],
  },
  /** All paid so far, and the card was taken away yesterday. */
  noPaymentMethod: {
    ...person('no payment method', address('US', 'NY')),
    subscriptions: [
      subscription('price_DemoTeamMonthlyUsd', '-10 days -5 months', {
        quantity: 2,
        changes: [change('-1 day', { paymentMethod: null })],
      }),
    ],
  },
  /** The card runs out with this month, and the next renewal comes in the next one. */
  expiringCard: {
    ...person('expiring card', address('DE', null)),
    subscriptions: [
      subscription('price_DemoTeamMonthlyEur', '-8 months', { quantity: 3, cardRunsOut: '-0 days' }),
    ],
  },
  /** The bank wants the last renewal confirmed, and every payment after it. */
  requiresAction: {
    ...person('requires action', address('DE', null)),
    subscriptions: [
      subscription('price_DemoTeamMonthlyEur', '-4 days -6 months', {
        quantity: 3,
        changes: [change('-8 days', { paymentMethod: 'authentication_required' })],
      }),
    ],
  },
  /** Never bought anything. */
  free: { ...person('free', address('DE', null)), subscriptions: [] },
  /** In the second year, paid by the year. */
  yearly: {
    ...person('yearly', address('DE', null)),
    subscriptions: [subscription('price_DemoBusinessYearlyEur', '-14 months')],
  },
  /** Seats by steps that get cheaper, and more of them over time. */
  seats: {
    ...person('seats', address('US', 'NY')),
    subscriptions: [
      subscription('price_DemoScaleMonthlyUsd', '-10 days -9 months', {
        quantity: 6,
        changes: [change('-6 months', { quantity: 18 }), change('-40 days', { quantity: 64 })],
      }),
    ],
  },
  /** Three plans at once, each in a state of its own. */
  multiSubscription: {
    ...person('multi subscription', address('US', 'NY')),
    subscriptions: [
      subscription('price_DemoBusinessYearlyUsd', '-14 months'),
      subscription('price_DemoTeamMonthlyUsd', '-10 days -5 months', { quantity: 3 }),
      subscription('price_DemoStarterMonthlyUsd', '-12 days -2 months', { cancelAtPeriodEnd: true }),
    ],
  },
  /** The same plan twice, which hardly anybody means to pay for, and one of them overdue. */
  twoSubscriptions: {
    ...person('two subscriptions', address('DE', null)),
    subscriptions: [
      subscription('price_DemoTeamMonthlyEur', '-10 days -7 months', { quantity: 3 }),
      subscription('price_DemoTeamMonthlyEur', '-4 days -3 months', {
        changes: [change('-8 days', { paymentMethod: 'card_declined' })],
      }),
    ],
  },
  /** Bought in an app store, which bills it; a subscription from before that was canceled, and its invoices are here. */
  managedExternally: {
    ...person('managed externally', address('US', 'NY')),
    subscriptions: [
      subscription('price_DemoStarterMonthlyUsd', '-10 days -8 months', {
        changes: [change('-100 days', { cancelAtPeriodEnd: true })],
      }),
      subscription('price_DemoTeamMonthlyUsd', '-70 days', {
        managedBy: { name: 'Example App Store', manageUrl: 'https://example.com/app-store/subscriptions' },
      }),
    ],
  },
  /** In the second of three months at 20% off. */
  discounted: {
    ...person('discounted', address('US', 'NY')),
    subscriptions: [
      subscription('price_DemoTeamMonthlyUsd', '-10 days -1 month', { quantity: 5, coupon: 'save20' }),
    ],
  },
  /** More than 10,000 invoices, one a day over 28 years. */
  manyInvoices: {
    ...person('many invoices', address('US', null)),
    subscriptions: [subscription('price_DemoDailyUsd', '-28 years')],
  },
  /** A currency without decimals, and prices that include the tax. */
  jpy: {
    ...person('jpy', address('JP', null)),
    subscriptions: [
      subscription('price_DemoBusinessMonthlyJpy', '-14 months', { paymentMethod: 'mastercard' }),
    ],
  },
  /** A business with a VAT number of another country than the merchant's: it owes the tax itself. */
  vat: {
    ...person('vat', address('DE', null)),
    kind: 'business',
    taxIds: [{ type: 'eu_vat', value: 'DE123456788' }],
    subscriptions: [subscription('price_DemoBusinessMonthlyEur', '-7 months')],
  },
};

function person(state: string, address: Address): Omit<ScenarioCustomer, 'subscriptions'> {
  const email = `${state.replaceAll(' ', '-')}@demo.example`;
  return { name: `Demo customer (${state})`, email, kind: 'individual', address, taxIds: [] };
}

function address(country: string, region: string | null): Address {
  return { country, line1: '1 Demo Street', line2: null, city: 'Demo City', region, postalCode: '10001' };
}

function subscription(
  price: string,
  startedAt: string,
  more: Partial<ParsedCustomer['subscriptions'][number]> = {},
): ParsedCustomer['subscriptions'][number] {
  const usual = {
    quantity: 1,
    trialDays: 0,
    paymentMethod: 'visa' as const,
    cardRunsOut: null,
    coupon: null,
    changes: [],
    cancelAtPeriodEnd: false,
    managedBy: null,
  };
  return { ...usual, price, startedAt, ...more };
}

function change(at: string, what: Omit<Partial<ParsedChange>, 'at'>): ParsedChange {
  return { at, atPeriodEnd: false, ...what };
}
