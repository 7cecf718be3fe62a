import { operation } from '../operation.js';
import type { listActivitySchema } from '../activity.js';

/** What was done to the customer’s billing, newest first, in words that they can be shown. */
export const listActivity = /* @__PURE__ */ operation<typeof listActivitySchema>()({
  name: 'listActivity',
  summary: 'List what was done to the billing of the customer, newest first.',
  method: 'GET',
  path: '/portal/v1/activity',
  access: { by: 'portal_session', capability: 'activity:read', feature: null },
  errors: ['invalid_cursor'],
});
