import * as v from 'valibot';
import {
  ConfigurationId,
  PortalConfigurationSettings,
  type PortalConfigurationSettings as Settings,
} from '@billfold/contract';
import { BillfoldError } from '../errors.js';
import { toFieldError } from '../http/readInput.js';

/** A configuration as a file has it. */
export interface WantedConfiguration {
  id: string;
  settings: Settings;
}

const InFile = v.strictObject({
  /** Editors find the schema by it. */
  $schema: v.optional(v.string()),
  id: v.optional(ConfigurationId, 'default'),
  ...PortalConfigurationSettings.entries,
});

/**
 * Reads what a file holds: one configuration (`default`, unless it says another id), or a list of them.
 *
 * @throws BillfoldError `invalid_request` with the path of each fault.
 */
export function readConfigurationFile(content: unknown): WantedConfiguration[] {
  const schema: v.GenericSchema<unknown, v.InferOutput<typeof InFile> | v.InferOutput<typeof InFile>[]> =
    Array.isArray(content) ? v.array(InFile) : InFile;
  const parsed = v.safeParse(schema, content);
  if (!parsed.success) {
    const fields = parsed.issues.map(toFieldError);
    throw new BillfoldError('invalid_request', { fields });
  }
  const wanted = [parsed.output].flat().map(({ $schema: _, id, ...settings }) => ({ id, settings }));
  const twice = wanted.find(({ id }, index) => wanted.findIndex((it) => it.id === id) !== index);
  if (twice) {
    const fields = [{ path: 'id', message: `${twice.id} is in the file twice` }];
    throw new BillfoldError('invalid_request', { fields });
  }
  return wanted;
}
