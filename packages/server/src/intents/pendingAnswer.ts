import type { InvoiceWithLines, Subscription } from '@billfold/contract';
import { BillfoldError } from '../errors.js';
import { withoutLines } from '../events/recordCharge.js';
import type { Journal } from './Journal.js';
import { answerTo, invoiceWithShown, withShown, type Shown } from './Shown.js';
import type { Task } from './Task.js';

/**
 * What is answered while nobody knows what became of a change: `pending` where the operation has that word, with the resource
 * as it is going to be read until that is known.
 *
 * @throws BillfoldError `provider_unavailable` where it has not: the same key finds out.
 */
export function pendingAnswer({ operation }: Task, journal: Journal, shown: Shown | null): unknown {
  switch (operation) {
    case 'changeSubscription':
    case 'resumeSubscription': {
      const subscription = answerTo(journal, 'getSubscription') as Subscription;
      return { status: 'pending', subscription: withShown(subscription, shown) };
    }
    case 'payInvoice': {
      const invoice = withoutLines(answerTo(journal, 'getInvoice') as InvoiceWithLines);
      return { status: 'pending', invoice: invoiceWithShown(invoice, shown) };
    }
    case 'addPaymentMethod':
      return { status: 'pending' };
    default:
      throw new BillfoldError('provider_unavailable', { retryAfter: 5 });
  }
}
