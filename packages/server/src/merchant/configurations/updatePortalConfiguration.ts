import { checkSettings } from '../../configurations/checkSettings.js';
import { saveConfiguration } from '../../configurations/saveConfiguration.js';
import type { MerchantOperation } from '../../operation.js';

export const updatePortalConfiguration: MerchantOperation<'updatePortalConfiguration'> = async ({
  input: { configuration: id, ...settings },
  merchant: { project, key },
  provider,
  unit,
}) => {
  await checkSettings({ unit, project, provider }, settings);
  return saveConfiguration(unit, { project, id, by: `key:${key}` }, settings);
};
