import type { CustomerKind } from '@billfold/contract';
import type { AddressFormat } from '@billfold/contract/countries';
import type { BillingDetailsFormWords } from './billingDetailsFormWords.js';
import type { FieldPath } from './findProblems.js';

/** What a field is called, which goes by the country and by who is billed. */
export function labelOf(
  path: FieldPath,
  kind: CustomerKind,
  format: AddressFormat | null,
  { addressLabels, billingDetails, billingDetailsForm: say }: BillingDetailsFormWords,
): string {
  const [first, second, third] = path.split('.');
  if (first === 'name') return billingDetails.name(kind);
  if (first === 'phone') return billingDetails.phone;
  if (first === 'purchaseOrder') return say.purchaseOrder;
  if (first === 'invoiceEmails') return say.invoiceEmail(Number(second) + 1);
  if (first === 'taxIds') return third === 'type' ? say.taxIdType : say.taxIdValue;
  if (second === 'country') return say.country;
  if (second === 'line1' || !format) return say.line1;
  return addressLabels[format.labels[second as keyof AddressFormat['labels']]];
}
