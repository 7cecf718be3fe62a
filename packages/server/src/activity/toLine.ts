import type { Invoice, Money, TaxId } from '@billfold/contract';
import { methodOf, productOf, tellOfPause, tellOfUpdate } from './subscriptionLines.js';
import { line, type Line, type Told } from './Told.js';

/**
 * What a customer is told of each action. What is not here is between the merchant and the server: how sessions and keys come
 * and go, who tried what in vain, and how a sandbox is played with.
 */
const lines = new Map<string, (told: Told) => Line | null>(
  Object.entries({
    'customer.subscription.created': (told) => line('subscription_started', { subject: productOf(told) }),
    'customer.subscription.updated': tellOfUpdate,
    'customer.subscription.deleted': (told) => line('subscription_canceled', { subject: productOf(told) }),
    'customer.subscription.paused': tellOfPause,
    'customer.subscription.resumed': (told) => line('subscription_resumed', { subject: productOf(told) }),
    'payment_method.attached': ({ after }) => line('payment_method_added', { subject: methodOf(after) }),
    'payment_method.detached': ({ before }) => line('payment_method_removed', { subject: methodOf(before) }),
    'payment_method.made_default': ({ after }) =>
      line('default_payment_method_changed', { subject: methodOf(after) }),
    'customer.updated': tellOfDetails,
    'customer.tax_id.created': ({ after }) => line('tax_id_added', { subject: valueOf(after) }),
    'customer.tax_id.deleted': ({ before }) => line('tax_id_removed', { subject: valueOf(before) }),
    'invoice.paid': tellOfPayment,
    'invoice.payment_failed': tellOfRefusal,
    'portal.session.redeemed': () => line('portal_opened'),
  }),
);

/** The actions that customers may be told of. */
export const toldActions: readonly string[] = [...lines.keys()];

/** What is told of something; null: nothing. */
export function toLine(told: Told): Line | null {
  return lines.get(told.action)?.(told) ?? null;
}

/** What customers know of themselves. The merchant's own reference is not among it. */
const DETAILS = ['name', 'email', 'kind', 'address', 'invoiceEmails', 'phone', 'purchaseOrder'];

function tellOfDetails({ before, by }: Told): Line | null {
  if (!before) return line('billing_details_updated');
  // Whoever changes tax ids in a portal does it one by one, and each is told of by itself.
  const shown = by.kind === 'session' ? DETAILS : [...DETAILS, 'taxIds'];
  const changed = shown.filter((name) => name in before);
  return changed.length === 0 ? null : line('billing_details_updated', { subject: changed.join(', ') });
}

const valueOf = (taxId: object | null) => (taxId as Partial<TaxId> | null)?.value ?? null;

/** Nothing is told of an invoice for which nothing was to be paid, because it came to nothing or there was credit. */
function tellOfPayment({ before, after, object }: Told): Line | null {
  const was: Partial<Invoice> = before ?? {};
  const is: Partial<Invoice> = object ?? after ?? {};
  // What was to be paid before it is what was paid now: part of it may have been paid earlier.
  const amount = was.amountRemaining ?? is.amountPaid ?? null;
  return amount?.amount === 0 ? null : line('invoice_paid', { subject: is.number ?? null, amount });
}

/** Of an invoice, or of a change that would have made one and was not made. */
function tellOfRefusal(told: Told): Line {
  const owed: Partial<Invoice> & { amount?: Money | null } = told.object ?? told.after ?? {};
  return line('payment_failed', {
    subject: owed.number ?? productOf(told),
    amount: owed.amountRemaining ?? owed.amount ?? null,
  });
}
