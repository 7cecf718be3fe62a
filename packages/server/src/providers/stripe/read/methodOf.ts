import type { PaymentMethodName } from '@billfold/contract';
import type Stripe from 'stripe';
import { idOf, wholeOf } from './references.js';
import { toPaymentMethodName, toSourceName } from './toPaymentMethodName.js';

/** What is charged: how it is named, and its id. */
export interface ChargedMethod {
  id: string;
  name: PaymentMethodName;
}

/**
 * What a subscription is charged to. What it has of its own counts before what the customer has: by Stripe's order, a payment
 * method and then a card of the older kind.
 *
 * Null: nothing is on file, or it is not charged at all, because invoices are sent and paid by the customer.
 */
export function methodOf(
  subscription: Stripe.Subscription,
  customer: Stripe.Customer | null,
): ChargedMethod | null {
  if (subscription.collection_method === 'send_invoice') return null;
  const own = toCharged(subscription.default_payment_method, subscription.default_source);
  return own ?? defaultMethodOf(customer);
}

/** What new subscriptions of a customer are charged to. */
export function defaultMethodOf(customer: Stripe.Customer | null): ChargedMethod | null {
  if (customer === null) return null;
  return toCharged(customer.invoice_settings.default_payment_method, customer.default_source);
}

function toCharged(
  method: string | Stripe.PaymentMethod | null,
  source: string | Stripe.CustomerSource | null,
): ChargedMethod | null {
  const whole = wholeOf(method);
  if (whole) return { id: whole.id, name: toPaymentMethodName(whole) };
  if (idOf(method) !== null) throw new Error(`The payment method ${idOf(method)} was not asked for.`);
  const old = wholeOf(source);
  return old && { id: old.id, name: toSourceName(old) };
}
