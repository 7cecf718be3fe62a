import type Stripe from 'stripe';
import { isTestKey } from '../checkOptions.js';
import { wholeOf } from '../read/references.js';
import { orNull } from '../read/toBillfoldError.js';
import type { StripeContext } from '../StripeContext.js';

/**
 * The customer at Stripe, with what they are charged to and the clock that a test moves for them. Null: there is none, or they
 * were deleted there.
 */
export async function readCustomer(context: StripeContext): Promise<Stripe.Customer | null> {
  const { stripe, customer, settings, options } = context;
  if (customer.providerCustomer === null) return null;
  const expand = ['invoice_settings.default_payment_method', 'default_source'];
  if (isTestKey(settings.secretKey)) expand.push('test_clock');
  const found = await orNull(stripe.customers.retrieve(customer.providerCustomer, { expand }, options()));
  return wholeOf(found);
}

/** The time that a customer is billed by: real time, but for those whose clock a test moves. */
export function timeOf(customer: Stripe.Customer | null, { unit }: Pick<StripeContext, 'unit'>): Date {
  const clock = wholeOf(customer?.test_clock);
  return clock ? new Date(clock.frozen_time * 1000) : unit.now;
}

/** The same for whoever needs nothing else. With a live key nobody's clock moves, and nothing is asked. */
export async function readTime(context: StripeContext): Promise<Date> {
  if (!isTestKey(context.settings.secretKey)) return context.unit.now;
  return timeOf(await readCustomer(context), context);
}
