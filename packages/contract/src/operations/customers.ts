import { operation } from '../operation.js';
import type {
  createCustomerSchema,
  getCustomerSchema,
  updateCustomerSchema,
  listCustomersSchema,
} from '../customers.js';

/** Tax ids are taken as you know them: only what a customer enters is checked for its form. */
export const createCustomer = /* @__PURE__ */ operation<typeof createCustomerSchema>()({
  name: 'createCustomer',
  summary: 'Create a customer.',
  method: 'POST',
  path: '/v1/customers',
  access: { by: 'secret_key' },
  status: 201,
  idempotency: 'optional',
  errors: ['conflict'],
});

export const getCustomer = /* @__PURE__ */ operation<typeof getCustomerSchema>()({
  name: 'getCustomer',
  summary: 'Get a customer.',
  method: 'GET',
  path: '/v1/customers/{customer}',
  access: { by: 'secret_key' },
});

/** Changes the given fields; what is not given stays, and `null` removes. Tax ids are taken as in `createCustomer`. */
export const updateCustomer = /* @__PURE__ */ operation<typeof updateCustomerSchema>()({
  name: 'updateCustomer',
  summary: 'Update a customer.',
  method: 'PATCH',
  path: '/v1/customers/{customer}',
  access: { by: 'secret_key' },
  idempotency: 'optional',
  errors: ['conflict'],
});

/** The project's customers, newest first; by `reference` (at most one) or `email`. */
export const listCustomers = /* @__PURE__ */ operation<typeof listCustomersSchema>()({
  name: 'listCustomers',
  summary: 'List customers, newest first, all or by reference or e-mail.',
  method: 'GET',
  path: '/v1/customers',
  access: { by: 'secret_key' },
  errors: ['invalid_cursor'],
});
