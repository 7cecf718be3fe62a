import { and, asc, eq } from 'drizzle-orm';
import {
  BusinessProfile,
  PortalFeatures,
  StepUp,
  type PortalConfiguration,
  type PortalConfigurationSettings,
} from '@billfold/contract';
import { hashSecret } from '../access/secrets.js';
import { canonicalJson } from '../canonicalJson.js';
import type { Database } from '../database/Database.js';
import { portalConfigurations } from '../database/schema.js';
import { readStored } from './readStored.js';

type ConfigurationRow = typeof portalConfigurations.$inferSelect;

/** The configuration of this id, or null. */
export async function findConfiguration(
  database: Database,
  project: string,
  id: string,
): Promise<PortalConfiguration | null> {
  const [row] = await database
    .select()
    .from(portalConfigurations)
    .where(and(eq(portalConfigurations.project, project), eq(portalConfigurations.id, id)));
  return row ? toPortalConfiguration(row) : null;
}

/** The configurations of a project, by their ids. */
export async function listConfigurations(
  database: Database,
  project: string,
): Promise<PortalConfiguration[]> {
  const rows = await database
    .select()
    .from(portalConfigurations)
    .where(eq(portalConfigurations.project, project))
    .orderBy(asc(portalConfigurations.id));
  return rows.map(toPortalConfiguration);
}

/** A configuration with everything filled in: what was stored by an older version lacks the newer settings. */
export function toPortalConfiguration(row: ConfigurationRow): PortalConfiguration {
  const settings = {
    features: readStored(PortalFeatures, row.features),
    businessProfile: readStored(BusinessProfile, row.businessProfile),
    stepUp: readStored(StepUp, row.stepUp),
    defaultReturnUrl: row.defaultReturnUrl,
  };
  return {
    id: row.id,
    ...settings,
    hash: hashOf(settings),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** The same for the same settings, in whatever order they were written, so that scripts can tell whether there is anything to do. */
export function hashOf(settings: PortalConfigurationSettings): string {
  const { features, businessProfile, stepUp, defaultReturnUrl } = settings;
  return hashSecret(canonicalJson({ features, businessProfile, stepUp, defaultReturnUrl })!);
}
