import type { PortalOperation } from '../operation.js';

export const listSubscriptions: PortalOperation<'listSubscriptions'> = async ({ billing }) => ({
  data: await billing.listSubscriptions(),
});
