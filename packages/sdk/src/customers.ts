import {
  createCustomer,
  getCustomer,
  listCustomers,
  updateCustomer,
  type Customer,
  type InputOf,
  type Page,
} from '@billfold/contract';
import { customerBilling, type CustomerBilling } from './customerBilling.js';
import { allPages, type AllOptions } from './pages.js';
import type { Call, CallOptions } from './transport.js';

/** What is known of a new customer. `reference` is your own id of them, unique in the project. */
export type CustomerInput = InputOf<typeof createCustomer>;
/** What is to change: a field that is left out stays, `null` removes. */
export type CustomerChanges = Omit<InputOf<typeof updateCustomer>, 'customer'>;
/** Which customers: all, or those of one `reference` (at most one) or `email`. */
export type CustomerQuery = InputOf<typeof listCustomers>;

/** `billfold.customers`, and with them what is billed to each: `billfold.customers.subscriptions.list('cus_…')`. */
export interface Customers extends CustomerBilling {
  /** @throws BillfoldError `conflict` when another customer has this `reference` */
  create(input: CustomerInput, options?: CallOptions): Promise<Customer>;
  /** @throws BillfoldError `not_found` */
  get(customer: string, options?: CallOptions): Promise<Customer>;
  /** @throws BillfoldError `not_found`, or `conflict` when another customer has this `reference` */
  update(customer: string, changes: CustomerChanges, options?: CallOptions): Promise<Customer>;
  /** One page, newest first. `nextCursor` is the `cursor` of the next page, null on the last. */
  list(query?: CustomerQuery, options?: CallOptions): Promise<Page<Customer>>;
  /** Every customer over all pages, newest first, fetched as the loop gets there. */
  listAll(query?: Omit<CustomerQuery, 'cursor'>, options?: AllOptions): AsyncGenerator<Customer, void>;
}

export function customers(call: Call): Customers {
  return {
    create: (input, options) => call(createCustomer, input, options),
    get: (customer, options) => call(getCustomer, { customer }, options),
    update: (customer, changes, options) => call(updateCustomer, { ...changes, customer }, options),
    list: (query = {}, options) => call(listCustomers, query, options),
    listAll: (query = {}, options) => allPages(call, listCustomers, query, options),
    ...customerBilling(call),
  };
}
