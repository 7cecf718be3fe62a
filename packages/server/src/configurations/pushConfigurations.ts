import type { PortalConfigurationSettings } from '@billfold/contract';
import { canonicalJson } from '../canonicalJson.js';
import { BillfoldError } from '../errors.js';
import type { Provider, UnitOfWork } from '../provider/Provider.js';
import { checkSettings } from './checkSettings.js';
import { findConfiguration } from './configurationRows.js';
import type { WantedConfiguration } from './readConfigurationFile.js';
import { saveConfiguration } from './saveConfiguration.js';

/** A configuration that was pushed: as it was, and as it is now. */
export interface Pushed {
  id: string;
  /** Null: it is new. */
  before: PortalConfigurationSettings | null;
  after: PortalConfigurationSettings;
}

/**
 * Makes configurations be as wanted, by the same checks as the API. What is so already is left alone.
 *
 * @param where.dryRun checks, and writes nothing.
 * @throws BillfoldError with the path of each fault; then nothing may be kept.
 */
export async function pushConfigurations(
  { dryRun, ...where }: { unit: UnitOfWork; project: string; provider: Provider; dryRun: boolean },
  wanted: WantedConfiguration[],
): Promise<Pushed[]> {
  const pushed: Pushed[] = [];
  for (const { id, settings } of wanted) {
    const { unit, project } = where;
    await checkSettings(where, settings).catch((error: unknown) => {
      throw wanted.length > 1 ? named(id, error) : error;
    });
    const before = await findConfiguration(unit.database, project, id);
    if (!dryRun) await saveConfiguration(unit, { project, id, by: 'operator' }, settings);
    pushed.push({ id, before: before && settingsOf(before), after: settingsOf(settings) });
  }
  return pushed;
}

/** One field that differs, by its path. */
export interface ConfigurationChange {
  path: string;
  /** Undefined: it was not there. */
  before: unknown;
  after: unknown;
}

/** What differs, field by field; of a new configuration all of it. */
export function changesOf({ before, after }: Pushed): ConfigurationChange[] {
  return differences('', before ?? undefined, after);
}

function differences(path: string, before: unknown, after: unknown): ConfigurationChange[] {
  if (canonicalJson(before) === canonicalJson(after)) return [];
  if (!isObject(after) || (before !== undefined && !isObject(before))) return [{ path, before, after }];
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after)])];
  return names.flatMap((name) =>
    differences(path === '' ? name : `${path}.${name}`, before?.[name], after[name]),
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const settingsOf = ({
  features,
  businessProfile,
  stepUp,
  defaultReturnUrl,
}: PortalConfigurationSettings) => ({
  features,
  businessProfile,
  stepUp,
  defaultReturnUrl,
});

/** Of several, it must be said which one is meant. */
function named(id: string, error: unknown): unknown {
  if (!(error instanceof BillfoldError) || !error.fields) return error;
  const fields = error.fields.map(({ path, message }) => ({ path: `${id}.${path}`, message }));
  return new BillfoldError(error.code, { fields, cause: error });
}
