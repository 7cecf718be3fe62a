import { customerKinds, type Address, type BillingDetails } from '@billfold/contract';
import type Stripe from 'stripe';
import type { BillingCustomer } from '../../../provider/Provider.js';
import { customerMetadata, purchaseOrderField } from './customerFields.js';
import { toTaxId } from './toTaxId.js';

/**
 * Who is billed, as Stripe knows them.
 *
 * @param known the customer as the portal knows them: by their e-mail address the merchant's app knows them too, and it is
 * changed there.
 */
export function toBillingDetails(
  customer: Stripe.Customer,
  taxIds: readonly Stripe.TaxId[],
  known: Pick<BillingCustomer, 'email' | 'kind'>,
): BillingDetails {
  const email = ownEmail(customer, known.email);
  return {
    kind: kindOf(customer) ?? known.kind,
    name: customer.name ?? customer.business_name ?? customer.individual_name ?? null,
    email,
    invoiceEmails: invoiceEmailsOf(customer, email),
    phone: customer.phone ?? null,
    address: toAddress(customer.address),
    purchaseOrder: purchaseOrderOf(customer),
    taxIds: taxIds.map(toTaxId).filter((taxId) => taxId !== null),
  };
}

/** A customer's own address: what the portal knows comes first, as the merchant's app goes by it. */
export function ownEmail(customer: Stripe.Customer | null, known: string | null): string | null {
  return known ?? customer?.metadata[customerMetadata.email] ?? customer?.email ?? null;
}

function kindOf({
  metadata,
  business_name,
  individual_name,
}: Stripe.Customer): BillingDetails['kind'] | null {
  const said = customerKinds.find((kind) => kind === metadata[customerMetadata.kind]);
  if (said) return said;
  if (business_name) return 'business';
  return individual_name ? 'individual' : null;
}

/** Stripe sends invoices to the `email` of its customer. Only where that is not the customer's own one is it told of. */
function invoiceEmailsOf({ email, metadata }: Stripe.Customer, own: string | null): string[] {
  if (email === null || email.toLowerCase() === own?.toLowerCase()) return furtherEmails(email, metadata);
  return [email, ...furtherEmails(null, metadata)];
}

function furtherEmails(first: string | null, metadata: Stripe.Metadata): string[] {
  const further = customerMetadata.invoiceEmails
    .map((key) => metadata[key])
    .filter((email) => email !== undefined);
  // The customer's own address is named where it is one of several.
  return further.length > 0 && first !== null ? [first, ...further] : further;
}

/** Null without a country: it decides what everything else means. */
export function toAddress(address: Stripe.Address | null | undefined): Address | null {
  if (!address?.country || !/^[A-Z]{2}$/.test(address.country)) return null;
  const { country, line1, line2, city, state, postal_code } = address;
  return {
    country,
    line1: line1 || null,
    line2: line2 || null,
    city: city || null,
    region: state || null,
    postalCode: postal_code || null,
  };
}

function purchaseOrderOf({ invoice_settings }: Stripe.Customer): string | null {
  return invoice_settings.custom_fields?.find(({ name }) => name === purchaseOrderField)?.value ?? null;
}
