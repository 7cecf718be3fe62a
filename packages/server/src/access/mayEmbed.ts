import { isAllowedOrigin } from './origins.js';
import type { ProjectSites } from './projectSites.js';

/**
 * Whether pages of an origin may talk to the portal, or frame its fields, at all: some project writes it down, and a project in
 * test mode allows this machine too, on any port. Asked before anybody is known, for preflights and for answers such as 401,
 * which the kit must be able to read. What a page may see is decided by its session, which is bound to one origin.
 *
 * @param project the only one that is asked; null: any.
 */
export async function mayEmbed(
  origin: string,
  project: string | null,
  projects: ProjectSites,
): Promise<boolean> {
  if (!isOrigin(origin)) return false;
  return (await projects()).some(
    ({ id, embed_origins, test_mode }) =>
      (project === null || id === project) && isAllowedOrigin(origin, embed_origins, test_mode),
  );
}

/** Spelled as browsers do, so that it is safe in a header. */
const isOrigin = (text: string) => URL.canParse(text) && new URL(text).origin === text;
