import type { InvoiceWithLines, Subscription } from '@billfold/contract';
import { BillfoldError } from '../errors.js';
import { withoutLines } from '../events/recordCharge.js';
import type { CustomerBilling } from '../provider/CustomerBilling.js';
import type { Journal } from './Journal.js';
import type { Task } from './Task.js';

/**
 * What is answered while nobody knows what became of a change: `pending` where the operation has that word, with the resource
 * as it was last seen.
 *
 * @throws BillfoldError `provider_unavailable` where it has not: the same key finds out.
 */
export function pendingAnswer({ operation }: Task, journal: Journal): unknown {
  switch (operation) {
    case 'changeSubscription':
    case 'resumeSubscription':
      return { status: 'pending', subscription: lastOf(journal, 'getSubscription') as Subscription };
    case 'payInvoice':
      return { status: 'pending', invoice: withoutLines(lastOf(journal, 'getInvoice') as InvoiceWithLines) };
    case 'addPaymentMethod':
      return { status: 'pending' };
    default:
      throw new BillfoldError('provider_unavailable', { retryAfter: 5 });
  }
}

/** What the provider has answered last to a question. */
function lastOf(journal: Journal, method: keyof CustomerBilling): unknown {
  const found = journal.findLast(({ call }) => call.of === 'billing' && call.method === method);
  return found && 'value' in found.answer ? found.answer.value : null;
}
