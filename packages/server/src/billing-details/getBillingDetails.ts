import type { PortalOperation } from '../operation.js';

export const getBillingDetails: PortalOperation<'getBillingDetails'> = ({ billing }) =>
  billing.getBillingDetails();
