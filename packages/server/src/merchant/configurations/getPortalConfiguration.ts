import { findConfiguration } from '../../configurations/configurationRows.js';
import { BillfoldError } from '../../errors.js';
import type { MerchantOperation } from '../../operation.js';

export const getPortalConfiguration: MerchantOperation<'getPortalConfiguration'> = async ({
  input,
  merchant,
  unit,
}) => {
  const configuration = await findConfiguration(unit.database, merchant.project, input.configuration);
  if (!configuration) throw new BillfoldError('not_found');
  return configuration;
};
