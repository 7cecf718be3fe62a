import { BillfoldError, isBillfoldError, isMisuse, isNamed, misuse } from './BillfoldError.js';
import { isJson } from './readResponse.js';
import { within } from './within.js';

/** A portal token as the merchant's backend hands it out, and when it stops being valid (ISO 8601, UTC). */
export interface SessionToken {
  token: string;
  expiresAt: string;
}

/**
 * Where the credential comes from:
 * - a path of the app that embeds the kit, such as `/api/billing/session`: asked by POST with the app's own cookies;
 * - a function that resolves to the token, or to `null` when nobody is signed in;
 * - `{ hosted }`, the id of a hosted session whose credential is a cookie that scripts can not read.
 */
export type SessionSource = string | (() => Promise<SessionToken | null>) | { hosted: string };

/** What makes a request somebody's. A new one is made with every renewal, and later ones have a higher `generation`. */
export interface Credential {
  headers: Record<string, string>;
  /** What `fetch` may do with cookies. */
  cookies: RequestCredentials;
  generation: number;
}

export interface TokenSource {
  /** The credential in hand, asked for or renewed first where that is due. */
  current(): Promise<Credential>;
  /** A newer credential than the one that was refused. Rejects with `unauthorized` when there is none to be had. */
  renew(refused: Credential): Promise<Credential>;
}

/** How long before its end a token is renewed, in milliseconds; short-lived tokens keep most of their life. */
const EARLY = 30_000;

/**
 * Keeps one credential in memory, and nowhere else. However many calls need a new one at the same time, it is
 * asked for once; no caller can abort what the others wait for.
 */
export function createTokenSource(
  session: SessionSource,
  send: typeof fetch,
  timeoutMs: number,
): TokenSource {
  if (typeof session === 'object') return hostedSource(session.hosted);
  if (typeof session === 'string') refuseSecretKey(session);

  const ask =
    typeof session === 'string' ? (signal: AbortSignal) => askRoute(session, send, signal) : session;
  let held: { credential: Credential; renewAt: number } | null = null;
  let renewal: Promise<Credential> | null = null;

  async function fetchToken(): Promise<Credential> {
    const end = AbortSignal.timeout(timeoutMs);
    const answer = await within(askSafely(ask, end), end).catch(asBillfoldError);
    if (!answer) throw signedOut();
    if (typeof answer.token !== 'string') {
      throw misuse('the session source gave no token. Make it answer { token, expiresAt }.');
    }
    refuseSecretKey(answer.token);
    const generation = (held?.credential.generation ?? 0) + 1;
    const credential: Credential = {
      headers: { Authorization: `Bearer ${answer.token}` },
      cookies: 'omit',
      generation,
    };
    held = { credential, renewAt: renewalTime(answer.expiresAt) };
    return credential;
  }

  function renewOnce(): Promise<Credential> {
    renewal ??= fetchToken().finally(() => (renewal = null));
    return renewal;
  }

  return {
    async current() {
      return held && Date.now() < held.renewAt ? held.credential : renewOnce();
    },
    async renew(refused) {
      return held && held.credential !== refused ? held.credential : renewOnce();
    },
  };
}

function hostedSource(id: string): TokenSource {
  const credential: Credential = {
    headers: { 'Billfold-Session': id },
    cookies: 'same-origin',
    generation: 0,
  };
  return {
    current: async () => credential,
    renew: async () => {
      throw signedOut();
    },
  };
}

/** What the app's route answers with: the token, alone or in the envelope of `billingRoute`, or why there is none. */
type RouteAnswer = SessionToken & { data?: SessionToken; error?: { code?: string } };

/** Asks the app that embeds the kit. Its sign-in decides whose token this is, so its own cookies go along. */
async function askRoute(path: string, send: typeof fetch, signal: AbortSignal): Promise<SessionToken> {
  const response = await send(path, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
    body: '{}',
    signal,
  });
  const { status } = response;
  const body = isJson(response) ? ((await response.json()) as RouteAnswer) : null;
  // Sign-in guards often answer a call without a session by sending the browser to their sign-in page.
  if (status === 401 || (!body && response.redirected)) throw signedOut(status);
  // By its code: a route that does not exist answers 404 as well, and that is a fault of the app.
  if (status === 404 && body?.error?.code === 'NOT_FOUND')
    throw new BillfoldError('customer_not_found', 'The signed-in user has no billing customer.', { status });
  if (!body || !response.ok)
    throw new BillfoldError('network', `POST ${path} answered ${status} and no token.`, { status });
  return body.data ?? body;
}

/** Turns a function of the host that throws at once into a promise that rejects. */
async function askSafely<Answer>(
  ask: (signal: AbortSignal) => Promise<Answer>,
  signal: AbortSignal,
): Promise<Answer> {
  return ask(signal);
}

function asBillfoldError(error: unknown): never {
  if (isBillfoldError(error) || isMisuse(error)) throw error;
  throw new BillfoldError(
    isNamed(error, 'TimeoutError') ? 'timeout' : 'network',
    'No token for the billing portal could be had.',
    { cause: error },
  );
}

function signedOut(status: number | null = null): BillfoldError {
  return new BillfoldError('unauthorized', 'The session has ended.', { status });
}

/**
 * When to renew, by this machine's clock. A token that seems to be over on arrival says that the clock is wrong:
 * then only the server's 401 counts, because renewing before every call would never end.
 */
function renewalTime(expiresAt: string): number {
  const left = Date.parse(expiresAt) - Date.now();
  return left > 0 ? Date.now() + left - Math.min(EARLY, left / 4) : Infinity;
}

function refuseSecretKey(credential: string): void {
  if (!credential.startsWith('sk_')) return;
  throw misuse(
    'a secret key reached the browser, where everybody can read it. Revoke it now, and hand out the token (pt_…) of a portal session instead.',
  );
}
