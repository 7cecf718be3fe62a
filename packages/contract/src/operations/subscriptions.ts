import { operation } from '../operation.js';
import type { listSubscriptionsSchema, getSubscriptionSchema } from '../subscriptions.js';

/** All subscriptions of the customer, living ones first, newest first. */
export const listSubscriptions = /* @__PURE__ */ operation<typeof listSubscriptionsSchema>()({
  name: 'listSubscriptions',
  summary: 'List the subscriptions of the customer.',
  method: 'GET',
  path: '/portal/v1/subscriptions',
  access: { by: 'portal_session', capability: 'subscriptions:read', feature: null },
});

/** One subscription of the customer. */
export const getSubscription = /* @__PURE__ */ operation<typeof getSubscriptionSchema>()({
  name: 'getSubscription',
  summary: 'Get a subscription.',
  method: 'GET',
  path: '/portal/v1/subscriptions/{subscription}',
  access: { by: 'portal_session', capability: 'subscriptions:read', feature: null },
});
