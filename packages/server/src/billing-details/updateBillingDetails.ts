import { updateCustomerRow } from '../customers/customerRows.js';
import type { PortalOperation } from '../operation.js';
import { requireUpdates, requireWholeAddress } from '../rules/billingDetailsRules.js';
import { holdCustomer } from './holdCustomer.js';

export const updateBillingDetails: PortalOperation<'updateBillingDetails'> = async (context) => {
  const { input, billing, caller, unit } = context;
  requireUpdates(caller.features, Object.keys(input) as (keyof typeof input)[]);
  if (input.address) requireWholeAddress(input.address);
  await holdCustomer(context);
  const details = await billing.updateBillingDetails(input);
  const { kind, name, invoiceEmails, phone, address, purchaseOrder } = details;
  // The portal's own copy follows the provider's answer, and not what was asked for.
  await updateCustomerRow(
    unit,
    caller.project,
    caller.customer.id,
    { kind, name, invoiceEmails, phone, address, purchaseOrder },
    caller,
  );
  return details;
};
