import { sql } from 'drizzle-orm';
import { rowsOf, type Database } from '../database/Database.js';
import { isAllowedOrigin } from './origins.js';

/**
 * Whether pages of an origin may talk to the portal at all: some project allows it. Asked before anybody is
 * known, for preflights and for answers such as 401, which the kit must be able to read. What a page may see is
 * decided by its session, which is bound to one origin. Remembered for a second.
 */
export function embedOrigins(database: Database): (origin: string) => Promise<boolean> {
  let known: { until: number; projects: Promise<ProjectOrigins[]> } | null = null;
  return async (origin) => {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) return false;
    if (!known || known.until < Date.now()) {
      const projects = rowsOf<ProjectOrigins>(database, sql`select embed_origins, test_mode from projects`);
      known = { until: Date.now() + 1000, projects };
      projects.catch(() => (known = null));
    }
    const projects = await known.projects;
    return projects.some((project) => isAllowedOrigin(origin, project.embed_origins, project.test_mode));
  };
}

interface ProjectOrigins {
  embed_origins: string[];
  test_mode: boolean;
}
