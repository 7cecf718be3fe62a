import type {
  BillingDetails,
  Invoice,
  Money,
  PaymentMethod,
  Price,
  Subscription,
  TaxId,
} from '@billfold/contract';
import { BillfoldError } from '../errors.js';
import type { CustomerBilling, SetupOutcome } from '../provider/CustomerBilling.js';
import type { BillingCustomer, Notice, Provider } from '../provider/Provider.js';

/** What somebody has at the fake provider, in the hands of the test. */
export interface Account {
  details: Omit<BillingDetails, 'email'> | null;
  subscriptions: Map<string, Subscription>;
  invoices: Map<string, Invoice>;
  paymentMethods: Map<string, PaymentMethod>;
  setupIntents: Map<string, { status: 'open' | 'confirmed' | 'on_file'; paymentMethod: string }>;
}

/** A provider elsewhere that does nothing but keep what a test puts there, and that can be away. */
export interface FakeProvider extends Provider {
  /** By the provider's own ids of customers. */
  accounts: Map<string, Account>;
  /** While it is true, nothing can be read or changed. */
  isAway: boolean;
  /** What was asked, by name. */
  calls: string[];
  /** Is awaited before each answer. */
  before: (method: string) => Promise<void>;
}

/** How a notice to the fake provider's door is proven. */
export const PROOF = 'the-fake-provider-says-so';

export function createFakeProvider(): FakeProvider {
  const accounts = new Map<string, Account>();
  const fake: FakeProvider = {
    name: 'fake',
    testMode: true,
    accounts,
    isAway: false,
    calls: [],
    before: async () => {},
    remote: { readNotice },
    now: async (_project, unit) => unit.now,
    saveCustomer: async (customer) => {
      const id = customer.providerCustomer ?? `there_${customer.id}`;
      if (!accounts.has(id)) accounts.set(id, emptyAccount(customer));
      return id;
    },
    forCustomer: (customer, { deadline = Infinity }) =>
      new Proxy({} as CustomerBilling, {
        get: (_, method: string) => async (argument: unknown) => {
          fake.calls.push(method);
          await fake.before(method);
          if (fake.isAway || Date.now() > deadline) throw new BillfoldError('provider_unavailable');
          const account = accounts.get(customer.providerCustomer ?? '');
          if (!account) throw new BillfoldError('not_found');
          return structuredClone(answer(account, customer, method, argument));
        },
      }),
  };
  return fake;
}

/** The test's own notices are JSON of a `Notice`. */
async function readNotice(body: Uint8Array, headers: Headers): Promise<Notice> {
  if (headers.get('proof') !== PROOF)
    throw new BillfoldError('unauthorized', { cause: 'There is no proof.' });
  const notice = JSON.parse(new TextDecoder().decode(body)) as Notice;
  return { ...notice, createdAt: new Date(notice.createdAt) };
}

function answer(account: Account, customer: BillingCustomer, method: string, argument: unknown): unknown {
  switch (method) {
    case 'getSubscription':
      return account.subscriptions.get(argument as string) ?? null;
    case 'listSubscriptions':
      return [...account.subscriptions.values()];
    case 'getInvoice': {
      const invoice = account.invoices.get(argument as string);
      return invoice ? { ...invoice, lines: [], taxes: [] } : null;
    }
    case 'listInvoices':
      return pageOf([...account.invoices.values()], argument as { after: string | null });
    case 'listPaymentMethods':
      return [...account.paymentMethods.values()];
    case 'getBillingDetails':
      return { ...account.details!, email: customer.email };
    case 'createSetupIntent': {
      const id = `seti_${account.setupIntents.size + 1}`;
      account.setupIntents.set(id, { status: 'open', paymentMethod: `pm_of_${id}` });
      return { id, clientSecret: `${id}_secret`, createdAt: '2026-11-20T09:00:00.000Z' };
    }
    case 'addPaymentMethod':
      return putOnFile(account, argument as { setupIntent: string; makeDefault: boolean });
    default:
      throw new Error(`The fake provider has no ${method}.`);
  }
}

/** Pages of two, so that somebody with three invoices has more than one. */
function pageOf(invoices: Invoice[], { after }: { after: string | null }) {
  const start = Number(after ?? 0);
  const end = start + 2;
  return { invoices: invoices.slice(start, end), next: end < invoices.length ? String(end) : null };
}

function putOnFile(
  { setupIntents, paymentMethods }: Account,
  { setupIntent, makeDefault }: { setupIntent: string; makeDefault: boolean },
): SetupOutcome {
  const intent = setupIntents.get(setupIntent);
  if (!intent) throw new BillfoldError('not_found');
  if (intent.status === 'open') return { status: 'pending' };
  const isNew = intent.status === 'confirmed';
  const isDefault = isNew
    ? makeDefault || paymentMethods.size === 0
    : paymentMethods.get(intent.paymentMethod)!.isDefault;
  const paymentMethod = { ...samplePaymentMethod(intent.paymentMethod), isDefault };
  paymentMethods.set(paymentMethod.id, paymentMethod);
  intent.status = 'on_file';
  return { status: 'succeeded', paymentMethod, moved: [], isNew };
}

function emptyAccount(customer: BillingCustomer): Account {
  const { kind, name, invoiceEmails, phone, address, purchaseOrder } = customer;
  return {
    details: { kind, name, invoiceEmails, phone, address, purchaseOrder, taxIds: [] },
    subscriptions: new Map(),
    invoices: new Map(),
    paymentMethods: new Map(),
    setupIntents: new Map(),
  };
}

const usd = (amount: number): Money => ({ amount, currency: 'usd', exponent: 2 });
const START = '2026-11-01T00:00:00.000Z';
const END = '2026-12-01T00:00:00.000Z';

export const samplePrice = (id = 'price_1'): Price => ({
  id,
  product: 'prod_1',
  scheme: 'flat',
  tiers: null,
  interval: 'month',
  intervalCount: 1,
  unitAmount: usd(1_000),
  taxBehavior: 'exclusive',
});

/** A subscription like any other. */
export function sampleSubscription(id: string, fields: Partial<Subscription> = {}): Subscription {
  return {
    id,
    version: 1,
    status: 'active',
    product: { id: 'prod_1', name: 'Team' },
    price: samplePrice(),
    quantity: 1,
    amount: usd(1_000),
    currentPeriod: { startAt: START, endAt: END },
    renewsAt: END,
    cancelAt: null,
    canceledAt: null,
    endedAt: null,
    trialEndAt: null,
    startedAt: START,
    paymentMethod: { type: 'card', brand: 'visa', last4: '4242' },
    discounts: [],
    pendingChange: null,
    pendingPayment: null,
    pause: null,
    overdueInvoice: null,
    managedBy: null,
    ...fields,
  };
}

/** An invoice that waits to be paid. */
export function sampleInvoice(id: string, fields: Partial<Invoice> = {}): Invoice {
  return {
    id,
    number: id.toUpperCase(),
    subscription: null,
    status: 'open',
    issuedAt: START,
    dueAt: START,
    paidAt: null,
    voidedAt: null,
    period: { startAt: START, endAt: END },
    subtotal: usd(1_000),
    discount: usd(0),
    tax: usd(0),
    total: usd(1_000),
    balanceApplied: usd(0),
    amountPaid: usd(0),
    amountRemaining: usd(1_000),
    amountRefunded: usd(0),
    payment: null,
    documents: { invoice: true, receipt: false },
    ...fields,
  };
}

/** The latest try to collect an invoice. */
export const samplePayment = (
  status: NonNullable<Invoice['payment']>['status'],
  attemptedAt = START,
): Invoice['payment'] => ({
  status,
  method: { type: 'card', brand: 'visa', last4: '4242' },
  failure: status === 'failed' ? 'contact_bank' : null,
  attemptedAt,
  nextAttemptAt: null,
});

export const samplePaymentMethod = (id: string): PaymentMethod => ({
  id,
  type: 'card',
  brand: 'visa',
  last4: '4242',
  wallet: null,
  holder: null,
  bankName: null,
  expiry: { month: 12, year: 2030 },
  expiresAt: '2031-01-01T00:00:00.000Z',
  mandate: null,
  isDefault: false,
  usedBy: [],
  removable: true,
  removalBlockedBy: [],
  createdAt: START,
});

export const sampleTaxId = (id: string, value = 'DE123456788'): TaxId => ({
  id,
  type: 'eu_vat',
  value,
  verification: 'verified',
  createdAt: START,
});
