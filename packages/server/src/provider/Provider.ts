import type {
  Address,
  Branding,
  Document,
  Invoice,
  InvoiceWithLines,
  OperationName,
  ParsedInput,
  Plan,
  ResultOf,
  Subscription,
} from '@billfold/contract';
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

  /** Binds one customer. Cheap: it does no I/O, so that a request which is then refused costs nothing. */
  forCustomer(customer: BillingCustomer, unit: UnitOfWork): CustomerBilling;

  /** Operations that only this provider has, such as the sandbox's clock. With any other provider they are 404. */
  readonly operations?: ProviderOperations;
}

/** What can be done with the billing of one customer. */
export interface CustomerBilling {
  /** Plans on offer in the currency of the customer, cheapest first, and the current one even when it is archived. */
  listPlans(): Promise<Plan[]>;

  /** All subscriptions: living ones first, each group newest first. Empty for a customer who never had one. */
  listSubscriptions(): Promise<Subscription[]>;

  getSubscription(id: string): Promise<Subscription | null>;

  /**
   * Invoices, newest first, drafts left out. Pages are stable: an invoice that is issued while somebody pages
   * neither hides nor repeats an older one.
   *
   * @returns at most `limit` invoices, and the position after the last of them, or null when there are no more.
   */
  listInvoices(query: InvoiceQuery): Promise<{ invoices: Invoice[]; next: string | null }>;

  getInvoice(id: string): Promise<InvoiceWithLines | null>;

  /** The document that belongs to the invoice, the same bytes every time; null when there is none (yet). */
  getInvoiceDocument(id: string, kind: 'invoice' | 'receipt', branding: Branding): Promise<Document | null>;
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
  name: string | null;
  email: string | null;
  address: Address | null;
  taxId: string | null;
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
}
