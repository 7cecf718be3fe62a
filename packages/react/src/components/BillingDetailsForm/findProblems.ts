import type { AddressField } from '@billfold/contract/countries';
import { typed, type BillingDetailsDraft, type IsAllowed } from './billingDetailsDraft.js';

/** A field of the form by its name there; that of a part of a list has its position in it. */
export type FieldPath =
  | 'name'
  | 'phone'
  | 'purchaseOrder'
  | `address.${AddressField | 'country'}`
  | `invoiceEmails.${number}.email`
  | `taxIds.${number}.${'type' | 'value'}`;

/** What can be seen to be wrong without asking anybody. `refused`, `taken`, `notAllowed`: the server has said so. */
export type FieldFault = 'missing' | 'email' | 'twice' | 'phone' | 'refused' | 'taken' | 'notAllowed';

/** What must be mended before it is worth sending, by field, in the order of the fields. */
export function findProblems(
  { name, address, phone, invoiceEmails }: BillingDetailsDraft,
  required: readonly AddressField[],
  isAllowed: IsAllowed,
): [FieldPath, FieldFault][] {
  const problems: [FieldPath, FieldFault][] = [];
  if (isAllowed('name') && !typed(name)) problems.push(['name', 'missing']);
  if (isAllowed('address') && address.country) {
    for (const field of required) {
      if (!typed(address[field])) problems.push([`address.${field}`, 'missing']);
    }
  }
  if (isAllowed('phone') && typed(phone) && !PHONE.test(typed(phone))) problems.push(['phone', 'phone']);
  if (isAllowed('email')) {
    const emails = invoiceEmails.map(({ email }) => typed(email).toLowerCase());
    emails.forEach((email, index) => {
      if (email && !EMAIL.test(email)) problems.push([`invoiceEmails.${index}.email`, 'email']);
      else if (email && emails.indexOf(email) < index)
        problems.push([`invoiceEmails.${index}.email`, 'twice']);
    });
  }
  return problems;
}

// As the portal sees them, so that nobody waits for its answer to read of a slip.
const PHONE = /^\+?[0-9 ()./-]{3,40}$/;
const EMAIL = /^[^\s@<>",;]{1,64}@[^\s@<>",;]{1,255}$/u;
