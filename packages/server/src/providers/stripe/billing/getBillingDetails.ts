import type { BillingDetails } from '@billfold/contract';
import type Stripe from 'stripe';
import { answering, orNull } from '../read/toBillfoldError.js';
import { toBillingDetails } from '../read/toBillingDetails.js';
import type { StripeContext } from '../StripeContext.js';
import { PAGE, readAll } from './readAll.js';
import { readCustomer } from './readCustomer.js';
import { isOf } from './readSubscriptions.js';

/** See `CustomerBilling.getBillingDetails`. Of somebody whom Stripe does not know, it is what the portal knows. */
export function getBillingDetails(context: StripeContext): Promise<BillingDetails> {
  return answering(async () => {
    const { kind, name, email, invoiceEmails, phone, address, purchaseOrder } = context.customer;
    const [customer, taxIds] = await Promise.all([readCustomer(context), readTaxIds(context)]);
    if (customer) return toBillingDetails(customer, taxIds, context.customer);
    return { kind, name, email, invoiceEmails, phone, address, purchaseOrder, taxIds: [] };
  });
}

/** All tax ids of the customer, those too that this version has no name for. Of somebody who was deleted Stripe knows no list. */
export async function readTaxIds(context: StripeContext): Promise<Stripe.TaxId[]> {
  const { stripe, customer, options } = context;
  if (customer.providerCustomer === null) return [];
  const listed = stripe.customers.listTaxIds(customer.providerCustomer, { limit: PAGE }, options());
  const found = ((await orNull(readAll(listed))) ?? []).filter((taxId) => isOf(context, taxId));
  // Stripe lists them newest first.
  return found.toReversed();
}
