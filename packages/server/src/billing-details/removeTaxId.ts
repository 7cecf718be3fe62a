import { BillfoldError } from '../errors.js';
import { recordObject } from '../events/recordChange.js';
import type { PortalOperation } from '../operation.js';
import { requireUpdates } from '../rules/billingDetailsRules.js';
import { holdCustomer } from './holdCustomer.js';
import { keepTaxIds } from './keepTaxIds.js';

export const removeTaxId: PortalOperation<'removeTaxId'> = async (context) => {
  requireUpdates(context.caller.features, ['taxIds']);
  await holdCustomer(context);
  const removed = await context.billing.removeTaxId(context.input.taxId);
  if (!removed) throw new BillfoldError('not_found');
  await keepTaxIds(context);
  await recordObject(context, 'customer.tax_id.deleted', removed);
  return null;
};
