import type { Address, Scenario } from '@billfold/contract';
import type { ParsedCustomer } from './SandboxData.js';

/** A customer in a known state, and how they came into it. */
type ScenarioCustomer = Pick<ParsedCustomer, 'name' | 'email' | 'subscriptions'> & {
  address: Address;
  taxId: string | null;
};

/** Where each named state comes from. All of them are reached through the engine, none is written down. */
export const scenarioCustomers: Record<Scenario, ScenarioCustomer> = {
  /** Two years of monthly invoices for five seats, all paid, with sales tax. */
  active: {
    ...person('active', address('US', 'NY')),
    subscriptions: [subscription('price_DemoTeamMonthlyUsd', '-24 months', { quantity: 5 })],
  },
  /** More than 10,000 invoices, one a day over 28 years. */
  manyInvoices: {
    ...person('many invoices', address('US', null)),
    subscriptions: [subscription('price_DemoDailyUsd', '-28 years')],
  },
  /** Never bought anything. */
  free: { ...person('free', address('DE', null)), subscriptions: [] },
  /** Paid for half a year; then the card was refused, four to seven days ago, and once more three days later. */
  pastDue: {
    ...person('past due', address('DE', null)),
    subscriptions: [
      subscription('price_DemoTeamMonthlyEur', '-4 days -6 months', {
        quantity: 3,
        changes: [{ at: '-8 days', paymentMethod: 'card_declined' }],
      }),
    ],
  },
  /** A currency without decimals, and prices that include the tax. */
  jpy: {
    ...person('jpy', address('JP', null)),
    subscriptions: [
      subscription('price_DemoBusinessMonthlyJpy', '-14 months', { paymentMethod: 'mastercard' }),
    ],
  },
};

function person(state: string, address: Address) {
  const email = `${state.replaceAll(' ', '-')}@demo.example`;
  return { name: `Demo customer (${state})`, email, address, taxId: null };
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
    changes: [],
    cancelAtPeriodEnd: false,
  };
  return { ...usual, price, startedAt, ...more };
}
