import type { MerchantOperation } from '../../operation.js';
import { changeCustomer, toCustomer } from '../../customers/customerRows.js';

export const updateCustomer: MerchantOperation<'updateCustomer'> = async ({
  input: { customer, ...fields },
  merchant,
  provider,
  unit,
}) =>
  toCustomer(
    await changeCustomer(provider, unit, merchant.project, customer, fields, { by: `key:${merchant.key}` }),
  );
