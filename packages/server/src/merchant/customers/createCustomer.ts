import type { MerchantOperation } from '../../operation.js';
import { insertCustomer, toCustomer } from '../../customers/customerRows.js';

export const createCustomer: MerchantOperation<'createCustomer'> = async ({
  input,
  merchant,
  provider,
  unit,
}) => toCustomer(await insertCustomer(provider, unit, merchant.project, input, `key:${merchant.key}`));
