import * as v from 'valibot';
import { Address, billingDetailsFields, customerKinds, MAX_TAX_IDS, TaxIdEntry } from './billing-details.js';
import { pageInput, pageOf } from './page.js';
import { Email, Id, Line, ProviderId } from './text.js';
import { Instant } from './time.js';

/** Somebody who is billed: a person or a company of one project. */
export const Customer = v.object({
  id: Id('cus'),
  /** The merchant's own id of this customer, unique in the project. */
  reference: v.nullable(v.string()),
  /** Their id at the provider, where that has ids of its own; null: it has none. */
  providerCustomer: v.nullable(v.string()),
  kind: v.picklist(customerKinds),
  /** Of the company, or of the person. */
  name: v.nullable(v.string()),
  /** By which your app knows them. Customers can not change it. */
  email: v.nullable(v.string()),
  /** Where invoices are sent; empty: to `email`. */
  invoiceEmails: v.array(v.string()),
  phone: v.nullable(v.string()),
  address: v.nullable(Address),
  /** The customer's own reference, printed on every invoice. */
  purchaseOrder: v.nullable(v.string()),
  taxIds: v.array(TaxIdEntry),
  createdAt: Instant,
});
export type Customer = v.InferOutput<typeof Customer>;

const customerFields = {
  /**
   * Of ids that are nothing but 13 to 19 digits some look like a card's number by chance, and would be refused for ever: put
   * a `0` before all of them. A prefix of letters does not help, as it does not hide a card's number either.
   */
  reference: v.optional(v.nullable(Line(200))),
  email: v.optional(v.nullable(Email)),
  ...billingDetailsFields,
  /** All of them: those that are left out are removed. */
  taxIds: v.optional(
    v.pipe(
      v.array(TaxIdEntry),
      v.maxLength(MAX_TAX_IDS, `must be at most ${MAX_TAX_IDS}`),
      v.check(
        (taxIds) => new Set(taxIds.map(spelledAlike)).size === taxIds.length,
        'must not have the same tax id twice',
      ),
    ),
  ),
};

/** A tax id without what people put between the parts of its number, which makes no other number of it. */
function spelledAlike({ type, value }: TaxIdEntry): string {
  return `${type} ${value.toUpperCase().replace(/[\s./-]/g, '')}`;
}

export const createCustomerSchema = {
  input: v.strictObject({
    ...customerFields,
    /** Somebody who is billed at the provider already, by their id there. Default: a new customer is made there. */
    providerCustomer: v.optional(ProviderId),
  }),
  output: Customer,
};

export const getCustomerSchema = { input: v.strictObject({ customer: Id('cus') }), output: Customer };

export const updateCustomerSchema = {
  input: v.strictObject({ customer: Id('cus'), ...customerFields }),
  output: Customer,
};

export const listCustomersSchema = {
  input: v.strictObject({ ...pageInput, reference: v.optional(Line(200)), email: v.optional(Email) }),
  output: pageOf(Customer),
};
