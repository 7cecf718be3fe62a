import type { Invoice } from '@billfold/contract';
import type Stripe from 'stripe';
import { isId } from '../read/references.js';
import { orNull } from '../read/toBillfoldError.js';
import { subscriptionOf, toInvoice } from '../read/toInvoice.js';
import { isOfPendingUpdate } from '../read/toSubscription.js';
import type { StripeContext } from '../StripeContext.js';
import { readCollections } from './readCollections.js';
import { isOf, readSubscription } from './readSubscriptions.js';

/** One invoice as Stripe has it; null when it is not this customer's, or nothing that is shown to customers. */
export async function readInvoice(context: StripeContext, id: string): Promise<Stripe.Invoice | null> {
  const { stripe, customer, options } = context;
  if (customer.providerCustomer === null || !isId('in', id)) return null;
  const expand = ['payments', 'confirmation_secret'];
  const found = await orNull(stripe.invoices.retrieve(id, { expand }, options()));
  return found && isOf(context, found) && (await isShown(context, found)) ? found : null;
}

/**
 * Whether an invoice is anything to a customer. Drafts are not, and neither is that of a change that waits for its payment or did
 * not come about: such a change shows as what is pending, or not at all.
 */
export async function isShown(context: StripeContext, invoice: Stripe.Invoice): Promise<boolean> {
  const { status, billing_reason, collection_method, amount_paid } = invoice;
  if (status === null || status === 'draft') return false;
  if (billing_reason !== 'subscription_update') return true;
  // A change waits only for what is charged. What was sent by mail the customer has, and looks for here.
  if (collection_method === 'send_invoice') return true;
  if (status === 'void') return amount_paid > 0;
  if (status !== 'open') return true;
  const subscription = await readSubscription(context, subscriptionOf(invoice) ?? '');
  return subscription === null || !isOfPendingUpdate(invoice, subscription);
}

/** Invoices as the contract writes them, in the same order. `payments` must have been asked for. */
export async function toInvoices(
  context: StripeContext,
  invoices: readonly Stripe.Invoice[],
): Promise<Invoice[]> {
  const collections = await readCollections(context, invoices);
  return invoices.map((invoice) => toInvoice(invoice, collections.get(invoice.id) ?? []));
}
