import { mayEmbed } from '../access/mayEmbed.js';
import { projectSites } from '../access/projectSites.js';
import { siteAt } from '../access/Site.js';
import type { PortalParts } from './Incoming.js';
import { assetOf, type BuiltPage } from './builtPage.js';
import { securityHeaders } from './headers.js';

interface FieldsSite extends Pick<PortalParts, 'database' | 'clock'> {
  publicUrl: string;
  /** The build of the page that test payment methods are entered in. */
  page: BuiltPage;
  /** Where browsers reach this site: another origin than `publicUrl`. */
  fieldsUrl: string;
}

/**
 * The second site of a portal with a sandbox: one page and its files, on an origin of its own, so that the pages around it
 * can not read what is entered there. It knows nothing, keeps nothing and answers nothing else: no operation of the portal
 * is here, and its cookies mean nothing.
 */
export function fieldsSite({ page, fieldsUrl, database, publicUrl, clock }: FieldsSite) {
  const projects = projectSites(database, clock);

  /** The portal, and of its other sites and the pages that may embed it the one that asks: who else may is nobody's to read here. */
  async function mayFrame(parent: string | null): Promise<string> {
    const portal = new URL(publicUrl).origin;
    if (parent === null || parent === portal) return portal;
    const isSite = (await projects()).some(({ domain }) => domain !== null && siteAt(domain) === parent);
    const frames = isSite || (await mayEmbed(parent, null, projects));
    return frames ? `${portal} ${parent}` : portal;
  }

  return async (request: Request): Promise<Response> => {
    const { pathname, searchParams } = new URL(request.url);
    const reads = request.method === 'GET' || request.method === 'HEAD';
    const answer = !reads ? null : pathname === '/' ? htmlOf(page) : assetOf(page, pathname);
    const response = answer ?? new Response('There is nothing here.', { status: 404, headers: PLAIN });
    const frames = answer && pathname === '/' ? await mayFrame(searchParams.get('parent')) : "'none'";
    const headers = { ...securityHeaders(fieldsUrl), 'Content-Security-Policy': policyWith(frames) };
    for (const [name, value] of Object.entries(headers)) {
      if (!response.headers.has(name)) response.headers.set(name, value);
    }
    return response;
  };
}

const PLAIN = { 'Content-Type': 'text/plain; charset=utf-8' };

const htmlOf = ({ html }: BuiltPage) =>
  new Response(html, { headers: { 'Content-Type': 'text/html; charset=utf-8' } });

/** Its own files, and connections to nobody: what is entered has nowhere to go but to the window around it. */
const policyWith = (frameAncestors: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frameAncestors}`,
  ].join('; ');
