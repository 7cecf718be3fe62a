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

  /**
   * Present: what this provider keeps is elsewhere, out of reach of the portal's transactions. Every call that changes
   * something there is made under an {@link Intent}, and none of them from within a transaction.
   */
  readonly remote?: RemoteProvider;

  /**
   * The time that billing goes by in a project. Real time everywhere but in a sandbox, and for customers whose time is moved
   * for a test.
   *
   * @param customer whose; absent: anybody's.
   */
  now(project: string, unit: UnitOfWork, customer?: BillingCustomer): Promise<Date>;

  /**
   * Tells the provider of a new or changed customer. Idempotent: the same customer any number of times is one
   * customer.
   *
   * @returns their id at the provider, where that has ids of its own.
   * @throws BillfoldError `conflict`, naming `providerCustomer`, when it is not there or belongs to another customer.
   */
  saveCustomer(customer: BillingCustomer, unit: UnitOfWork): Promise<string | null>;

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

/** What is asked of a provider that is reached over the network. */
export interface RemoteProvider {
  /**
   * Reads what the provider has sent to the portal of its own accord. Nothing in it is believed but whom and what it is about: that
   * is read anew.
   *
   * @param body as it has arrived, byte for byte: it is what was signed.
   * @throws BillfoldError `unauthorized` where it is not proven that the provider has sent it, just now; `invalid_request` for what can
   * not be read.
   */
  readNotice?(body: Uint8Array, headers: Headers, now: Date): Promise<Notice>;
}

/** Word from a provider that something of a customer is no longer as it was. */
export interface Notice {
  /** Unique, and the same however often it is sent. */
  id: string;
  /** What it is called there. For the log only. */
  type: string;
  /** When it happened there. */
  createdAt: Date;
  /** Whom and what it is about; null: nothing that the portal shows. `providerCustomer` is their id there. */
  about: { providerCustomer: string; object: NoticeObject; id: string } | null;
}

export type NoticeObject = 'customer' | 'subscription' | 'invoice' | 'payment_method' | 'setup_intent';

/**
 * One thing that somebody wants done at a provider elsewhere, written down before anything of it is done. After a crash, or an
 * answer that was lost, it is driven again from its start until its outcome is known.
 */
export interface Intent {
  readonly id: string;
  /**
   * Whether the call was begun anew, because the provider remembers a failure of it: what it was to make may be there, and is looked for
   * before it is made.
   */
  readonly isAgain?: boolean;
  /**
   * Does a part of it once, however often the intent is driven: what is finished gives its stored result again. What may
   * have been done, and whose result was lost, is done again under the same key, so that the provider does it once.
   *
   * A change begins with a step that looks and refuses, and changes nothing: what it has found is not looked for again, because by
   * then it may be so no more by the change's own doing. Whatever a step refuses by a `BillfoldError` is not stored; all
   * but `provider_unavailable` ends the intent.
   *
   * Where the provider has failed and gives that failure to the key for ever (`remembered` of the error), nobody can say whether
   * it was done: the call is begun anew, with its first step and under other keys, and finds out by looking.
   *
   * @param name unique within the method of the port that is called.
   * @param work is given the key by which the provider knows this step again, at most 255 visible ASCII characters long.
   * @returns what `work` has returned: plain data and dates, as little as the next steps need.
   */
  step<Result>(name: string, work: (idempotencyKey: string) => Promise<Result>): Promise<Result>;
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
  /** Their id at the provider, as `saveCustomer` has told it or the merchant has said; null: none is known. */
  providerCustomer: string | null;
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
  /** Present in calls that change something at a remote provider, and only there: then `database` is in no transaction. */
  intent?: Intent | undefined;
  /** Until when a remote provider may take for all calls of this request together, in milliseconds since 1970; absent: as each call may. */
  deadline?: number | undefined;
}

/** What is kept of a request beside what it did. */
export interface RequestFacts {
  id: string;
  idempotencyKey: string | null;
  /** Tells whether two requests came from one address, and not which; null where the server does not know. */
  ipHash: string | null;
}
