import { operation } from '../operation.js';
import type {
  exchangeSessionSchema,
  getSessionSchema,
  endSessionSchema,
  createPortalSessionSchema,
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
