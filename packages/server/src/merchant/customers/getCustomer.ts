import { BillfoldError } from '../../errors.js';
import type { MerchantOperation } from '../../operation.js';
import { findCustomer, toCustomer } from '../../customers/customerRows.js';

export const getCustomer: MerchantOperation<'getCustomer'> = async ({ input, merchant, unit }) => {
  const customer = await findCustomer(unit.database, merchant.project, input.customer);
  if (!customer) throw new BillfoldError('not_found');
  return toCustomer(customer);
};
