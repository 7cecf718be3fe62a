import type Stripe from 'stripe';
import { API_VERSION } from './apiVersion.js';
import { makeIds } from './makeIds.js';

/** How the bank of a payment method answers when it is charged. What is in no table of these is charged at once. */
export type ChargeBehaviour =
  { outcome: 'fails'; code: string; declineCode: string } | { outcome: 'asks' } | { outcome: 'takes_days' };

/** What a test has decided about the next charge of a customer. */
export type ChargeDecision = 'fails' | 'requires_action';

/** Something that comes about by itself, by the time of a customer (or by the double's, where it is nobody's). */
interface Due {
  at: number;
  customer: string | null;
  run: () => void;
}

/**
 * All that the double knows, in Stripe's own types. What refers to another object holds its id, and never the object:
 * `expand` puts it there. Lists newest first are made by `created` and, in the same second, by the order of insertion.
 *
 * A field that Stripe gives only to those who ask (`invoice.payments`) is not stored; see `Includes`.
 */
export class State {
  readonly customers = new Map<string, Stripe.Customer>();
  readonly deletedCustomers = new Map<string, Stripe.DeletedCustomer>();
  readonly taxIds = new Map<string, Stripe.TaxId>();
  readonly paymentMethods = new Map<string, Stripe.PaymentMethod>();
  readonly setupIntents = new Map<string, Stripe.SetupIntent>();
  readonly mandates = new Map<string, Stripe.Mandate>();
  readonly products = new Map<string, Stripe.Product>();
  readonly prices = new Map<string, Stripe.Price>();
  readonly coupons = new Map<string, Stripe.Coupon>();
  readonly promotionCodes = new Map<string, Stripe.PromotionCode>();
  readonly discounts = new Map<string, Stripe.Discount>();
  readonly subscriptions = new Map<string, Stripe.Subscription>();
  readonly schedules = new Map<string, Stripe.SubscriptionSchedule>();
  readonly invoices = new Map<string, Stripe.Invoice>();
  readonly invoiceItems = new Map<string, Stripe.InvoiceItem>();
  readonly invoicePayments = new Map<string, Stripe.InvoicePayment>();
  readonly paymentIntents = new Map<string, Stripe.PaymentIntent>();
  readonly charges = new Map<string, Stripe.Charge>();
  readonly balanceTransactions = new Map<string, Stripe.CustomerBalanceTransaction>();
  readonly testClocks = new Map<string, Stripe.TestHelpers.TestClock>();
  readonly portalConfigurations = new Map<string, Stripe.BillingPortal.Configuration>();
  readonly portalSessions = new Map<string, Stripe.BillingPortal.Session>();
  readonly webhookEndpoints = new Map<string, Stripe.WebhookEndpoint>();
  /** In the order in which they happened. */
  readonly events: Stripe.Event[] = [];

  /** By payment method. */
  readonly behaviours = new Map<string, ChargeBehaviour>();
  /** By customer; whoever charges takes the decision out. */
  readonly decisions = new Map<string, ChargeDecision>();

  /** The request that is being answered: events say so. */
  request: Stripe.Event.Request | null = null;
  /** Where the double serves documents and pages from. */
  url = '';

  readonly #clock: () => number;
  readonly #newId = makeIds();
  #due: Due[] = [];

  /** @param clock seconds since 1970; the time of all who have no test clock. */
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** The time of somebody: that of their test clock, else the double's own. */
  timeOf(customer: string | null): number {
    const clock = customer === null ? null : this.customers.get(customer)?.test_clock;
    const frozen = typeof clock === 'string' ? this.testClocks.get(clock)?.frozen_time : undefined;
    return frozen ?? this.#clock();
  }

  /** A new id, such as `cus_…`: the same ones in the same order in every run. */
  newId(prefix: string): string {
    return `${prefix}_${this.#newId()}`;
  }

  /** Records an event about an object as it is at this moment. */
  emit(type: Stripe.Event.Type, object: object, previousAttributes?: object): Stripe.Event {
    const event = {
      id: this.newId('evt'),
      object: 'event',
      api_version: API_VERSION,
      created: this.timeOf(customerOf(object) ?? customerOf(previousAttributes ?? {})),
      data: {
        object: copyOf(object),
        ...(previousAttributes && { previous_attributes: copyOf(previousAttributes) }),
      },
      livemode: false,
      pending_webhooks: this.webhookEndpoints.size,
      request: this.request ?? { id: null, idempotency_key: null },
      type,
    } as Stripe.Event;
    this.events.push(event);
    return event;
  }

  /** Lets something happen at a time of its own. Time that passes must run it: see `runDue`. */
  later(at: number, customer: string | null, run: () => void): void {
    this.#due.push({ at, customer, run });
  }

  /** When the next thing falls due for one of these customers, or null. */
  nextDue(customers: ReadonlySet<string | null>): number | null {
    const times = this.#due.filter(({ customer }) => customers.has(customer)).map(({ at }) => at);
    return times.length === 0 ? null : Math.min(...times);
  }

  /** Runs what fell due for these customers until an instant, in the order of time. */
  runDue(customers: ReadonlySet<string | null>, until: number): void {
    const isDue = ({ at, customer }: Due) => at <= until && customers.has(customer);
    const due = this.#due.filter(isDue).sort((a, b) => a.at - b.at);
    this.#due = this.#due.filter((entry) => !isDue(entry));
    for (const { run } of due) run();
  }
}

/** An object as it would be sent: later changes of the original do not reach it. */
export function copyOf<Thing extends object>(thing: Thing): Thing {
  return JSON.parse(JSON.stringify(thing)) as Thing;
}

function customerOf(object: object): string | null {
  const { id, object: kind, customer } = object as { id?: string; object?: string; customer?: unknown };
  if (kind === 'customer') return id ?? null;
  return typeof customer === 'string' ? customer : null;
}
