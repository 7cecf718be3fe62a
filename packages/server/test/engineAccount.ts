import type {
  Account,
  CouponTerms,
  EngineChange,
  Payer,
  PriceTerms,
  SubscriptionState,
} from '../src/providers/sandbox/engine/account.js';
import { advance } from '../src/providers/sandbox/engine/advance.js';
import type { PaymentMethodState, TestMethod } from '../src/providers/sandbox/engine/paymentMethods.js';
import type { TaxIdState } from '../src/providers/sandbox/engine/taxIds.js';
import type { StepOptions } from '../src/providers/sandbox/engine/step.js';
import { defaultTerms } from '../src/providers/sandbox/engine/terms.js';

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
export function testSubscription({
  paymentMethod = 'visa',
  ...more
}: Partial<Omit<SubscriptionState, 'paymentMethod'>> & {
  paymentMethod?: PaymentMethodState | TestMethod | null;
} = {}): SubscriptionState {
  const startedAt = more.startedAt ?? Date.parse('2024-01-31T09:00:00Z');
  return {
    id: 'sub_1',
    version: 1,
    status: 'active',
    price: testPrice,
    quantity: 1,
    paymentMethod: typeof paymentMethod === 'string' ? testMethodOnFile(paymentMethod) : paymentMethod,
    startedAt,
    trialEndAt: null,
    anchorAt: more.trialEndAt ?? startedAt,
    periodsBilled: 0,
    paid: 0n,
    taxTreatment: null,
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

/** A test method on file, which does not run out. */
export function testMethodOnFile(
  method: TestMethod,
  more: Partial<PaymentMethodState> = {},
): PaymentMethodState {
  return { id: `pm_${method}`, method, expiresAt: null, ...more };
}

/** Somebody of whom nothing is known that would decide on a tax. */
export const testPayer: Payer = {
  kind: 'individual',
  name: 'Demo',
  email: null,
  phone: null,
  address: null,
  purchaseOrder: null,
  taxIds: [],
};

/** A VAT number that its register knows, and has always known. */
export function testTaxId(value: string, more: Partial<TaxIdState> = {}): TaxIdState {
  return { id: 'txi_1', type: 'eu_vat', value, verdict: 'verified', settlesAt: 0, createdAt: 0, ...more };
}

export function testAccount(...subscriptions: SubscriptionState[]): Account {
  return {
    invoicePrefix: '2F9C4A1B',
    invoicesIssued: 0,
    billedTo: testPayer,
    subscriptions,
    openInvoices: [],
    balance: 0n,
    nextCharge: 'usual',
  };
}

export const testBusiness: PriceTerms = {
  ...testPrice,
  id: 'price_Business',
  product: 'prod_Business',
  productName: 'Business',
  unitAmount: 3_000n,
};
export const testYearly: PriceTerms = {
  ...testPrice,
  id: 'price_Yearly',
  unitAmount: 12_000n,
  interval: 'year',
};
export const testFree: PriceTerms = {
  ...testPrice,
  id: 'price_Free',
  product: 'prod_Free',
  productName: 'Free',
  unitAmount: 0n,
  scheme: 'flat',
};

export function testCoupon(more: Partial<CouponTerms> = {}): CouponTerms {
  return {
    id: 'twenty',
    name: '20 % off',
    percentOff: '20',
    amountOff: null,
    currency: null,
    duration: 'forever',
    durationInMonths: null,
    products: null,
    ...more,
  };
}

/** A change to Business now, invoiced at once. */
export function testChange(pricedAt: string, more: Partial<EngineChange> = {}): EngineChange {
  return {
    price: testBusiness,
    quantity: 1,
    discount: null,
    timing: 'now',
    prorationBehavior: 'always_invoice',
    trialBehavior: 'end_trial',
    pricedAt: Date.parse(pricedAt),
    ...more,
  };
}

export const testOptions: StepOptions = { terms: defaultTerms, makeSecret: () => 'pay_secret' };

/** An account in which everything has happened until an instant. */
export function testAccountAt(at: string, ...subscriptions: SubscriptionState[]): Account {
  return advance(testAccount(...subscriptions), Date.parse(at), defaultTerms).account;
}
