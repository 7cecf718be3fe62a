import { operation } from '../operation.js';
import type {
  addTaxIdSchema,
  getBillingDetailsSchema,
  removeTaxIdSchema,
  updateBillingDetailsSchema,
} from '../billing-details.js';

const reads = {
  by: 'portal_session',
  capability: 'billing_details:read',
  feature: 'customerUpdate',
} as const;
const writes = { ...reads, capability: 'billing_details:write' } as const;

/** What is going to be printed on the next invoice, and where it is sent. */
export const getBillingDetails = /* @__PURE__ */ operation<typeof getBillingDetailsSchema>()({
  name: 'getBillingDetails',
  summary: 'Get what is printed on the next invoice, and where it is sent.',
  method: 'GET',
  path: '/portal/v1/billing-details',
  access: reads,
});

/** Changes the given fields; what is not given stays, and `null` removes. Written invoices stay as they are. */
export const updateBillingDetails = /* @__PURE__ */ operation<typeof updateBillingDetailsSchema>()({
  name: 'updateBillingDetails',
  summary: 'Update what is printed on the next invoice, and where it is sent.',
  method: 'PATCH',
  path: '/portal/v1/billing-details',
  access: writes,
  idempotency: 'required',
});

/** Adds a tax id. Its form is checked now; whether the register knows it is told by `verification`, later. */
export const addTaxId = /* @__PURE__ */ operation<typeof addTaxIdSchema>()({
  name: 'addTaxId',
  summary: 'Add a tax id.',
  method: 'POST',
  path: '/portal/v1/billing-details/tax-ids',
  access: writes,
  status: 201,
  idempotency: 'required',
  errors: ['tax_id_invalid', 'conflict'],
});

export const removeTaxId = /* @__PURE__ */ operation<typeof removeTaxIdSchema>()({
  name: 'removeTaxId',
  summary: 'Remove a tax id.',
  method: 'DELETE',
  path: '/portal/v1/billing-details/tax-ids/{taxId}',
  access: writes,
  status: 204,
  idempotency: 'required',
});
