import type { ProjectSites } from './projectSites.js';

/**
 * The portal as the sender of a request has reached it. Everything that depends on an origin (links, cookies, what comes from
 * another site) goes by this and by nothing else, and it is found out once for each request.
 */
export interface Site {
  /** Where browsers are, without a slash at the end. */
  publicUrl: string;
  /** The only project that is known here, at a domain of its own; null: all are. */
  project: string | null;
}

/**
 * The site of a request, by the host that it names. A host that no project has is the server's own: servers are asked by names
 * of their network too.
 */
export async function siteOf(request: Request, publicUrl: string, projects: ProjectSites): Promise<Site> {
  const { hostname } = new URL(request.url);
  const own = hostname === new URL(publicUrl).hostname;
  const found = own ? undefined : (await projects()).find(({ domain }) => domain === hostname);
  return found ? { publicUrl: siteAt(hostname), project: found.id } : { publicUrl, project: null };
}

/** Where a domain is reached. A portal that customers pay by is never without https. */
export const siteAt = (domain: string) => `https://${domain}`;
