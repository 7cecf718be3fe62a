import type { FieldError, PortalConfigurationSettings } from '@billfold/contract';
import { isAllowedOrigin } from '../../access/origins.js';
import { lockProject } from '../../configurations/lockProject.js';
import { saveConfiguration } from '../../configurations/saveConfiguration.js';
import { BillfoldError } from '../../errors.js';
import type { MerchantOperation } from '../../operation.js';
import { offerFaults } from '../../rules/offerFaults.js';
import { hasNoWayOut } from '../../rules/waysOut.js';

export const updatePortalConfiguration: MerchantOperation<'updatePortalConfiguration'> = async ({
  input: { configuration: id, ...settings },
  merchant,
  provider,
  unit,
}) => {
  const { project, key } = merchant;
  const catalog = (await provider.listCatalog?.(project, unit)) ?? null;
  const { branding, returnOrigins, testMode } = await lockProject(unit.database, project);
  const faults = [...(catalog ? offerFaults(settings.features, catalog) : []), ...wayOut(settings, branding)];
  if (faults.length > 0) throw new BillfoldError('invalid_request', { fields: faults.slice(0, 20) });
  const { defaultReturnUrl } = settings;
  if (defaultReturnUrl !== null && !isAllowedOrigin(defaultReturnUrl, returnOrigins, testMode)) {
    throw new BillfoldError('return_url_not_allowed', {
      fields: [{ path: 'defaultReturnUrl', message: 'its origin is not allowed' }],
    });
  }
  return saveConfiguration(unit, { project, id, by: `key:${key}` }, settings);
};

function wayOut(
  settings: PortalConfigurationSettings,
  branding: { supportUrl: string | null },
): FieldError[] {
  const message =
    'must be on, or customers told whom to ask: give businessProfile.supportUrl here, or a supportUrl to the branding';
  return hasNoWayOut(settings, branding) ? [{ path: 'features.subscriptionCancel.enabled', message }] : [];
}
