import {
  getPortalConfiguration,
  listPortalConfigurations,
  updatePortalConfiguration,
  type InputOf,
  type Page,
  type PortalConfiguration,
} from '@billfold/contract';
import { allPages, type AllOptions } from './pages.js';
import type { Call, CallOptions } from './transport.js';

/** What a portal lets its customers do, and what it says of you. What is left out is as the defaults say. */
export type PortalConfigurationInput = Omit<InputOf<typeof updatePortalConfiguration>, 'configuration'>;

/** `billfold.portalConfigurations` */
export interface PortalConfigurations {
  list(
    query?: InputOf<typeof listPortalConfigurations>,
    options?: CallOptions,
  ): Promise<Page<PortalConfiguration>>;
  listAll(options?: AllOptions): AsyncGenerator<PortalConfiguration, void>;
  /** @throws BillfoldError `not_found` */
  get(configuration: string, options?: CallOptions): Promise<PortalConfiguration>;
  /**
   * Makes a configuration be as given, whether it existed or not. It counts for the next request of every session that uses it.
   * The same settings twice change nothing the second time, so this can run with every deployment.
   *
   * @throws BillfoldError `invalid_request`, with what is wrong in `fields`; `return_url_not_allowed`
   */
  update(
    configuration: string,
    settings: PortalConfigurationInput,
    options?: CallOptions,
  ): Promise<PortalConfiguration>;
}

export function portalConfigurations(call: Call): PortalConfigurations {
  return {
    list: (query = {}, options) => call(listPortalConfigurations, query, options),
    listAll: (options) => allPages(call, listPortalConfigurations, {}, options),
    get: (configuration, options) => call(getPortalConfiguration, { configuration }, options),
    update: (configuration, settings, options) =>
      call(updatePortalConfiguration, { ...settings, configuration }, options),
  };
}
