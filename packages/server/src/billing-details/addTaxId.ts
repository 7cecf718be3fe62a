import { recordObject } from '../events/recordChange.js';
import type { PortalOperation } from '../operation.js';
import { requireUpdates } from '../rules/billingDetailsRules.js';
import { holdCustomer } from './holdCustomer.js';
import { keepTaxIds } from './keepTaxIds.js';

export const addTaxId: PortalOperation<'addTaxId'> = async (context) => {
  requireUpdates(context.caller.features, ['taxIds']);
  await holdCustomer(context);
  const taxId = await context.billing.addTaxId(context.input);
  await keepTaxIds(context);
  await recordObject(context, 'customer.tax_id.created', taxId);
  return taxId;
};
