export { ManageBillingButton, type ManageBillingButtonProps } from './ManageBillingButton.js';
