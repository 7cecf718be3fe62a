import { operation } from '../operation.js';
import type {
  acceptRetentionOfferSchema,
  cancelSubscriptionSchema,
  previewCancellationSchema,
} from '../cancellations.js';
import type { previewSubscriptionChangeSchema } from '../quotes.js';
import type {
  changeSubscriptionSchema,
  deletePendingChangeSchema,
  getSubscriptionSchema,
  listSubscriptionsSchema,
  pauseSubscriptionSchema,
  resumeSubscriptionSchema,
  updateSubscriptionSchema,
} from '../subscriptions.js';

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

/** Prices a change without making it. The answer is a quote that the change must name. */
export const previewSubscriptionChange = /* @__PURE__ */ operation<typeof previewSubscriptionChangeSchema>()({
  name: 'previewSubscriptionChange',
  summary: 'Price a change of plan, interval or quantity.',
  method: 'POST',
  path: '/portal/v1/subscriptions/{subscription}/preview',
  access: { by: 'portal_session', capability: 'subscriptions:write', feature: 'subscriptionUpdate' },
  errors: [
    'managed_externally',
    'price_not_allowed',
    'quantity_not_allowed',
    'promotion_code_invalid',
    'subscription_state',
    'no_change',
    'plan_check_unavailable',
  ],
});

/** Makes the change that a quote has priced, and charges exactly what it says. A quote is good for one change. */
export const changeSubscription = /* @__PURE__ */ operation<typeof changeSubscriptionSchema>()({
  name: 'changeSubscription',
  summary: 'Change plan, interval or quantity as quoted.',
  method: 'POST',
  path: '/portal/v1/subscriptions/{subscription}/change',
  access: { by: 'portal_session', capability: 'subscriptions:write', feature: 'subscriptionUpdate' },
  idempotency: 'required',
  version: 'required',
  errors: [
    'managed_externally',
    'payment_failed',
    'quote_stale',
    'change_blocked',
    'no_change',
    'price_not_allowed',
    'quantity_not_allowed',
    'promotion_code_invalid',
    'subscription_state',
    'plan_check_unavailable',
  ],
});

/** What a cancellation would do, before anybody has decided. */
export const previewCancellation = /* @__PURE__ */ operation<typeof previewCancellationSchema>()({
  name: 'previewCancellation',
  summary: 'Tell what a cancellation would do.',
  method: 'GET',
  path: '/portal/v1/subscriptions/{subscription}/cancel-preview',
  access: { by: 'portal_session', capability: 'subscriptions:write', feature: 'subscriptionCancel' },
  errors: ['managed_externally', 'subscription_state'],
});

/** Schedules the end of a subscription, or takes the end back as long as it has not come. */
export const updateSubscription = /* @__PURE__ */ operation<typeof updateSubscriptionSchema>()({
  name: 'updateSubscription',
  summary: 'Cancel at the end of the paid period, or undo that.',
  method: 'PATCH',
  path: '/portal/v1/subscriptions/{subscription}',
  access: { by: 'portal_session', capability: 'subscriptions:write', feature: 'subscriptionCancel' },
  idempotency: 'required',
  version: 'required',
  errors: ['managed_externally', 'subscription_state'],
});

/** Ends a subscription at once: where the portal is set so, and where it is overdue or paused. */
export const cancelSubscription = /* @__PURE__ */ operation<typeof cancelSubscriptionSchema>()({
  name: 'cancelSubscription',
  summary: 'Cancel immediately.',
  method: 'POST',
  path: '/portal/v1/subscriptions/{subscription}/cancel',
  access: { by: 'portal_session', capability: 'subscriptions:write', feature: 'subscriptionCancel' },
  idempotency: 'required',
  version: 'required',
  errors: ['managed_externally', 'subscription_state'],
});

/** Stops billing from the end of the paid period until a day in the future. */
export const pauseSubscription = /* @__PURE__ */ operation<typeof pauseSubscriptionSchema>()({
  name: 'pauseSubscription',
  summary: 'Pause from the end of the paid period.',
  method: 'POST',
  path: '/portal/v1/subscriptions/{subscription}/pause',
  access: { by: 'portal_session', capability: 'subscriptions:write', feature: 'subscriptionPause' },
  idempotency: 'required',
  version: 'required',
  errors: ['managed_externally', 'subscription_state'],
});

/** Ends a pause: takes it back before it has started, and afterwards begins a new period, which is charged. */
export const resumeSubscription = /* @__PURE__ */ operation<typeof resumeSubscriptionSchema>()({
  name: 'resumeSubscription',
  summary: 'End a pause.',
  method: 'POST',
  path: '/portal/v1/subscriptions/{subscription}/resume',
  access: { by: 'portal_session', capability: 'subscriptions:write', feature: 'subscriptionPause' },
  idempotency: 'required',
  version: 'required',
  errors: ['managed_externally', 'subscription_state', 'payment_failed', 'payment_method_required'],
});

/** Takes a scheduled change back. */
export const deletePendingChange = /* @__PURE__ */ operation<typeof deletePendingChangeSchema>()({
  name: 'deletePendingChange',
  summary: 'Undo a scheduled change.',
  method: 'DELETE',
  path: '/portal/v1/subscriptions/{subscription}/pending-change',
  access: { by: 'portal_session', capability: 'subscriptions:write', feature: 'subscriptionUpdate' },
  idempotency: 'required',
  version: 'required',
  errors: ['managed_externally', 'subscription_state'],
});

/** Takes what `previewCancellation` has offered, and keeps the subscription. Each offer can be had once. */
export const acceptRetentionOffer = /* @__PURE__ */ operation<typeof acceptRetentionOfferSchema>()({
  name: 'acceptRetentionOffer',
  summary: 'Accept the offer that was made instead of a cancellation.',
  method: 'POST',
  path: '/portal/v1/subscriptions/{subscription}/retention-offer',
  access: { by: 'portal_session', capability: 'subscriptions:write', feature: 'subscriptionCancel' },
  idempotency: 'required',
  version: 'required',
  errors: ['managed_externally', 'offer_not_available', 'subscription_state'],
});
