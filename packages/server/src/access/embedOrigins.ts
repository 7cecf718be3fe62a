import { sql } from 'drizzle-orm';
import { rowsOf, type Database } from '../database/Database.js';
import { isAllowedOrigin } from './origins.js';

/**
 * Whether pages of an origin may talk to the portal at all: some project allows it. Asked before anybody is
 * known, for preflights and for answers such as 401, which the kit must be able to read. What a page may see is
 * decided by its session, which is bound to one origin.
 *
 * Remembered for a second; while the database can not be asked, the last answer counts, so that the kit can read
 * that it can not.
 */
export function embedOrigins(database: Database, clock: () => Date): (origin: string) => Promise<boolean> {
  let known: Promise<ProjectOrigins[]> = Promise.resolve([]);
  let askAgainAt = 0;
  return async (origin) => {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) return false;
    const now = clock().getTime();
    if (now >= askAgainAt) {
      askAgainAt = now + 1000;
      const before = known;
      const statement = sql`select embed_origins, test_mode from projects`;
      known = rowsOf<ProjectOrigins>(database, statement).catch(() => before);
    }
    const projects = await known;
    return projects.some((project) => isAllowedOrigin(origin, project.embed_origins, project.test_mode));
  };
}

interface ProjectOrigins {
  embed_origins: string[];
  test_mode: boolean;
}
