import type { FieldError, PortalConfigurationSettings } from '@billfold/contract';
import { isAllowedOrigin } from '../access/origins.js';
import { BillfoldError } from '../errors.js';
import type { Provider, UnitOfWork } from '../provider/Provider.js';
import { offerFaults } from '../rules/offerFaults.js';
import { hasNoWayOut } from '../rules/waysOut.js';
import { lockProject } from './lockProject.js';

/**
 * Holds a configuration against the project that it is for: what it offers is sold, its customers can leave or ask, and it leads
 * nowhere that the project does not allow. Nobody changes the project meanwhile.
 *
 * @throws BillfoldError with the path of each fault.
 */
export async function checkSettings(
  { unit, project, provider }: { unit: UnitOfWork; project: string; provider: Provider },
  settings: PortalConfigurationSettings,
): Promise<void> {
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
}

function wayOut(
  settings: PortalConfigurationSettings,
  branding: { supportUrl: string | null },
): FieldError[] {
  const message =
    'must be on, or customers told whom to ask: give businessProfile.supportUrl here, or a supportUrl to the branding';
  return hasNoWayOut(settings, branding) ? [{ path: 'features.subscriptionCancel.enabled', message }] : [];
}
