import { sql } from 'drizzle-orm';
import type { Access } from '@billfold/contract';
import { rowsOf, type Database } from '../database/Database.js';
import { BillfoldError } from '../errors.js';
import type { Caller } from './Caller.js';
import { sessionCookie } from './cookies.js';
import { isLiveKey } from './isLiveKey.js';
import { noteKeyUse } from './noteKeyUse.js';
import { hashSecret, isSecret } from './secrets.js';
import type { Site } from './Site.js';
import { findSession, type SessionContext } from './SessionContext.js';

/** The merchant's backend, known by a secret key. */
export interface Merchant {
  project: string;
  /** Id of the key, not the key. */
  key: string;
  cursorKey: string;
  testMode: boolean;
  /** Host name of the project's own portal; null: it has none. */
  domain: string | null;
}

/** Somebody who is known, and the credential by which they are. */
export interface Authenticated<Caller> {
  caller: Caller;
  credential: string;
}

/** Finds the merchant of a secret key. */
export async function authenticateMerchant(
  request: Request,
  database: Database,
  site: Site,
  now: Date,
): Promise<Authenticated<Merchant>> {
  const secretKey = bearer(request);
  if (!secretKey || !(isSecret('sk_test', secretKey) || isSecret('sk_live', secretKey)))
    throw new BillfoldError('unauthorized');
  // Only browsers send these headers, and a secret key in a browser is a leak: it is refused even if it is
  // valid, and before the database is asked.
  if (request.headers.has('origin') || request.headers.has('sec-fetch-site'))
    throw new BillfoldError('secret_key_in_browser');
  const [found] = await rowsOf<KeyRow>(
    database,
    sql`select key.project_id, key.id, key.last_used_at, project.cursor_key, project.test_mode, project.domain from secret_keys key
        join projects project on project.id = key.project_id
        where key.hash = ${hashSecret(secretKey)} and ${isLiveKey(now)}`,
  );
  if (!found || !isKnownAt(site, found.project_id)) throw new BillfoldError('unauthorized');
  noteKeyUse(database, found.id, found.last_used_at === null ? null : new Date(found.last_used_at), now);
  const { project_id: project, id: key, cursor_key: cursorKey, test_mode: testMode, domain } = found;
  return { caller: { project, key, cursorKey, testMode, domain }, credential: secretKey };
}

interface KeyRow {
  project_id: string;
  id: string;
  last_used_at: string | null;
  cursor_key: string;
  test_mode: boolean;
  domain: string | null;
}

/** At the domain of a project the others do not exist. */
const isKnownAt = (site: Site, project: string) => site.project === null || site.project === project;

/**
 * Finds the portal session of a request: by bearer token for the kit in a merchant's page, by cookie for the
 * hosted page. The customer comes from here and from nowhere else.
 */
export async function authenticateSession(
  request: Request,
  database: Database,
  site: Site,
  now: Date,
): Promise<Authenticated<SessionContext>> {
  const token = bearer(request);
  return token ? byToken(token, request, database, site, now) : byCookie(request, database, site, now);
}

async function byToken(
  token: string,
  request: Request,
  database: Database,
  site: Site,
  now: Date,
): Promise<Authenticated<SessionContext>> {
  const session = isSecret('pt', token) ? await findSession(database, hashSecret(token), now) : null;
  if (!session || session.mode !== 'embedded' || !isKnownAt(site, session.project))
    throw new BillfoldError('unauthorized');
  const origin = request.headers.get('origin');
  if (origin !== null && origin !== session.embedOrigin) throw new BillfoldError('cross_site_request');
  return { caller: session, credential: token };
}

async function byCookie(
  request: Request,
  database: Database,
  site: Site,
  now: Date,
): Promise<Authenticated<SessionContext>> {
  // A page of another site can make a browser send the cookie, but neither this header (it would be asked
  // for permission first) nor `same-origin` here.
  const id = request.headers.get('billfold-session');
  const credential = id === null ? null : sessionCookie(request, id, site.publicUrl);
  if (id === null || credential === null) throw new BillfoldError('unauthorized');
  if (isCrossSite(request, site.publicUrl)) throw new BillfoldError('cross_site_request');
  const session = isSecret('hs', credential)
    ? await findSession(database, hashSecret(credential), now)
    : null;
  if (!session || session.mode !== 'hosted' || session.id !== id || !isKnownAt(site, session.project))
    throw new BillfoldError('unauthorized');
  return { caller: session, credential };
}

/**
 * Whether a request that goes by cookie comes from anywhere but our own page. Browsers tell by
 * `Sec-Fetch-Site`, older ones by `Origin`; a request that tells neither is refused unless it only reads.
 */
export function isCrossSite(request: Request, publicUrl: string): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site !== 'same-origin';
  const origin = request.headers.get('origin');
  if (origin !== null) return origin !== new URL(publicUrl).origin;
  return request.method !== 'GET' && request.method !== 'HEAD';
}

/** Checks that a session may do what an operation asks for; the configuration is checked after the input. */
export function requireCapability(access: Access & { by: 'portal_session' }, session: SessionContext): void {
  if (access.capability && !session.capabilities.includes(access.capability))
    throw new BillfoldError('capability_missing');
}

/** Checks that the feature is offered, as the project's configuration and the provider stand at this moment. */
export function requireFeature(
  access: Access & { by: 'portal_session' },
  { features }: Pick<Caller, 'features'>,
): void {
  if (access.feature && !features[access.feature]?.enabled) throw new BillfoldError('feature_disabled');
}

function bearer(request: Request): string | null {
  return /^Bearer ([\w-]{1,128})$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? null;
}
