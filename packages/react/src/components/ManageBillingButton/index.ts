export { ManageBillingButton, type ManageBillingButtonProps } from './ManageBillingButton.js';
export type { PortalFlow } from './openPortal.js';
