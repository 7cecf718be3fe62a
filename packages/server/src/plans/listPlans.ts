import type { PortalOperation } from '../operation.js';

export const listPlans: PortalOperation<'listPlans'> = async ({ billing }) => ({
  data: await billing.listPlans(),
});
