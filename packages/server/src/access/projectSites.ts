import { sql } from 'drizzle-orm';
import { rowsOf, type Database } from '../database/Database.js';

/** Where the pages are that a project is used from. */
export interface ProjectSite {
  id: string;
  embed_origins: string[];
  test_mode: boolean;
  /** Host name of its own portal; null: it is at that of the server. */
  domain: string | null;
}

/** All projects with where they are used from. */
export type ProjectSites = () => Promise<ProjectSite[]>;

/**
 * Which projects there are and from where they are used: asked for before anybody is known, with every request. Remembered for
 * a second; while the database can not be asked, the last answer counts, so that browsers can read that it can not.
 */
export function projectSites(database: Database, clock: () => Date): ProjectSites {
  let known: Promise<ProjectSite[]> = Promise.resolve([]);
  let askAgainAt = 0;
  return () => {
    const now = clock().getTime();
    if (now >= askAgainAt) {
      askAgainAt = now + 1000;
      const before = known;
      const statement = sql`select id, embed_origins, test_mode, domain from projects`;
      known = rowsOf<ProjectSite>(database, statement).catch(() => before);
    }
    return known;
  };
}
