import { Hono } from 'hono';
import { errorTable } from '@billfold/contract';
import { openApiDocument } from '@billfold/contract/openapi';
import { embedOrigins } from '../access/embedOrigins.js';
import { makeId } from '../access/secrets.js';
import { rowsOf } from '../database/Database.js';
import { BillfoldError } from '../errors.js';
import { corsHeaders, PREFLIGHT_HEADERS, securityHeaders } from './headers.js';
import type { Incoming, Surroundings } from './handle.js';
import { hostedAsset, hostedPage, type HostedPage } from './hostedPage.js';
import { respondError, toBillfoldError } from './respond.js';
import { sql } from 'drizzle-orm';

/** What the portal tells of its work. A pino logger fits. Fields never hold bodies, credentials or personal data. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** One entry of the routing table: a whole `METHOD /path` and what answers it. */
export interface Route {
  name: string;
  method: string;
  path: string;
  handle(incoming: Incoming): Promise<Response>;
}

interface RouterOptions extends Surroundings {
  routes: Route[];
  hostedPage?: HostedPage | undefined;
  log: Log;
  version: string;
}

/** Puts routes and everything around them together: ids, headers, CORS, errors, logs. */
export function router({ routes, hostedPage: page, log, version, database, publicUrl }: RouterOptions) {
  const mayEmbed = embedOrigins(database);
  const app = new Hono<{ Variables: { operation: string; customer: string } }>();

  app.use(async (context, next) => {
    const requestId = makeId('req');
    const started = performance.now();
    const origin = context.req.path.startsWith('/portal/') ? context.req.header('origin') : undefined;
    // Before the work: a request whose origin can not be looked up must not have changed anything.
    const cors = origin !== undefined && (await mayEmbed(origin).catch(() => false));
    const error = await next().then(
      () => context.error,
      (thrown: unknown) => thrown,
    );
    const response = error ? respondError(error, requestId) : context.res;
    const { code, cause } = error ? toBillfoldError(error) : {};
    if (code && errorTable[code].status >= 500)
      log.error({ requestId, code, err: cause ?? error }, 'request failed');
    const headers = new Headers({
      ...securityHeaders(publicUrl),
      Vary: 'Authorization, Cookie, Origin',
      'Billfold-Request-Id': requestId,
    });
    response.headers.forEach((value, name) => headers.set(name, value));
    // A client whose credential has become another customer's sees it with the first answer, before it shows anything.
    const customer = context.get('customer') as string | undefined;
    if (customer) headers.set('Billfold-Customer', customer);
    if (cors) for (const [name, value] of Object.entries(corsHeaders(origin))) headers.set(name, value);
    context.res = undefined;
    context.res = new Response(response.body, { status: response.status, headers });
    const { method } = context.req;
    log.info(
      {
        requestId,
        method,
        operation: context.get('operation') ?? null,
        status: response.status,
        ms: Math.round(performance.now() - started),
      },
      'request',
    );
  });
  // The middleware above answers errors; Hono only has to hand them over.
  app.onError((error) => respondError(error, ''));
  app.notFound(() => {
    throw new BillfoldError('not_found');
  });

  app.options('/portal/*', () => new Response(null, { status: 204, headers: PREFLIGHT_HEADERS }));
  for (const route of routes) {
    app.on(route.method, route.path.replaceAll(/\{(\w+)\}/g, ':$1'), (context) => {
      context.set('operation', route.name);
      return route.handle({
        request: context.req.raw,
        path: context.req.param() as Record<string, string>,
        isOf: (customer) => context.set('customer', customer),
      });
    });
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    app.all(path.replaceAll(/\{(\w+)\}/g, ':$1'), () => {
      throw new BillfoldError('method_not_allowed');
    });
  }
  app.get('/openapi.json', () => Response.json(openApiDocument(publicUrl, version)));
  app.get('/healthz', () => Response.json({ status: 'ok' }));
  app.get('/readyz', async () => {
    await rowsOf(database, sql`select 1`);
    return Response.json({ status: 'ready' });
  });
  if (page) {
    app.get('/session/:session', (context) => hostedPage(page, context.req.raw));
    app.get('/hosted/*', (context) => hostedAsset(page, context.req.path) ?? context.notFound());
  }
  return app;
}
