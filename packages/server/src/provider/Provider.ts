import type { Address, CustomerKind, Session, SessionBranding, TaxIdEntry } from '@billfold/contract';
import type { LogoImage } from '../branding/LogoImage.js';
import type { Database } from '../database/Database.js';
import type { CustomerBilling } from './CustomerBilling.js';
import type { ProviderOperations, ProviderPortalOperations } from './ProviderOperations.js';

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

/** Where payment methods are entered. */
export interface PaymentFields extends NonNullable<Session['paymentFields']> {
  /** What a page that shows them must be allowed to load, by directive of its Content-Security-Policy. */
  sources: Partial<Record<'script-src' | 'frame-src' | 'connect-src' | 'img-src', readonly string[]>>;
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
