import type { AddressFormat } from '@billfold/contract/countries';
import type { BillingDetailsDraft } from './billingDetailsDraft.js';
import type { FieldPath } from './findProblems.js';

/** All fields in the order in which they stand, which is that of the country. */
export const fieldOrder = (
  { taxIds, invoiceEmails }: BillingDetailsDraft,
  format: AddressFormat | null,
): FieldPath[] => [
  'name',
  'address.country',
  ...(format?.rows.flat() ?? []).map((field): FieldPath => `address.${field}`),
  'phone',
  ...taxIds.flatMap((_, index): FieldPath[] => [`taxIds.${index}.type`, `taxIds.${index}.value`]),
  ...invoiceEmails.map((_, index): FieldPath => `invoiceEmails.${index}.email`),
  'purchaseOrder',
];
