import type { BillingDetails, CustomerKind, CustomerUpdate } from '@billfold/contract';
import { addressFields, type AddressField } from '@billfold/contract/countries';
import type { NewTaxId } from '@billfold/hooks';
import type { BillingDetailsChanges } from './billingDetailsChanges.js';

/** Billing details as they stand in the fields of the form: what is not there is an empty text. */
export interface BillingDetailsDraft {
  kind: CustomerKind;
  name: string;
  address: Record<AddressField | 'country', string>;
  phone: string;
  invoiceEmails: { email: string }[];
  purchaseOrder: string;
  /** New ones. Those that are on file can't be changed, only removed. `key` names the row as long as it is there. */
  taxIds: NewTaxId[];
  /** Ids of those on file that are to be removed. */
  removedTaxIds: string[];
}

/** The form as it is opened. */
export function draftOf(details: BillingDetails): BillingDetailsDraft {
  const { kind, name, address, phone, invoiceEmails, purchaseOrder } = details;
  const parts = addressFields.map((field) => [field, address?.[field] ?? '']);
  return {
    kind,
    name: name ?? '',
    address: { country: address?.country ?? '', ...Object.fromEntries(parts) },
    phone: phone ?? '',
    invoiceEmails: invoiceEmails.map((email) => ({ email })),
    purchaseOrder: purchaseOrder ?? '',
    taxIds: [],
    removedTaxIds: [],
  };
}

/** Which fields a portal lets its customers change. */
export type IsAllowed = (update: CustomerUpdate) => boolean;

/**
 * What differs between a form and what it was opened with. `shown`: the fields of the address that the chosen country
 * has; what stands in others belongs to a country that was chosen before.
 */
export function changesOf(
  draft: BillingDetailsDraft,
  before: BillingDetails,
  shown: readonly AddressField[],
  isAllowed: IsAllowed,
): BillingDetailsChanges {
  const wanted: Required<BillingDetailsChanges['update']> = {
    kind: draft.kind,
    name: given(draft.name),
    invoiceEmails: draft.invoiceEmails.map(({ email }) => typed(email)).filter(Boolean),
    phone: given(draft.phone),
    address: addressOf(draft, before, shown),
    purchaseOrder: given(draft.purchaseOrder),
  };
  const update = Object.fromEntries(
    Object.entries(wanted).filter(
      ([field, value]) =>
        isAllowed(updateOf[field as keyof typeof wanted]) &&
        !isSame(value, before[field as keyof typeof wanted]),
    ),
  );
  const mayChangeTaxIds = isAllowed('tax_id');
  return {
    update,
    taxIds: mayChangeTaxIds
      ? draft.taxIds
          .map(({ value, ...row }) => ({ ...row, value: typed(value) }))
          .filter(({ value }) => value !== '')
      : [],
    removedTaxIds: mayChangeTaxIds
      ? draft.removedTaxIds.filter((id) => before.taxIds.some((taxId) => taxId.id === id))
      : [],
  };
}

/** What is on file in the fields that an update names. */
export const namedIn = (
  update: BillingDetailsChanges['update'],
  details: BillingDetails,
): Partial<BillingDetails> =>
  Object.fromEntries(Object.keys(update).map((field) => [field, details[field as keyof typeof update]]));

/** The permission that each field needs. */
const updateOf: Record<keyof BillingDetailsChanges['update'], CustomerUpdate> = {
  kind: 'name',
  name: 'name',
  invoiceEmails: 'email',
  phone: 'phone',
  address: 'address',
  purchaseOrder: 'purchase_order',
};

function addressOf(
  { address: { country, ...draft } }: BillingDetailsDraft,
  { address: before }: BillingDetails,
  shown: readonly AddressField[],
) {
  if (country === '') return null;
  const parts = addressFields.map((field) => {
    if (shown.includes(field)) return [field, given(draft[field])];
    // What an app has stored in a field that its country does not have is not ours to drop.
    return [field, before?.country === country ? before[field] : null];
  });
  return { country, ...(Object.fromEntries(parts) as Record<AddressField, string | null>) };
}

// Phones with right-to-left keyboards, and text copied from documents, leave marks that nobody sees and no server takes.
const INVISIBLE = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** What was meant by what was typed. */
export const typed = (text: string) => text.replace(INVISIBLE, '').trim();

const given = (text: string) => typed(text) || null;

/** Fields of an object may come in any order. */
const isSame = (a: unknown, b: unknown): boolean =>
  a !== null && b !== null && typeof a === 'object' && typeof b === 'object'
    ? Object.keys({ ...a, ...b }).every((key) => isSame(a[key as never], b[key as never]))
    : a === b;

/** Whether two states of what is on file are the same for the form: what a register has said since is no change. */
export const isSameOnFile = (a: BillingDetails, b: BillingDetails): boolean =>
  isSame(withoutVerification(a), withoutVerification(b));

const withoutVerification = ({ taxIds, ...rest }: BillingDetails) => ({
  ...rest,
  taxIds: taxIds.map(({ id }) => id),
});
