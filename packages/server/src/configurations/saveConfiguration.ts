import type { PortalConfiguration, PortalConfigurationSettings } from '@billfold/contract';
import { portalConfigurations } from '../database/schema.js';
import { previousAttributes } from '../events/previousAttributes.js';
import { record, type Principal } from '../events/record.js';
import type { UnitOfWork } from '../provider/Provider.js';
import { findConfiguration, hashOf, toPortalConfiguration } from './configurationRows.js';
import { lockProject } from './lockProject.js';

/**
 * Makes a configuration be as given, and writes down what that has changed. What is so already is left alone: nothing is
 * written, and nobody is told.
 */
export async function saveConfiguration(
  unit: UnitOfWork,
  { project, id, by }: { project: string; id: string; by: Principal },
  settings: PortalConfigurationSettings,
): Promise<PortalConfiguration> {
  const { database, now } = unit;
  await lockProject(database, project);
  const before = await findConfiguration(database, project, id);
  if (before?.hash === hashOf(settings)) return before;

  const { features, businessProfile, stepUp, defaultReturnUrl } = settings;
  const values = { features, businessProfile, stepUp, defaultReturnUrl, updatedAt: now };
  const [row] = await database
    .insert(portalConfigurations)
    .values({ project, id, ...values, createdAt: now })
    .onConflictDoUpdate({ target: [portalConfigurations.project, portalConfigurations.id], set: values })
    .returning();
  const object = toPortalConfiguration(row!);
  await record(unit, {
    project,
    customer: null,
    type: 'portal.configuration.updated',
    target: id,
    by,
    data: { object, ...(before && { previousAttributes: previousAttributes(before, object) }) },
    at: now,
  });
  return object;
}
