import * as v from 'valibot';
import { pageInput, pageOf } from './page.js';
import { Email, Id, Line } from './text.js';
import { Instant } from './time.js';

/** A postal address. Country first, because it decides what the other fields mean. */
export const Address = v.object({
  /** ISO 3166-1 alpha-2, upper case. */
  country: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'must be two upper-case letters')),
  line1: v.nullable(v.string()),
  line2: v.nullable(v.string()),
  city: v.nullable(v.string()),
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

/** Somebody who is billed: a person or a company of one project. */
export const Customer = v.object({
  id: Id('cus'),
  /** The merchant's own id of this customer, unique in the project. */
  reference: v.nullable(v.string()),
  name: v.nullable(v.string()),
  email: v.nullable(v.string()),
  address: v.nullable(Address),
  /** A VAT number or the like, as it is printed on invoices. */
  taxId: v.nullable(v.string()),
  createdAt: Instant,
});
export type Customer = v.InferOutput<typeof Customer>;

const customerFields = {
  reference: v.optional(v.nullable(Line(200))),
  name: v.optional(v.nullable(Line(200))),
  email: v.optional(v.nullable(Email)),
  address: v.optional(v.nullable(AddressInput)),
  taxId: v.optional(v.nullable(Line(30))),
};

export const createCustomerSchema = { input: v.strictObject(customerFields), output: Customer };

export const getCustomerSchema = { input: v.strictObject({ customer: Id('cus') }), output: Customer };

export const updateCustomerSchema = {
  input: v.strictObject({ customer: Id('cus'), ...customerFields }),
  output: Customer,
};

export const listCustomersSchema = {
  input: v.strictObject({ ...pageInput, reference: v.optional(Line(200)), email: v.optional(Email) }),
  output: pageOf(Customer),
};
