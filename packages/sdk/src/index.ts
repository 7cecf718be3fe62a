export type { AuditLog, AuditLogQuery } from './auditLog.js';
export type { BrandingChanges, BrandingResource } from './branding.js';
export { Billfold, type BillfoldOptions } from './Billfold.js';
export { BillfoldError, isBillfoldError, type BillfoldErrorCode } from './BillfoldError.js';
export { billingRoute, type BillingRouteOptions, type BillingUser } from './billingRoute/billingRoute.js';
export type { CustomerBilling, Seen } from './customerBilling.js';
export type { CustomerChanges, CustomerInput, CustomerQuery, Customers } from './customers.js';
export type { EventQuery, Events } from './events.js';
export { planCheckRoute, type PlanCheckRouteOptions } from './planCheck/planCheckRoute.js';
export type { PlanCheck, ProposedPlanChange } from './planCheck/ProposedPlanChange.js';
export type { PortalConfigurationInput, PortalConfigurations } from './portalConfigurations.js';
export type { PortalSessionInput, PortalSessionQuery, PortalSessions } from './portalSessions.js';
export type { Sandbox } from './sandbox.js';
export type { CallOptions } from './transport.js';
export type {
  WebhookAttemptQuery,
  WebhookEndpointChanges,
  WebhookEndpointInput,
  WebhookEndpoints,
} from './webhookEndpoints.js';
export { WebhookVerificationError, type WebhookHeaders, type Webhooks } from './webhooks.js';
export type {
  AuditEntry,
  Branding,
  CapabilityPreset,
  CreatedPortalSession,
  Customer,
  ErrorCode,
  Event,
  EventType,
  FieldError,
  Flow,
  Page,
  PortalConfiguration,
  PortalSession,
  WebhookAttempt,
  WebhookEndpoint,
  WebhookEndpointWithSecret,
} from '@billfold/contract';
