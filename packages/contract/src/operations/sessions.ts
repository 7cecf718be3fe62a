import { operation } from '../operation.js';
import type {
  exchangeSessionSchema,
  getSessionSchema,
  endSessionSchema,
  confirmStepUpSchema,
  createPortalSessionSchema,
  getPortalSessionSchema,
  listPortalSessionsSchema,
  revokePortalSessionsSchema,
  revokePortalSessionSchema,
} from '../sessions.js';

/**
 * Turns the code of a portal link into a session, once. The session's credential is a cookie that scripts
 * can not read. Unknown, used, expired and revoked codes get the same answer.
 */
export const exchangeSession = /* @__PURE__ */ operation<typeof exchangeSessionSchema>()({
  name: 'exchangeSession',
  summary: 'Redeem the code of a portal link for a session cookie.',
  method: 'POST',
  path: '/portal/v1/session/exchange',
  access: { by: 'link_code' },
  errors: ['link_expired', 'cross_site_request'],
});

/** The session of the credential. */
export const getSession = /* @__PURE__ */ operation<typeof getSessionSchema>()({
  name: 'getSession',
  summary: 'Get the session of the credential.',
  method: 'GET',
  path: '/portal/v1/session',
  access: { by: 'portal_session', capability: null, feature: null },
});

/** Ends the session at once, on every server. */
export const endSession = /* @__PURE__ */ operation<typeof endSessionSchema>()({
  name: 'endSession',
  summary: 'End the session of the credential.',
  method: 'DELETE',
  path: '/portal/v1/session',
  access: { by: 'portal_session', capability: null, feature: null },
  status: 204,
});

/** Makes a portal session for one customer. The link or token in the answer is told once and stored only hashed. */
export const createPortalSession = /* @__PURE__ */ operation<typeof createPortalSessionSchema>()({
  name: 'createPortalSession',
  summary: 'Create a portal session for a customer.',
  method: 'POST',
  path: '/v1/portal/sessions',
  access: { by: 'secret_key' },
  status: 201,
  idempotency: 'optional',
  errors: [
    'customer_not_found',
    'customer_ambiguous',
    'configuration_not_found',
    'return_url_not_allowed',
    'embed_origin_not_allowed',
  ],
});

/** Ends a portal session, redeemed or not. Doing it twice is the same as once. */
export const revokePortalSession = /* @__PURE__ */ operation<typeof revokePortalSessionSchema>()({
  name: 'revokePortalSession',
  summary: 'Revoke a portal session.',
  method: 'DELETE',
  path: '/v1/portal/sessions/{session}',
  access: { by: 'secret_key' },
  idempotency: 'optional',
});

/** A portal session, without its credential. */
export const getPortalSession = /* @__PURE__ */ operation<typeof getPortalSessionSchema>()({
  name: 'getPortalSession',
  summary: 'Get a portal session.',
  method: 'GET',
  path: '/v1/portal/sessions/{session}',
  access: { by: 'secret_key' },
});

/** The project's portal sessions, newest first. */
export const listPortalSessions = /* @__PURE__ */ operation<typeof listPortalSessionsSchema>()({
  name: 'listPortalSessions',
  summary: 'List portal sessions, newest first, all or those of a customer or in a state.',
  method: 'GET',
  path: '/v1/portal/sessions',
  access: { by: 'secret_key' },
  errors: ['invalid_cursor'],
});

/** Ends all sessions of one customer, of one secret key, or of the project, redeemed or not. Doing it twice is the same as once. */
export const revokePortalSessions = /* @__PURE__ */ operation<typeof revokePortalSessionsSchema>()({
  name: 'revokePortalSessions',
  summary: 'Revoke all portal sessions of a customer, of a secret key, or of everybody.',
  method: 'POST',
  path: '/v1/portal/sessions/revoke',
  access: { by: 'secret_key' },
  idempotency: 'optional',
  errors: ['not_found'],
});

/** Says that the merchant's app has just proven who sits at the keyboard of a session; for a while it may do what asks for that. */
export const confirmStepUp = /* @__PURE__ */ operation<typeof confirmStepUpSchema>()({
  name: 'confirmStepUp',
  summary: 'Confirm who sits at the keyboard of a portal session, for a while.',
  method: 'POST',
  path: '/v1/portal/sessions/{session}/step-up',
  access: { by: 'secret_key' },
  idempotency: 'optional',
});
