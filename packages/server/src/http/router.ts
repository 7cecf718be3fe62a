import { Hono } from 'hono';
import { openApiDocument, portalConfigurationJsonSchema } from '@billfold/contract/openapi';
import { mayEmbed } from '../access/mayEmbed.js';
import { ipHasher } from '../access/hashIp.js';
import { projectSites } from '../access/projectSites.js';
import { makeId } from '../access/secrets.js';
import { siteOf, type Site } from '../access/Site.js';
import { siteBranding } from '../branding/siteBranding.js';
import { rowsOf } from '../database/Database.js';
import { BillfoldError } from '../errors.js';
import { corsHeaders, PREFLIGHT_HEADERS, securityHeaders } from './headers.js';
import type { Incoming, PortalParts } from './Incoming.js';
import { assetOf } from './builtPage.js';
import { hostedPage, type HostedPage } from './hostedPage.js';
import { answerReference, makeReferencePage, type ReferencePage } from './reference/referencePage.js';
import { logo } from './logo.js';
import { respondError, toBillfoldError } from './respond.js';
import { sql } from 'drizzle-orm';

/** What the portal tells of its work. A pino logger fits. Fields never hold bodies, credentials or personal data. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What is known of the connection that a request came by. */
export interface Connection {
  /** The client's address; of an IPv6 one its network of 64 bits, which one subscriber has to themselves. */
  ip: string;
}

/** One entry of the routing table: a whole `METHOD /path` and what answers it. */
export interface Route {
  name: string;
  method: string;
  path: string;
  handle(incoming: Incoming): Promise<Response>;
}

interface RouterOptions extends Omit<PortalParts, 'doTask' | 'askMs' | 'patienceMs' | 'intents'> {
  publicUrl: string;
  routes: Route[];
  hostedPage?: HostedPage | undefined;
  log: Log;
  version: string;
  ipKey: string;
}

/** Puts routes and everything around them together: ids, headers, CORS, errors, logs. */
export function router(options: RouterOptions) {
  const { routes, hostedPage: page, log, version, database, publicUrl, clock } = options;
  const projects = projectSites(database, clock);
  const hashIp = ipHasher(options.ipKey);
  const app = new Hono<{
    Bindings: Partial<Connection>;
    Variables: { operation?: string; customer?: string; requestId: string; site: Site };
  }>();

  app.use(async (context, next) => {
    const requestId = makeId('req');
    context.set('requestId', requestId);
    const started = performance.now();
    // Whether the process lives is asked by addresses of the network, and no database may keep the answer waiting.
    const isProbe = context.req.path === '/healthz';
    const site = isProbe ? { publicUrl, project: null } : await siteOf(context.req.raw, publicUrl, projects);
    context.set('site', site);
    // Before the work: a request whose origin can not be looked up must not have changed anything.
    const origin = context.req.path.startsWith('/portal/') ? context.req.header('origin') : undefined;
    const isKnownOrigin = origin !== undefined && (await mayEmbed(origin, site.project, projects));

    const error: unknown = await next().then(
      () => context.error,
      (thrown: unknown) => thrown,
    );
    const answer = error ? respondError(error, requestId) : context.res;
    if (error && answer.status >= 500) {
      const { code, cause } = toBillfoldError(error);
      log.error({ requestId, code, err: cause ?? error }, 'request failed');
    }

    const { operation = null, customer } = context.var;
    addHeaders(answer, {
      ...securityHeaders(site.publicUrl),
      'Billfold-Request-Id': requestId,
      // A client whose credential has become another customer's sees it with the first answer, before it shows anything.
      ...(customer && { 'Billfold-Customer': customer }),
      ...(isKnownOrigin && corsHeaders(origin)),
    });
    context.res = undefined;
    context.res = answer;
    const { method } = context.req;
    const ms = Math.round(performance.now() - started);
    log.info({ requestId, method, operation, status: answer.status, ms }, 'request');
  });
  // The middleware above answers errors; Hono only has to hand them over.
  app.onError((error) => respondError(error, ''));
  app.notFound(() => {
    throw new BillfoldError('not_found');
  });

  app.options('/portal/*', () => new Response(null, { status: 204, headers: PREFLIGHT_HEADERS }));
  for (const { name, method, path, handle } of [...routes].sort(writtenOutFirst)) {
    app.on(method, pattern(path), (context) => {
      context.set('operation', name);
      const ip = context.env?.ip ?? null;
      return handle({
        request: context.req.raw,
        path: context.req.param() as Record<string, string>,
        requestId: context.var.requestId,
        site: context.var.site,
        ip,
        ipHash: ip === null ? null : hashIp(ip),
        identifyCustomer: (customer) => context.set('customer', customer),
      });
    });
  }
  for (const [path, methods] of methodsByPath(routes)) {
    app.all(pattern(path), () => {
      throw new BillfoldError('method_not_allowed', { allow: methods });
    });
  }
  let document: Record<string, unknown> | undefined;
  const describe = () => (document ??= openApiDocument(publicUrl, version));
  app.get('/openapi.json', () => Response.json(describe()));
  let reference: ReferencePage | undefined;
  app.get('/reference', () => answerReference((reference ??= makeReferencePage(describe()))));
  app.get('/schemas/portal-configuration.json', () => Response.json(portalConfigurationJsonSchema()));
  app.get(
    '/logos/:hash',
    async (context) => (await logo(database, context.req.param('hash'))) ?? context.notFound(),
  );
  app.get('/healthz', () => Response.json({ status: 'ok' }));
  app.get('/readyz', async () => {
    await rowsOf(database, sql`select 1`);
    return Response.json({ status: 'ready' });
  });
  if (page) {
    const { paymentFields } = options.provider;
    app.get('/session/:session', async (context) => {
      const branding = await siteBranding(database, context.var.site);
      return hostedPage(page, context.req.raw, paymentFields, branding);
    });
    app.get('/hosted/*', (context) => assetOf(page, context.req.path) ?? context.notFound());
  }
  return app;
}

/**
 * The first route that fits answers, so `/invoices/upcoming` stands before `/invoices/{invoice}`, whatever order the
 * operations were found in: an engine sorts the exports of a module by name, a bundler may not. `{` comes after every
 * letter.
 */
const writtenOutFirst = (a: Route, b: Route) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);

/** A path of the contract as Hono writes it. */
const pattern = (path: string) => path.replaceAll(/\{(\w+)\}/g, ':$1');

function methodsByPath(routes: Route[]): Map<string, string[]> {
  const methods = new Map<string, string[]>();
  for (const { path, method } of routes) methods.set(path, [...(methods.get(path) ?? []), method]);
  return methods;
}

/**
 * Adds headers that the answer has not set itself. In place: a copy of the answer would turn its body into a stream,
 * and adapters write those in many small pieces.
 */
function addHeaders({ headers }: Response, defaults: Record<string, string>): void {
  for (const [name, value] of Object.entries(defaults)) if (!headers.has(name)) headers.set(name, value);
}
