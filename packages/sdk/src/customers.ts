import {
  createCustomer,
  getCustomer,
  listCustomers,
  updateCustomer,
  type Customer,
  type InputOf,
  type Page,
} from '@billfold/contract';
import type { Call, CallOptions } from './transport.js';

/** What is known of a new customer. `reference` is your own id of them, unique in the project. */
export type CustomerInput = InputOf<typeof createCustomer>;
/** What is to change: a field that is left out stays, `null` removes. */
export type CustomerChanges = Omit<InputOf<typeof updateCustomer>, 'customer'>;
/** Which customers: all, or those of one `reference` (at most one) or `email`. */
export type CustomerQuery = InputOf<typeof listCustomers>;

/** `billfold.customers` */
export interface Customers {
  /** @throws BillfoldError `conflict` when another customer has this `reference` */
  create(input: CustomerInput, options?: CallOptions): Promise<Customer>;
  /** @throws BillfoldError `not_found` */
  get(customer: string, options?: CallOptions): Promise<Customer>;
  /** @throws BillfoldError `not_found`, or `conflict` when another customer has this `reference` */
  update(customer: string, changes: CustomerChanges, options?: CallOptions): Promise<Customer>;
  /** One page, newest first. `nextCursor` is the `cursor` of the next page, null on the last. */
  list(query?: CustomerQuery, options?: CallOptions): Promise<Page<Customer>>;
  /** Every customer over all pages, newest first, fetched as the loop gets there. */
  listAll(
    query?: Omit<CustomerQuery, 'cursor'>,
    options?: Pick<CallOptions, 'signal'>,
  ): AsyncGenerator<Customer, void>;
}

export function customers(call: Call): Customers {
  return {
    create: (input, options) => call(createCustomer, input, options),
    get: (customer, options) => call(getCustomer, { customer }, options),
    update: (customer, changes, options) => call(updateCustomer, { ...changes, customer }, options),
    list: (query = {}, options) => call(listCustomers, query, options),
    async *listAll(query = {}, options) {
      let cursor: string | undefined;
      do {
        const page = await call(listCustomers, { limit: 100, ...query, cursor }, options);
        yield* page.data;
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
    },
  };
}
