import { operation } from '../operation.js';
import type {
  getPortalConfigurationSchema,
  listPortalConfigurationsSchema,
  updatePortalConfigurationSchema,
} from '../configurations.js';

/** The project’s portal configurations, by their ids. */
export const listPortalConfigurations = /* @__PURE__ */ operation<typeof listPortalConfigurationsSchema>()({
  name: 'listPortalConfigurations',
  summary: 'List portal configurations.',
  method: 'GET',
  path: '/v1/portal/configurations',
  access: { by: 'secret_key' },
  errors: ['invalid_cursor'],
});

/** A portal configuration with everything filled in. */
export const getPortalConfiguration = /* @__PURE__ */ operation<typeof getPortalConfigurationSchema>()({
  name: 'getPortalConfiguration',
  summary: 'Get a portal configuration.',
  method: 'GET',
  path: '/v1/portal/configurations/{configuration}',
  access: { by: 'secret_key' },
});

/**
 * Makes a portal configuration be as given, whether it existed or not: what is left out is as the defaults say. It counts for the next
 * request of every session that uses it. The same settings twice change nothing the second time.
 */
export const updatePortalConfiguration = /* @__PURE__ */ operation<typeof updatePortalConfigurationSchema>()({
  name: 'updatePortalConfiguration',
  summary: 'Create or replace a portal configuration.',
  method: 'PUT',
  path: '/v1/portal/configurations/{configuration}',
  access: { by: 'secret_key' },
  idempotency: 'optional',
  errors: ['return_url_not_allowed'],
});
