export { Billfold, type BillfoldOptions } from './Billfold.js';
export { BillfoldError, isBillfoldError, type BillfoldErrorCode } from './BillfoldError.js';
export { billingRoute, type BillingRouteOptions, type BillingUser } from './billingRoute/billingRoute.js';
export type { CustomerChanges, CustomerInput, CustomerQuery, Customers } from './customers.js';
export { planCheckRoute, type PlanCheckRouteOptions } from './planCheck/planCheckRoute.js';
export type { PlanCheck, ProposedPlanChange } from './planCheck/ProposedPlanChange.js';
export type { PortalSessionInput, PortalSessions } from './portalSessions.js';
export type { Sandbox } from './sandbox.js';
export type { CallOptions } from './transport.js';
export type {
  CreatedPortalSession,
  Customer,
  ErrorCode,
  FieldError,
  Page,
  PortalSession,
} from '@billfold/contract';
