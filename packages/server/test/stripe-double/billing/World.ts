import type Stripe from 'stripe';
import type { Handlers, Params } from '../Handler.js';
import { findSchema } from '../http/schema.js';
import { copyOf, State } from '../State.js';
import { billingHandlers, settingsOf } from './index.js';
import { DAY } from './periods.js';

/** Where the time of these tests begins. */
export const START = Date.UTC(2026, 0, 15, 10) / 1_000;

type Key = keyof Handlers & string;

/** Judges what is asked and answered; null where it does not lie beside the repository. */
const schema = await findSchema();
if (!schema)
  process.stderr.write('Stripe’s schema does not lie beside the repository: answers are not judged by it.\n');

/** A shop with a customer, which a test asks as a request would: through the handlers, with texts. */
export class World {
  readonly state = new State(() => START);
  readonly clock: Stripe.TestHelpers.TestClock;
  readonly customer: Stripe.Customer;
  readonly card: Stripe.PaymentMethod;
  readonly prices: Record<
    'basicMonth' | 'basicYear' | 'proMonth' | 'proYear' | 'seats' | 'yen',
    Stripe.Price
  >;

  constructor() {
    const frozen_time = START;
    this.clock = this.ask('POST /v1/test_helpers/test_clocks', {}, { frozen_time });
    this.customer = this.addCustomer();
    this.card = this.addMethod(this.customer);
    const sell = (product: string, interval: string, terms: object) =>
      this.ask<Stripe.Price>(
        'POST /v1/prices',
        {},
        { product, currency: 'eur', recurring: { interval }, ...terms },
      );
    const make = (name: string) => this.ask<Stripe.Product>('POST /v1/products', {}, { name }).id;
    const [basic, pro, seats] = [make('Basic'), make('Pro'), make('Seat')];
    const tiers = [
      { up_to: 5, unit_amount: 1_000 },
      { up_to: 'inf', unit_amount: 800 },
    ];
    this.prices = {
      basicMonth: sell(basic, 'month', { unit_amount: 1_000 }),
      basicYear: sell(basic, 'year', { unit_amount: 10_000 }),
      proMonth: sell(pro, 'month', { unit_amount: 3_000 }),
      proYear: sell(pro, 'year', { unit_amount: 30_000 }),
      seats: sell(seats, 'month', { billing_scheme: 'tiered', tiers_mode: 'graduated', tiers }),
      yen: sell(basic, 'month', { unit_amount: 1_001, currency: 'jpy' }),
    };
  }

  // oxlint-disable-next-line typescript/no-explicit-any -- tests say themselves what they look at
  ask<Thing = any>(key: Key, { id = '' }: { id?: string } = {}, params: object = {}): Thing {
    const handler = billingHandlers[key];
    if (!handler) throw new Error(`Nobody answers ${key}.`);
    const written = textsOf(params) as Params;
    const answer = handler({ state: this.state, path: { id }, params: written, now: START });
    const [method = '', path = ''] = key.split(' ');
    const wrong = schema?.judgeAnswer(method, path.replace('{id}', id), copyOf(answer)) ?? [];
    if (wrong.length > 0) throw new Error(`The answer to ${key} is wrong: ${wrong.join('; ')}`);
    return answer as Thing;
  }

  subscribe(price: Stripe.Price, more: object = {}): Stripe.Subscription {
    const items = [{ price: price.id }];
    return this.ask('POST /v1/subscriptions', {}, { customer: this.customer.id, items, ...more });
  }

  /** Puts one price in the place of another. */
  switchTo(subscription: Stripe.Subscription, price: Stripe.Price, more: object = {}): Stripe.Subscription {
    const items = [{ id: subscription.items.data[0]!.id, price: price.id }];
    return this.ask('POST /v1/subscriptions/{id}', subscription, { items, ...more });
  }

  preview(subscription: Stripe.Subscription, details: object = {}, more: object = {}): Stripe.Invoice {
    const params = { subscription: subscription.id, subscription_details: details, ...more };
    return this.ask('POST /v1/invoices/create_preview', {}, params);
  }

  /** All invoices of the customer, newest first. */
  invoices(): Stripe.Invoice[] {
    const query = { customer: this.customer.id, limit: 100 };
    return this.ask<Stripe.ApiList<Stripe.Invoice>>('GET /v1/invoices', {}, query).data;
  }

  get now(): number {
    return this.clock.frozen_time;
  }

  passTo(at: number): void {
    this.ask('POST /v1/test_helpers/test_clocks/{id}/advance', this.clock, { frozen_time: at });
  }

  passDays(days: number): void {
    this.passTo(this.now + days * DAY);
  }

  /** The types of the events since a moment, in their order. */
  eventsSince(count: number): string[] {
    return this.state.events.slice(count).map(({ type }) => type);
  }

  addCustomer(country = 'US'): Stripe.Customer {
    const id = this.state.newId('cus');
    const customer: Stripe.Customer = {
      id,
      object: 'customer',
      address: { city: null, country, line1: null, line2: null, postal_code: null, state: null },
      balance: 0,
      created: START,
      currency: null,
      default_source: null,
      description: null,
      email: 'customer@example.com',
      invoice_settings: {
        custom_fields: null,
        default_payment_method: null,
        footer: null,
        rendering_options: null,
      },
      livemode: false,
      metadata: {},
      name: 'Example',
      shipping: null,
      tax_exempt: 'none',
      test_clock: this.clock.id,
    };
    this.state.customers.set(id, customer);
    return customer;
  }

  /** Puts a payment method on file, as the default. */
  addMethod(customer: Stripe.Customer, type: 'card' | 'sepa_debit' = 'card'): Stripe.PaymentMethod {
    const method = {
      id: this.state.newId('pm'),
      object: 'payment_method',
      billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
      created: START,
      customer: customer.id,
      livemode: false,
      metadata: {},
      type,
      ...(type === 'card' && { card: { brand: 'visa', exp_month: 12, exp_year: 2034, last4: '4242' } }),
    } as unknown as Stripe.PaymentMethod;
    this.state.paymentMethods.set(method.id, method);
    customer.invoice_settings.default_payment_method = method.id;
    return method;
  }

  /** How long a bank takes over a debit. */
  get debitDays(): number {
    return settingsOf(this.state).debitTakesDays;
  }
}

/** Parameters as they come out of a form. */
function textsOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? '' : value.map(textsOf);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, textsOf(inner)]));
  return String(value);
}
