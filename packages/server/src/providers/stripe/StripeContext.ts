import type Stripe from 'stripe';
import type { BillingCustomer, UnitOfWork } from '../../provider/Provider.js';
import type { StripeOptions } from './StripeOptions.js';

/** What every noun of this provider goes by: one customer, in one unit of work. */
export interface StripeContext {
  /** Repetitions, deadlines and the circuit are behind it: a noun simply calls. */
  stripe: Stripe;
  unit: UnitOfWork;
  /** `providerCustomer` is the customer at Stripe; null: Stripe knows of none, and there is nothing to read. */
  customer: BillingCustomer;
  /** The last argument of every call of `stripe`; the key where the call changes something. */
  options(idempotencyKey?: string): Stripe.RequestOptions;
  settings: StripeOptions;
}
