import type { Address, SetupIntent } from '@billfold/contract';
import type { BillingCustomer, Provider, UnitOfWork } from '../Provider.js';

/** What the conformance suite needs to put a provider to the test. */
export interface ProviderUnderTest {
  provider: Provider;
  /** A unit of work on which the provider can read and write. */
  unit(): UnitOfWork;
  /** Two projects that must not see each other. */
  projects: readonly [string, string];
  /** A new customer whom the provider was told of, and who has bought nothing. */
  createCustomer(project: string): Promise<BillingCustomer>;
  /**
   * Starts a subscription in the past, so that the customer has at least ten invoices, issued in more than one
   * calendar year, the last of them paid and all in one currency.
   */
  subscribe(customer: BillingCustomer): Promise<void>;
  /** Lets one more invoice be issued, newer than all before. */
  issueInvoice(customer: BillingCustomer): Promise<void>;
  /** What is on offer for those whom `begin` makes, all in one currency. Nothing of it is free. */
  offer: Offer;
  /** Two places whose tax on what is on offer is not the same; null where the provider computes no tax. */
  addresses: { one: Address; another: Address } | null;
  /**
   * Starts a subscription of a new customer, now: charged, and paid by something that works, unless it is on trial. The
   * customer may belong to any project.
   */
  begin(wanted: WantedSubscription): Promise<{ customer: BillingCustomer; subscription: string }>;
  /** The same for one that somebody else bills, of a customer with a working card on file. Absent: the provider has none such. */
  beginManaged?(): Promise<{ customer: BillingCustomer; subscription: string }>;
  /** Lets the customer's next charge end in this way, and the ones after it succeed again. */
  decideNextCharge(customer: BillingCustomer, outcome: 'fails' | 'requires_action'): Promise<void>;
  /** Says to a payment that waits what the customer's bank would say. */
  confirmPayment(
    customer: BillingCustomer,
    clientSecret: string,
    outcome: 'authenticated' | 'refused',
  ): Promise<void>;
  /**
   * Confirms a setup intent of the customer's in the provider's own fields, in the place of a person.
   *
   * @param said what the bank is told, where the intent was confirmed with `asks` before.
   * @returns false where this provider has no such payment method: what is about it is left out.
   */
  confirmSetup(
    customer: BillingCustomer,
    intent: SetupIntent,
    kind: SetupKind,
    said?: 'authenticated' | 'refused',
  ): Promise<boolean>;
  /** Lets time pass for a customer, and everything happen that falls due on the way. */
  passTime(customer: BillingCustomer, to: Date): Promise<void>;
  close(): Promise<void>;
}

/**
 * What is entered in the fields. `card` and `debit` work at once; `refused` is a card that its bank refuses; `asks` one of
 * which the bank asks the customer; `slow` one of which the bank says only within the hour that it can be charged.
 */
export type SetupKind = 'card' | 'debit' | 'refused' | 'asks' | 'slow';

export interface Offer {
  /** Prices of a product for one, by the month and by the year. */
  basic: { month: string; year: string };
  /** The same of another product, which costs more. */
  pro: { month: string; year: string };
  /** A price by the month for each seat. */
  seats: string;
  /** A code that anybody may enter, for a percentage of more than one invoice. Null where there are none. */
  promotionCode: string | null;
  /** Another one, of another percentage. Null where there are none. */
  otherPromotionCode: string | null;
  /** A coupon that every subscription can be given once, for a percentage of the next invoice at least. Null where there are none. */
  coupon: string | null;
}

export interface WantedSubscription {
  price: string;
  /** @default 1 */
  quantity?: number;
  /** @default 0 */
  trialDays?: number;
}
