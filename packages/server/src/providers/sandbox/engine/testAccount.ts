import type { Account, PriceTerms, SubscriptionState } from './account.js';

/** Accounts for tests: one seat of Team at $12.00 a month since the 31st of January 2024, paid by a card. */

export const testPrice: PriceTerms = {
  id: 'price_Monthly',
  product: 'prod_Team',
  productName: 'Team',
  unitAmount: 1_200n,
  currency: 'usd',
  scheme: 'per_seat',
  tiers: null,
  interval: 'month',
  intervalCount: 1,
  taxBehavior: 'exclusive',
};

/** A subscription that nothing was invoiced of yet; its anchor is where its trial ends, or where it starts. */
export function testSubscription(more: Partial<SubscriptionState> = {}): SubscriptionState {
  const startedAt = more.startedAt ?? Date.parse('2024-01-31T09:00:00Z');
  return {
    id: 'sub_1',
    version: 1,
    status: 'active',
    price: testPrice,
    quantity: 1,
    paymentMethod: 'visa',
    startedAt,
    trialEndAt: null,
    anchorAt: more.trialEndAt ?? startedAt,
    periodsBilled: 0,
    paid: 0n,
    discounts: [],
    prorations: [],
    pendingChange: null,
    pendingPayment: null,
    pause: null,
    cancelAt: null,
    canceledAt: null,
    endedAt: null,
    ...more,
  };
}

export function testAccount(...subscriptions: SubscriptionState[]): Account {
  return {
    invoicePrefix: '2F9C4A1B',
    invoicesIssued: 0,
    billedTo: { name: 'Demo', email: null, address: null, taxId: null },
    subscriptions,
    openInvoices: [],
    balance: 0n,
    nextCharge: 'usual',
  };
}
