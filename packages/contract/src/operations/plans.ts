import { operation } from '../operation.js';
import type { listPlansSchema } from '../plans.js';

/** The plans on offer, and the one a customer has even if it is no longer offered. */
export const listPlans = /* @__PURE__ */ operation<typeof listPlansSchema>()({
  name: 'listPlans',
  summary: 'List the plans on offer, with what is current.',
  method: 'GET',
  path: '/portal/v1/plans',
  access: { by: 'portal_session', capability: 'plans:read', feature: null },
  errors: ['not_found'],
});
