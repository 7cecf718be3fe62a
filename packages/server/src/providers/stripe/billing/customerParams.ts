import type { Address } from '@billfold/contract';
import type Stripe from 'stripe';
import type { BillingDetailsChanges } from '../../../provider/CustomerBilling.js';
import { customerMetadata, purchaseOrderField } from '../read/customerFields.js';
import { ownEmail } from '../read/toBillingDetails.js';

/**
 * Billing details as Stripe is told of them; what is left out is not mentioned. See `toBillingDetails`, which reads them again.
 *
 * @param known the customer's own address, as the portal knows it. Invoices are sent there where no other one is named.
 * @param customer as Stripe has them, whose other fields on invoices stay; null: there is none yet.
 */
export function toCustomerParams(
  { kind, name, invoiceEmails, phone, address, purchaseOrder }: BillingDetailsChanges,
  known: string | null,
  customer: Stripe.Customer | null,
): Stripe.CustomerUpdateParams {
  const email = ownEmail(customer, known);
  const metadata = {
    ...(kind !== undefined && { [customerMetadata.kind]: kind }),
    ...(invoiceEmails !== undefined && furtherEmails(invoiceEmails)),
    // What nobody but Stripe knows is not written over.
    ...(invoiceEmails !== undefined &&
      known === null && { [customerMetadata.email]: (invoiceEmails.length > 0 && email) || '' }),
  };
  return {
    ...(name !== undefined && toName(name)),
    ...(phone !== undefined && { phone: phone ?? '' }),
    ...(address !== undefined && { address: address ? toAddressParams(address) : '' }),
    ...(invoiceEmails !== undefined && sentTo(invoiceEmails[0] ?? email)),
    ...(purchaseOrder !== undefined && {
      invoice_settings: { custom_fields: withPurchaseOrder(purchaseOrder, customer) },
    }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
  };
}

/** Nobody's address is taken away: without one no invoice would be sent any more. */
const sentTo = (email: string | null) => (email === null ? {} : { email });

/** Where there is no name, none of the others that Stripe keeps is to stand in for it. */
const toName = (name: string | null) =>
  name === null ? ({ name: '', business_name: '', individual_name: '' } as const) : { name };

/** Stripe sends invoices to one address. The others are kept for whoever sends them there. */
function furtherEmails(invoiceEmails: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    customerMetadata.invoiceEmails.map((key, index) => [key, invoiceEmails[index + 1] ?? '']),
  );
}

function toAddressParams({ country, line1, line2, city, region, postalCode }: Address): Stripe.AddressParam {
  // What is not sent stays at Stripe, also of another place.
  return {
    country,
    line1: line1 ?? '',
    line2: line2 ?? '',
    city: city ?? '',
    state: region ?? '',
    postal_code: postalCode ?? '',
  };
}

function withPurchaseOrder(
  value: string | null,
  customer: Stripe.Customer | null,
): Stripe.CustomerUpdateParams.InvoiceSettings['custom_fields'] {
  const others = (customer?.invoice_settings.custom_fields ?? []).filter(
    ({ name }) => name !== purchaseOrderField,
  );
  const fields = value === null ? others : [...others, { name: purchaseOrderField, value }];
  return fields.length === 0 ? '' : fields;
}
