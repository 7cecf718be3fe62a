import { answering } from '../read/toBillfoldError.js';
import type { StripeContext } from '../StripeContext.js';
import { readTime } from './readCustomer.js';

/** The time that a customer is billed by. See `Provider.now`; without a customer it is real time. */
export function now(context: StripeContext): Promise<Date> {
  return answering(() => readTime(context));
}
