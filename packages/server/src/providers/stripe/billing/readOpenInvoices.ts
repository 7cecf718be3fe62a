import type { OpenInvoice } from '../read/toSubscription.js';
import type { StripeContext } from '../StripeContext.js';
import { PAGE, readAll } from './readAll.js';
import { readCollections } from './readCollections.js';
import { isOf } from './readSubscriptions.js';

/**
 * The invoices of the customer that are not paid, oldest first, with how it was tried to collect them.
 *
 * @param subscription of which; null: of any, and of none.
 */
export async function readOpenInvoices(
  context: StripeContext,
  subscription: string | null,
): Promise<OpenInvoice[]> {
  const { stripe, customer, options } = context;
  if (customer.providerCustomer === null) return [];
  const listed = await readAll(
    stripe.invoices.list(
      {
        customer: customer.providerCustomer,
        ...(subscription !== null && { subscription }),
        status: 'open',
        limit: PAGE,
        expand: ['data.payments', 'data.confirmation_secret'],
      },
      options(),
    ),
  );
  const invoices = listed.filter((invoice) => isOf(context, invoice)).toReversed();
  const collections = await readCollections(context, invoices);
  return invoices.map((invoice) => ({ invoice, collections: collections.get(invoice.id) ?? [] }));
}
