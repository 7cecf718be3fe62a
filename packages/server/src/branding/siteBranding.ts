import { sql } from 'drizzle-orm';
import type { Branding, BusinessProfile, SessionBranding } from '@billfold/contract';
import { brandingOf } from '../access/brandingOf.js';
import type { Site } from '../access/Site.js';
import { rowsOf, type Database } from '../database/Database.js';
import { withLogoAt } from './withLogoAt.js';

/**
 * What a site looks like to somebody who is not known: as its project does, with what the `default` configuration says. Null where
 * nobody can tell whose it is: there are several projects, or the database can not be asked. Then the page looks like nobody's.
 */
export async function siteBranding(database: Database, site: Site): Promise<SessionBranding | null> {
  const rows = await rowsOf<{ branding: Branding; business_profile: Partial<BusinessProfile> }>(
    database,
    sql`select project.branding, configuration.business_profile
        from projects project join portal_configurations configuration
          on configuration.project_id = project.id and configuration.id = 'default'
        where ${site.project}::text is null or project.id = ${site.project}
        limit 2`,
  ).catch(() => []);
  const [row] = rows;
  if (!row || rows.length > 1) return null;
  return withLogoAt(site.publicUrl, brandingOf(row.branding, row.business_profile));
}
