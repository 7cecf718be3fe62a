import type {
  BillingDetails,
  CancellationPreview,
  CancellationReason,
  Coupon,
  Document,
  Invoice,
  InvoiceWithLines,
  Money,
  PaymentFailure,
  PaymentMethod,
  Plan,
  ProrationBehavior,
  Quote,
  SetupIntent,
  Subscription,
  TaxId,
  TaxIdEntry,
  UpcomingInvoice,
} from '@billfold/contract';
import type { DocumentBranding } from './Provider.js';

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
  /** It takes the place of the code that the subscription has. */
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
  'effectiveAt' | 'stopsCollection' | 'credit' | 'dueAtEnd' | 'outstanding'
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
