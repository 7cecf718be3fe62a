import * as v from 'valibot';
import { taxIdTypes } from './taxIdTypes.js';
import { Email, Id, Line } from './text.js';
import { Instant } from './time.js';

/** A postal address. Country first, because it decides what the other fields mean. */
export const Address = v.object({
  /** ISO 3166-1 alpha-2, upper case. */
  country: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'must be two upper-case letters')),
  line1: v.nullable(v.string()),
  /** The neighbourhood, townland or district where a country writes one, else what does not fit the first line. */
  line2: v.nullable(v.string()),
  city: v.nullable(v.string()),
  /** State, province, county, …: its code where `@billfold/contract/countries` knows one, else as it is written. */
  region: v.nullable(v.string()),
  postalCode: v.nullable(v.string()),
});
export type Address = v.InferOutput<typeof Address>;

const AddressInput = v.strictObject({
  country: Address.entries.country,
  line1: v.optional(v.nullable(Line(200)), null),
  line2: v.optional(v.nullable(Line(200)), null),
  city: v.optional(v.nullable(Line(200)), null),
  region: v.optional(v.nullable(Line(200)), null),
  postalCode: v.optional(v.nullable(Line(20)), null),
});

/** Who is billed: a company, whose name and tax ids count, or a person. */
export const customerKinds = ['business', 'individual'] as const;
export type CustomerKind = (typeof customerKinds)[number];

/** Kinds of tax ids, in Stripe's words: `eu_vat`, `gb_vat`, `br_cnpj`, … */
export const TaxIdType = v.picklist(taxIdTypes);
export type TaxIdType = v.InferOutput<typeof TaxIdType>;

/**
 * What the register of the country has said. `pending`: it was asked. `unverified`: it does not know the number.
 * `unavailable`: it could not be asked, or nobody asks it; the number counts all the same.
 */
export const taxIdVerifications = ['pending', 'verified', 'unverified', 'unavailable'] as const;

/** A number under which a tax office knows the customer. Printed on invoices; some decide on the tax. */
export const TaxId = v.object({
  id: Id('txi'),
  type: TaxIdType,
  /** In the form that the country writes it. */
  value: v.string(),
  verification: v.picklist(taxIdVerifications),
  createdAt: Instant,
});
export type TaxId = v.InferOutput<typeof TaxId>;

const TaxIdInput = { type: TaxIdType, value: Line(60) };

/** How many tax ids, and how many addressees of invoices, one customer may have. */
export const MAX_TAX_IDS = 5;
export const MAX_INVOICE_EMAILS = 5;

/** What is printed on the next invoice and where it is sent. Invoices that were written are never changed. */
export const BillingDetails = v.object({
  kind: v.picklist(customerKinds),
  /** Of the company, or of the person. */
  name: v.nullable(v.string()),
  /** By which the merchant's app knows the customer. It is changed there, never here. */
  email: v.nullable(v.string()),
  /** Where invoices are sent; empty: to `email`. */
  invoiceEmails: v.array(v.string()),
  phone: v.nullable(v.string()),
  address: v.nullable(Address),
  /** The customer's own reference, printed on every invoice. */
  purchaseOrder: v.nullable(v.string()),
  taxIds: v.array(TaxId),
});
export type BillingDetails = v.InferOutput<typeof BillingDetails>;

/** A telephone number as it is written: digits and what stands between them. */
const Phone = v.pipe(
  Line(40),
  v.regex(/^\+?[0-9 ()./-]{3,40}$/, 'must be a telephone number, such as +49 30 123456'),
);

/** What can be changed about billing details; what is left out stays, and `null` removes. */
export const billingDetailsFields = {
  kind: v.optional(v.picklist(customerKinds)),
  name: v.optional(v.nullable(Line(200))),
  invoiceEmails: v.optional(
    v.pipe(
      v.array(Email),
      v.maxLength(MAX_INVOICE_EMAILS, `must be at most ${MAX_INVOICE_EMAILS} addresses`),
      v.check(
        (emails) => new Set(emails.map((email) => email.toLowerCase())).size === emails.length,
        'must not have the same address twice',
      ),
    ),
  ),
  phone: v.optional(v.nullable(Phone)),
  address: v.optional(v.nullable(AddressInput)),
  purchaseOrder: v.optional(v.nullable(Line(100))),
};

/** A tax id as a person enters it. */
export const TaxIdEntry = v.strictObject(TaxIdInput);
export type TaxIdEntry = v.InferOutput<typeof TaxIdEntry>;

export const getBillingDetailsSchema = { input: v.strictObject({}), output: BillingDetails };

export const updateBillingDetailsSchema = {
  input: v.strictObject(billingDetailsFields),
  output: BillingDetails,
};

export const addTaxIdSchema = { input: TaxIdEntry, output: TaxId };

export const removeTaxIdSchema = { input: v.strictObject({ taxId: Id('txi') }), output: v.null() };
