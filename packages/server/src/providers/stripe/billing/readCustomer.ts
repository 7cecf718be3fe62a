import type Stripe from 'stripe';
import { BillfoldError } from '../../../errors.js';
import { isTestKey } from '../checkOptions.js';
import { wholeOf } from '../read/references.js';
import { isStripeError } from '../read/toBillfoldError.js';
import type { StripeContext } from '../StripeContext.js';

/** What the customer is charged to, and what is taken off, unless a subscription has something of its own. */
const WITH = [
  'invoice_settings.default_payment_method',
  'default_source',
  'discount.source.coupon',
  'discount.promotion_code',
];

/**
 * The customer at Stripe, with what they are charged to, what they have off, and the clock that a test moves for them. Null: there is none, or they
 * were deleted there.
 *
 * @throws BillfoldError `internal` for a customer that Stripe has never known: that is no empty account.
 */
export async function readCustomer(context: StripeContext): Promise<Stripe.Customer | null> {
  const { stripe, customer, settings, options } = context;
  const id = customer.providerCustomer;
  if (id === null) return null;
  const retrieve = (expand: string[]) => stripe.customers.retrieve(id, { expand }, options());
  const wanted = isTestKey(settings.secretKey) ? [...WITH, 'test_clock'] : WITH;
  const found = await retrieve(wanted).catch(async (error: unknown) => {
    if (!isStripeError(error)) throw error;
    if (error.code === 'resource_missing') throw neverKnown(id, error);
    // Of somebody who was deleted Stripe has nothing to expand.
    const bare = error.param === 'expand' ? await retrieve([]) : null;
    if (!bare?.deleted) throw error;
    return bare;
  });
  return wholeOf(found);
}

function neverKnown(id: string, error: unknown): BillfoldError {
  const message = `Stripe has no customer ${id}: the key is of another account, or of the other mode`;
  return new BillfoldError('internal', { cause: new Error(message, { cause: error }) });
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
