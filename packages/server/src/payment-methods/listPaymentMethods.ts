import type { PortalOperation } from '../operation.js';

export const listPaymentMethods: PortalOperation<'listPaymentMethods'> = async ({ billing }) => ({
  data: await billing.listPaymentMethods(),
});
