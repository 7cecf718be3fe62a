import { sql } from 'drizzle-orm';
import { rowsOf, type Database } from '../database/Database.js';
import { isAllowedOrigin } from './origins.js';

/** Whose pages may embed the portal: origins that some project allows. */
export interface EmbedOrigins {
  /** Whether this is one of those that are written down; a project in test mode allows this machine too, on any port. */
  allow(origin: string): Promise<boolean>;
}

/**
 * Which pages may talk to the portal, or frame its fields, at all. Asked before anybody is known, for preflights and for
 * answers such as 401, which the kit must be able to read. What a page may see is decided by its session, which is bound
 * to one origin.
 *
 * Remembered for a second; while the database can not be asked, the last answer counts, so that the kit can read
 * that it can not.
 */
export function embedOrigins(database: Database, clock: () => Date): EmbedOrigins {
  let known: Promise<ProjectOrigins[]> = Promise.resolve([]);
  let askAgainAt = 0;
  const ofProjects = (): Promise<ProjectOrigins[]> => {
    const now = clock().getTime();
    if (now >= askAgainAt) {
      askAgainAt = now + 1000;
      const before = known;
      const statement = sql`select embed_origins, test_mode from projects`;
      known = rowsOf<ProjectOrigins>(database, statement).catch(() => before);
    }
    return known;
  };
  return {
    allow: async (origin) => {
      if (!isOrigin(origin)) return false;
      const projects = await ofProjects();
      return projects.some((project) => isAllowedOrigin(origin, project.embed_origins, project.test_mode));
    },
  };
}

/** Spelled as browsers do, so that it is safe in a header. */
const isOrigin = (text: string) => URL.canParse(text) && new URL(text).origin === text;

interface ProjectOrigins {
  embed_origins: string[];
  test_mode: boolean;
}
