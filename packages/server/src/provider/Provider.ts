import type {
  Address,
  BillingDetails,
  CancellationPreview,
  CancellationReason,
  Capability,
  Coupon,
  CustomerKind,
  Document,
  EventType,
  Invoice,
  InvoiceWithLines,
  Money,
  OperationName,
  ParsedInput,
  PaymentFailure,
  PaymentMethod,
  Plan,
  ProrationBehavior,
  Quote,
  ResultOf,
  Session,
  SessionBranding,
  SetupIntent,
  Subscription,
  TaxId,
  TaxIdEntry,
  UpcomingInvoice,
} from '@billfold/contract';
import type { LogoImage } from '../branding/LogoImage.js';
import type { Database } from '../database/Database.js';

/**
 * The port to whoever really bills: the sandbox, Stripe, or an adapter of your own.
 *
 * `describeProvider` of `@billfold/server/conformance` proves what is promised here, for every adapter alike.
 *
 * Invariants of every method:
 * - It answers for exactly one customer, the one it was bound to. What belongs to somebody else, to another
 *   project or to nobody is `null`, and the three can not be told apart.
 * - Amounts are what the provider itself has computed; nothing is recalculated on the way.
 * - Values are the contract's resources, complete: a field is present or null.
 * - It throws `BillfoldError('provider_unavailable')` when it can not know, and never makes up an empty list.
 */
export interface Provider {
  /** `sandbox`, `stripe`, or the name of your adapter, in lower case. */
  readonly name: string;

  /** Whether no real money moves. */
  readonly testMode: boolean;

  /** The time that billing goes by in a project. Real time everywhere but in a sandbox. */
  now(project: string, unit: UnitOfWork): Promise<Date>;

  /**
   * Tells the provider of a new or changed customer. Idempotent: the same customer any number of times is one
   * customer.
   */
  saveCustomer(customer: BillingCustomer, unit: UnitOfWork): Promise<void>;

  /**
   * What a project sells, archived or not: what its portal configurations may name. Absent, or null: this provider can not tell, and
   * whatever they name is taken.
   */
  listCatalog?(project: string, unit: UnitOfWork): Promise<Catalog | null>;

  /** Binds one customer. Cheap: it does no I/O, so that a request which is then refused costs nothing. */
  forCustomer(customer: BillingCustomer, unit: UnitOfWork): CustomerBilling;

  /**
   * The fields that payment methods are entered in, which the portal's own pages can not read; absent: there are none,
   * and nothing can be put on file here.
   */
  readonly paymentFields?: PaymentFields | undefined;

  /** What this provider can not do. Whatever the configuration says, the portal does not offer it. */
  readonly lacks?: ReadonlySet<ProviderCapability>;

  /** Operations that only this provider has, such as the sandbox's clock. With any other provider they are 404. */
  readonly operations?: ProviderOperations;

  /** The same for operations of customers, such as the sandbox's controls. */
  readonly portalOperations?: ProviderPortalOperations;
}

/** What a project sells, by ids. */
export interface Catalog {
  products: {
    id: string;
    prices: { id: string; /** How many of it there can be. */ maxQuantity: number }[];
  }[];
  coupons: string[];
}

/** How a document looks and who it is from. */
export interface DocumentBranding extends SessionBranding {
  /** The image itself, which `logoUrl` is the address of; null: there is none. */
  logo: LogoImage | null;
}

/** Parts of the port that a billing company may not have. */
export const providerCapabilities = [
  'scheduled_change',
  'promotion_code',
  'discount',
  'pause',
  'upcoming_invoice',
] as const;
export type ProviderCapability = (typeof providerCapabilities)[number];

/**
 * What can be done with the billing of one customer.
 *
 * Invariants of every method that changes something:
 * - It is done for the `version` that is named or not at all: `version_stale` when the subscription has another one.
 * - The resource in the answer is the new one, with a higher version, and the next read gives the same.
 * - `subscription_state` when the state of the subscription does not allow it, `not_found` when it is not this customer's.
 * - What could not be found out is `pending`, and never said to have failed.
 *
 * A subscription that somebody else bills is told with `managedBy`, and with nothing that is to be charged: no `renewsAt`,
 * `paymentMethod` or next invoice. It keeps no payment method on file, and the portal asks for no change of it.
 */
export interface CustomerBilling {
  /**
   * Plans on offer in the currency of the customer, cheapest first, and the current one even when it is archived. All
   * that is offered is available here; what a configuration leaves out is the portal's to say.
   *
   * @param subscription whose plan is the current one; null: of any of them.
   */
  listPlans(subscription: string | null): Promise<Plan[]>;

  /** All subscriptions: living ones first, each group newest first. Empty for a customer who never had one. */
  listSubscriptions(): Promise<Subscription[]>;

  getSubscription(id: string): Promise<Subscription | null>;

  /**
   * Prices a change and makes nothing of it. Amounts are those that `changeSubscription` would charge if it were called
   * with the same change at the same time.
   *
   * @throws BillfoldError `promotion_code_invalid`, naming the field; `price_not_allowed` for a price that does not exist
   * here, is archived or in another currency; `quantity_not_allowed`; `subscription_state`.
   */
  previewChange(change: PlanChange): Promise<PricedChange>;

  /**
   * Makes a change as it was priced: by the same path, at the price of `change.pricedAt`. While a payment must still be
   * confirmed nothing but `pendingPayment` differs; a payment that is refused leaves everything as it was.
   *
   * @throws BillfoldError `quote_stale` when it would cost anything else than `expected`; else as `previewChange`.
   */
  changeSubscription(
    change: PlanChange & { version: number; expected: ExpectedPrice },
  ): Promise<ChargeOutcome<ChangedSubscription>>;

  /** Drops a change that was scheduled. */
  deletePendingChange(target: SubscriptionTarget): Promise<Subscription>;

  /** What `cancelSubscription` would do. */
  previewCancellation(cancellation: Cancellation): Promise<PricedCancellation>;

  /** Ends a subscription, now or with the period that is paid. A scheduled change and a pause are dropped. */
  cancelSubscription(cancellation: Cancellation & { version: number }): Promise<ChangedSubscription>;

  /** Takes a scheduled end back. */
  keepSubscription(target: SubscriptionTarget): Promise<Subscription>;

  /**
   * Stops charging from the end of the paid period until `resumesAt`, which must come after it. Nothing is invoiced in
   * between. A scheduled change is dropped.
   */
  pauseSubscription(target: SubscriptionTarget & { resumesAt: Date }): Promise<Subscription>;

  /**
   * Ends a pause. One that has not started is taken back and costs nothing; otherwise a new period begins now and is
   * charged, or the pause goes on.
   */
  resumeSubscription(target: SubscriptionTarget): Promise<ChargeOutcome<ChangedSubscription>>;

  /**
   * What a coupon would do for a subscription; null when it does not exist or can not be had (not for this product or
   * currency, had already, used up), and when it would take nothing off the next invoice.
   */
  previewDiscount(subscription: string, coupon: string): Promise<PricedDiscount | null>;

  /** Gives a coupon to a subscription. @throws BillfoldError `offer_not_available` where `previewDiscount` is null. */
  applyDiscount(target: SubscriptionTarget & { coupon: string }): Promise<Subscription>;

  /** The next invoice of a subscription by the path that is going to write it; null when none is to come, or it is not theirs. */
  getUpcomingInvoice(subscription: string): Promise<UpcomingInvoice | null>;

  /**
   * Charges what remains of an open invoice. A subscription that was overdue because of it is repaired.
   *
   * @param payment.paymentMethod what is charged this once; null: what its subscription is charged to.
   * @throws BillfoldError `invoice_not_payable`, `payment_method_required`, `not_found`, also for a payment method that
   * is not this customer's or not on file any more.
   */
  payInvoice(payment: {
    invoice: string;
    paymentMethod: string | null;
  }): Promise<ChargeOutcome<{ invoice: Invoice }>>;

  /**
   * What is on file: the default first, then the newest. `removalBlockedBy` follows one rule everywhere; see
   * `rules/removalBlocks.ts`.
   */
  listPaymentMethods(): Promise<PaymentMethod[]>;

  /** Begins to put a payment method on file. Nothing is, until the intent was confirmed in the provider's fields. */
  createSetupIntent(): Promise<SetupIntent>;

  /**
   * Puts on file what an intent of this customer was confirmed with. Said twice, it is on file once and the answer is the
   * same. The first one on file becomes the default and is what subscriptions without any are charged to.
   *
   * @throws BillfoldError `not_found` for an intent that is not this customer's; `setup_not_confirmed`.
   */
  addPaymentMethod(
    addition: DefaultChoice & { setupIntent: string; makeDefault: boolean },
  ): Promise<SetupOutcome>;

  /**
   * Makes a payment method the default, and what the subscriptions are charged to. Nothing is charged. A subscription
   * that has a payment method of its own is moved like any other.
   *
   * @returns `isNew`: it was not the default before this call.
   * @throws BillfoldError `not_found`, also for a subscription that is not this customer's or has ended.
   */
  setDefaultPaymentMethod(
    choice: DefaultChoice & { paymentMethod: string },
  ): Promise<{ paymentMethod: PaymentMethod; moved: Moved[]; isNew: boolean }>;

  /**
   * Takes a payment method off file, unless `removalBlockedBy` says that it is needed. When it was the default, none is.
   * What is charged to it and never again is left to the default, or to nothing.
   *
   * @returns what it was, and what was charged to it.
   * @throws BillfoldError `payment_method_in_use`, naming what needs it in `fields`; `not_found`.
   */
  removePaymentMethod(id: string): Promise<{ paymentMethod: PaymentMethod; moved: Moved[] }>;

  /** Who is billed, as the next invoice is going to say. */
  getBillingDetails(): Promise<BillingDetails>;

  /**
   * Changes what is given, and with it the tax of the next preview and invoice. Invoices that were written stay as they
   * are, and so does the time that was paid for already.
   */
  updateBillingDetails(changes: BillingDetailsChanges): Promise<BillingDetails>;

  /** @throws BillfoldError `tax_id_invalid`, naming `value`; `conflict` when it is there already, or there are too many. */
  addTaxId(entry: TaxIdEntry): Promise<TaxId>;

  /** @returns what it was; null when it is not this customer's. */
  removeTaxId(id: string): Promise<TaxId | null>;

  /**
   * Invoices, newest first, drafts left out. Pages are stable: an invoice that is issued while somebody pages
   * neither hides nor repeats an older one.
   *
   * @returns at most `limit` invoices, and the position after the last of them, or null when there are no more.
   */
  listInvoices(query: InvoiceQuery): Promise<{ invoices: Invoice[]; next: string | null }>;

  getInvoice(id: string): Promise<InvoiceWithLines | null>;

  /** The document that belongs to the invoice, the same bytes every time; null when there is none (yet). */
  getInvoiceDocument(
    id: string,
    kind: 'invoice' | 'receipt',
    branding: DocumentBranding,
  ): Promise<Document | null>;
}

/** Where payment methods are entered. */
export interface PaymentFields extends NonNullable<Session['paymentFields']> {
  /** What a page that shows them must be allowed to load, by directive of its Content-Security-Policy. */
  sources: Partial<Record<'script-src' | 'frame-src' | 'connect-src' | 'img-src', readonly string[]>>;
}

/** What follows a new default: all subscriptions that have not ended, or those that are named. */
export interface DefaultChoice {
  subscriptions: 'all' | readonly string[];
}

/** A subscription that is charged to something else from now on: as it was, and as it is. */
export interface Moved {
  before: Subscription;
  after: Subscription;
}

/** What became of putting a payment method on file. */
export type SetupOutcome =
  /** `isNew`: it was not on file before this call. */
  | { status: 'succeeded'; paymentMethod: PaymentMethod; moved: Moved[]; isNew: boolean }
  /** The customer has not finished their bank's step. */
  | { status: 'requires_action'; clientSecret: string }
  /** The bank has not said yet. */
  | { status: 'pending' }
  /** Refused, for certain: nothing is on file. The intent can be confirmed again. */
  | { status: 'failed'; failure: PaymentFailure };

/** What is left out stays; null removes. */
export type BillingDetailsChanges = Partial<
  Pick<BillingDetails, 'kind' | 'name' | 'invoiceEmails' | 'phone' | 'address' | 'purchaseOrder'>
>;

/** A subscription as the caller has seen it. */
export interface SubscriptionTarget {
  subscription: string;
  version: number;
}

/** A change of plan, as the portal's rules have decided it. */
export interface PlanChange {
  subscription: string;
  price: string;
  quantity: number;
  promotionCode: string | null;
  timing: 'now' | 'period_end';
  /** Of a change in the middle of a paid period. One that changes the interval begins a new period and is always invoiced. */
  prorationBehavior: ProrationBehavior;
  /** Of a change during a trial. */
  trialBehavior: 'end_trial' | 'continue_trial';
  /** The instant to which time is divided: that of the preview, by the provider's clock. */
  pricedAt: Date;
}

/** What a change costs. See `Quote` of the contract for what the amounts mean. */
export type PricedChange = Pick<
  Quote,
  | 'promotionCode'
  | 'effectiveAt'
  | 'lines'
  | 'taxes'
  | 'subtotal'
  | 'discount'
  | 'tax'
  | 'total'
  | 'balanceApplied'
  | 'creditAdded'
  | 'dueNow'
  | 'recurring'
  | 'nextInvoice'
  | 'trialEndAt'
  | 'paymentMethod'
>;

/** What a customer has agreed to: what a change costs now, whenever its lines are invoiced, and from then on. */
export interface ExpectedPrice {
  dueNow: Money;
  total: Money;
  recurring: { total: Money };
  nextInvoice: { total: Money } | null;
}

/** A subscription as a change has left it. */
export interface ChangedSubscription {
  subscription: Subscription;
  /** What the change has invoiced at once; null: nothing, or not yet. The portal tells of it: no time has to come for it. */
  invoice: Invoice | null;
}

/** What became of something that may charge. */
export type ChargeOutcome<Resource> =
  | ({ status: 'succeeded' } & Resource)
  | ({ status: 'requires_action'; clientSecret: string } & Resource)
  | ({ status: 'pending' } & Resource)
  /** Refused, for certain: nothing was charged and nothing has changed. */
  | { status: 'failed'; failure: PaymentFailure };

export interface Cancellation {
  subscription: string;
  /** `period_end`: with what is paid. A trial ends with the trial. */
  at: 'now' | 'period_end';
  /** Of one that is made now: whether the unused time is given back as credit. */
  prorationBehavior: 'none' | 'create_prorations';
  /** Why, for the provider's reports; null: not said. */
  feedback: CancellationReason | null;
  comment: string | null;
}

export type PricedCancellation = Pick<
  CancellationPreview,
  'effectiveAt' | 'stopsCollection' | 'credit' | 'outstanding'
>;

export interface PricedDiscount {
  coupon: Coupon;
  /** The next invoice with it. */
  nextInvoice: { issuedAt: string; total: Money } | null;
}

export interface InvoiceQuery {
  /** 1 to 100. */
  limit: number;
  /** Position that an earlier page returned as `next`. Positions that this provider did not make are refused with `invalid_cursor`. */
  after: string | null;
  status: Invoice['status'] | null;
  /** Calendar year (UTC) in which it was issued. */
  year: number | null;
}

/** A customer as the portal knows them. */
export interface BillingCustomer {
  project: string;
  id: string;
  reference: string | null;
  kind: CustomerKind;
  name: string | null;
  email: string | null;
  invoiceEmails: string[];
  phone: string | null;
  address: Address | null;
  purchaseOrder: string | null;
  taxIds: TaxIdEntry[];
  createdAt: Date;
}

/**
 * Where the writes of one request live. A provider on the portal's own database writes through `database`, so
 * that its change, the audit row and the event are one transaction; a provider elsewhere ignores it.
 */
export interface UnitOfWork {
  database: Database;
  /** The server's clock when the request began. */
  now: Date;
  /** The request that it is done for; absent: time has done it, or somebody at the command line. */
  request?: RequestFacts | undefined;
}

/** What is kept of a request beside what it did. */
export interface RequestFacts {
  id: string;
  idempotencyKey: string | null;
  /** Tells whether two requests came from one address, and not which; null where the server does not know. */
  ipHash: string | null;
}

/** A merchant's operation that a provider brings along. */
export type ProviderOperations = {
  [Name in OperationName]?: (context: ProviderOperationContext<ParsedInput<Name>>) => Promise<ResultOf<Name>>;
};

export interface ProviderOperationContext<Input> {
  input: Input;
  project: string;
  unit: UnitOfWork;
  /** The portal's customer of this id in this project, or null. */
  findCustomer(id: string): Promise<BillingCustomer | null>;
  /** Makes a customer of the portal, and tells the provider. */
  createCustomer(
    fields: Partial<Omit<BillingCustomer, 'project' | 'id' | 'createdAt'>>,
  ): Promise<BillingCustomer>;
  /** Tells the merchant of something that was done to a customer: an event, in the transaction that did it. */
  record(
    customer: string,
    type: EventType,
    target: string,
    data: { object: object; previousAttributes?: object },
  ): Promise<unknown>;
}

/** An operation of customers that a provider brings along. */
export type ProviderPortalOperations = {
  [Name in OperationName]?: (context: ProviderPortalContext<ParsedInput<Name>>) => Promise<ResultOf<Name>>;
};

export interface ProviderPortalContext<Input> {
  input: Input;
  customer: BillingCustomer;
  /** What the session may do. */
  capabilities: readonly Capability[];
  unit: UnitOfWork;
  /** Changes the portal's own facts of the customer, and tells the provider. */
  updateCustomer(
    fields: Partial<Pick<BillingCustomer, 'name' | 'email' | 'address' | 'kind' | 'taxIds'>>,
  ): Promise<BillingCustomer>;
  /** Tells the merchant of something that was done: an event, in the transaction that did it. */
  record(
    type: EventType,
    target: string,
    data: { object: object; previousAttributes?: object },
  ): Promise<unknown>;
}
