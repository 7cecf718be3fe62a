import type { BillingDetails, TaxId, TaxIdEntry } from '@billfold/contract';
import { updateCustomerRow } from '../customers/customerRows.js';
import { tell, type Finding, type Reader, type Teller } from './Teller.js';
import { keepGone, keepTold, readTold } from './toldRows.js';

/** Looks up who is billed. */
export async function lookIntoCustomer({ billing }: Reader): Promise<Finding> {
  const details = await billing.getBillingDetails();
  return { place: 'customer', since: '', tell: (teller) => tellOf(teller, details) };
}

/**
 * Brings the portal's own row of the customer up to what the provider has. Not the e-mail address by which the merchant's app knows
 * them: whoever could change that at the provider could take the customer's place here.
 *
 * The row is what was told of the customer, from the beginning: it has no other baseline.
 */
async function tellOf(teller: Teller, details: BillingDetails): Promise<void> {
  const { unit, customer } = teller;
  const { kind, name, invoiceEmails, phone, address, purchaseOrder } = details;
  const taxIds = details.taxIds.map(({ type, value }) => ({ type, value }));
  const fields = {
    kind,
    name,
    invoiceEmails,
    phone,
    address,
    purchaseOrder,
    // In another order they are the same.
    ...(!areSame(taxIds, customer.taxIds) && { taxIds }),
  };
  await updateCustomerRow(unit, customer.project, customer.id, fields, { by: 'server' });
  await tellOfTaxIds(teller, details.taxIds);
}

/** What the merchant has said of a customer's tax ids is known to the merchant. */
async function tellOfTaxIds(teller: Teller, taxIds: TaxId[]): Promise<void> {
  const { unit, customer, isBaseline } = teller;
  const told = await readTold<TaxId>(unit.database, customer, 'tax_id');
  const isSaid = (taxId: TaxIdEntry) => customer.taxIds.some((it) => isSame(it, taxId));
  const isKnown = (taxId: TaxId) => isBaseline || Boolean(told.get(taxId.id)?.resource) || isSaid(taxId);
  await keepTold(unit.database, customer, 'tax_id', taxIds.filter(isKnown));
  for (const taxId of taxIds.filter((it) => !isKnown(it))) {
    await tell(teller, 'customer.tax_id.created', { object: taxId });
  }
  for (const { resource } of told.values()) {
    if (resource === null || taxIds.some(({ id }) => id === resource.id)) continue;
    if (isSaid(resource)) await tell(teller, 'customer.tax_id.deleted', { object: resource });
    else await keepGone(unit.database, customer, 'tax_id', resource.id);
  }
}

const isSame = (a: TaxIdEntry, b: TaxIdEntry) => a.type === b.type && a.value === b.value;

const areSame = (a: readonly TaxIdEntry[], b: readonly TaxIdEntry[]) =>
  a.length === b.length && a.every((it) => b.some((other) => isSame(it, other)));
