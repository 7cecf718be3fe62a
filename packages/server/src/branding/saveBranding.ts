import { eq } from 'drizzle-orm';
import type { Branding } from '@billfold/contract';
import { brandingOf } from '../access/brandingOf.js';
import { lockProject } from '../configurations/lockProject.js';
import { portalConfigurations, projects } from '../database/schema.js';
import { toPortalConfiguration } from '../configurations/configurationRows.js';
import { BillfoldError } from '../errors.js';
import { previousAttributes } from '../events/previousAttributes.js';
import { record, type Principal } from '../events/record.js';
import type { UnitOfWork } from '../provider/Provider.js';
import { hasNoWayOut } from '../rules/waysOut.js';
import { keepLogo } from './logoRows.js';
import type { LogoImage } from './LogoImage.js';
import { withLogoAt } from './withLogoAt.js';

/** Fields of the branding that are to change. What is undefined stays; a logo is an image here already. */
export type BrandingChange = Partial<Omit<Branding, 'logoUrl'>> & { logo?: LogoImage | null | undefined };

/**
 * Changes how a project looks and writes down what that has changed. What is so already is left alone: nothing is written, and
 * nobody is told.
 *
 * @param who.publicUrl where the logo is served, for those who are told of it.
 * @throws BillfoldError `invalid_request` where a portal would be left in which customers can neither cancel nor ask.
 */
export async function saveBranding(
  unit: UnitOfWork,
  { project, by, publicUrl }: { project: string; by: Principal; publicUrl: string },
  { logo, ...fields }: BrandingChange,
): Promise<Branding> {
  const { database, now } = unit;
  const before = brandingOfProject((await lockProject(database, project)).branding);
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  const after: Branding = {
    ...before,
    ...Object.fromEntries(given),
    ...(logo !== undefined && { logoUrl: logo && (await keepLogo(unit, project, logo)) }),
  };
  const previous = previousAttributes(before, after);
  if (Object.keys(previous).length === 0) return withLogoAt(publicUrl, before);
  if (previous.supportUrl && after.supportUrl === null) await refuseWithoutWayOut(unit, project, after);

  await database.update(projects).set({ branding: after }).where(eq(projects.id, project));
  const object = withLogoAt(publicUrl, after);
  await record(unit, {
    project,
    customer: null,
    type: 'branding.updated',
    target: project,
    by,
    data: { object, previousAttributes: previousAttributes(withLogoAt(publicUrl, before), object) },
    at: now,
  });
  return object;
}

/** The branding alone, without what a configuration says instead. */
export function brandingOfProject(stored: Partial<Branding>): Branding {
  const { headline: _headline, upgradeUrl: _upgradeUrl, ...branding } = brandingOf(stored, {});
  return branding;
}

async function refuseWithoutWayOut(unit: UnitOfWork, project: string, branding: Branding): Promise<void> {
  const rows = await unit.database
    .select()
    .from(portalConfigurations)
    .where(eq(portalConfigurations.project, project));
  const stuck = rows.map(toPortalConfiguration).filter((it) => hasNoWayOut(it, branding));
  if (stuck.length === 0) return;
  const names = stuck.map(({ id }) => id).join(', ');
  const message = `is what customers ask by who can not cancel: first switch cancellation on, or give a supportUrl of their own to these portal configurations: ${names}`;
  throw new BillfoldError('invalid_request', { fields: [{ path: 'supportUrl', message }] });
}
