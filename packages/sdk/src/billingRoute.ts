import { errorTable, type CreatedPortalSession } from '@billfold/contract';
import type { Billfold } from './Billfold.js';
import { isBillfoldError } from './BillfoldError.js';
import type { PortalSessionInput } from './portalSessions.js';

/**
 * Who asks, as your own sign-in knows them: exactly one of `customer`, `customerReference` and `email`. Null in it
 * says that they are signed in and have no billing yet (404); null instead of it, that nobody is signed in (401).
 *
 * The rest is what you decide about this person's session. The browser can change none of it.
 */
export type BillingUser = (
  | { customer: string | null; customerReference?: undefined; email?: undefined }
  | { customerReference: string | null; customer?: undefined; email?: undefined }
  | { email: string | null; customer?: undefined; customerReference?: undefined }
) &
  Pick<PortalSessionInput, 'configuration' | 'capabilities' | 'actor' | 'locale' | 'ttlSeconds'>;

/** `Incoming` is the request as your framework has it. */
export interface BillingRouteOptions<Incoming = Request> {
  billfold: Billfold;
  /**
   * Says who asks, from your own session. The only thing that decides whose billing is opened: an id in the request
   * is refused. What it throws goes to your framework's error handling.
   */
  authenticate: (request: Incoming) => BillingUser | null | Promise<BillingUser | null>;
  /** Where the customer returns to when the request names no `returnUrl`. Absolute, or a path of your app. */
  defaultReturnUrl?: string;
  /**
   * Ids of the portal configurations that a request may choose by `configuration`. Default: none, because whoever
   * can choose can undo a restriction. To give somebody a certain one, return it from `authenticate`; it then holds.
   */
  selectableConfigurations?: readonly string[];
  /**
   * Other origins of yours whose pages may call this route, such as `https://app.example.com` for an API on
   * `https://api.example.com`. Pages of the route's own origin always may. (CORS headers remain your framework's.)
   */
  allowedOrigins?: readonly string[];
  /** Told of every fault that is answered with 503. Default: `console.error`. */
  onError?: (error: unknown) => void;
}

/**
 * The two routes by which your front end reaches the portal, as one web-standard handler. Mount it so that the last
 * segment of the path is `portal` or `session`; it takes POST only.
 *
 * - `POST …/portal` with `{ returnUrl, configuration? }` answers `{ success: true, data: { url } }`. Sent by a plain
 *   form, it answers 303 to the url.
 * - `POST …/session` with `{}` or `{ configuration }` answers `{ token, expiresAt }`, for the components in your page.
 *
 * Errors are `{ success: false, error: { code, message } }`; to a form, a small page of the same status.
 *
 * @throws what `authenticate` throws, and a TypeError when it answers with something else than one customer
 */
export function billingRoute(options: BillingRouteOptions): (request: Request) => Promise<Response> {
  return (request) => answerBillingRequest(request, options, () => options.authenticate(request));
}

/** What all adapters share: the request in web-standard form, and a way to ask who sent it. */
export async function answerBillingRequest(
  request: Request,
  options: Omit<BillingRouteOptions<never>, 'authenticate'>,
  authenticate: () => BillingUser | null | Promise<BillingUser | null>,
): Promise<Response> {
  const reply = isPlainForm(request) ? formReply : jsonReply;
  try {
    const action = new URL(request.url).pathname.replace(/\/+$/, '').split('/').at(-1);
    if (action !== 'portal' && action !== 'session')
      throw new Refusal(404, 'ROUTE_NOT_FOUND', 'There is nothing here');
    if (request.method !== 'POST')
      throw new Refusal(405, 'METHOD_NOT_ALLOWED', 'Use POST', { Allow: 'POST' });
    const origin = requireOwnOrigin(request, options.allowedOrigins ?? []);

    const user = await authenticate();
    if (!user) throw new Refusal(401, 'UNAUTHORIZED', 'Authentication required');
    const body = await readBody(
      request,
      action === 'portal' ? ['returnUrl', 'configuration'] : ['configuration'],
    );
    const session = {
      ...whoIsBilled(user),
      configuration: chooseConfiguration(user, body.configuration, options.selectableConfigurations ?? []),
    };

    if (action === 'portal') {
      const returnUrl = resolveReturnUrl(
        body.returnUrl ?? options.defaultReturnUrl,
        origin ?? new URL(request.url).origin,
      );
      const { url } = await create(options, { ...session, mode: 'hosted', returnUrl });
      return reply.portal(url!);
    }
    if (origin === null) {
      throw new Refusal(
        400,
        'INVALID_REQUEST',
        'The Origin header must name the page that is going to use the token',
      );
    }
    const { token, expiresAt } = await create(options, { ...session, mode: 'embedded', embedOrigin: origin });
    return Response.json({ token, expiresAt }, { headers: PRIVATE });
  } catch (error) {
    if (error instanceof Refusal) return reply.refusal(error);
    throw error;
  }
}

// ---- the request

/** What ends a request with an answer of its own. */
class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Record<string, string>;

  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/**
 * The origin of the page that sent the request; null when no browser did. Refuses other sites' pages: the user's
 * cookie comes along with their requests too.
 */
function requireOwnOrigin(request: Request, allowedOrigins: readonly string[]): string | null {
  const header = request.headers.get('Origin');
  const site = request.headers.get('Sec-Fetch-Site');
  // `null` is what sandboxed frames and pages with `no-referrer` send; they say who they are by Sec-Fetch-Site only.
  const origin = header === null || header === 'null' ? null : header;

  if (origin !== null && allowedOrigins.includes(origin)) return origin;
  const own =
    site === null ? header === null || isHostOf(origin, request) : site === 'same-origin' || site === 'none';
  if (!own) throw new Refusal(403, 'FORBIDDEN', 'This request came from another site');
  return origin;
}

/** For browsers without Sec-Fetch-Site. Hosts only: behind a proxy that ends TLS, the schemes differ. */
function isHostOf(origin: string | null, request: Request): boolean {
  if (origin === null || !URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  return host === request.headers.get('Host') || host === new URL(request.url).host;
}

/** Enough for the longest URL that the portal takes, and nothing that would be work to read. */
const LONGEST_BODY = 16_384;

type Body = { returnUrl?: string; configuration?: string };

/** The request's fields. Refuses all others: above all the ids by which somebody tries to open another's billing. */
async function readBody(request: Request, allowed: readonly (keyof Body)[]): Promise<Body> {
  const text = await readText(request);
  const fields = isForm(request) ? Object.fromEntries(new URLSearchParams(text)) : parseObject(text);
  const body: Body = {};
  for (const [name, value] of Object.entries(fields)) {
    const known = allowed.find((field) => field === name);
    if (!known) throw invalid(`The body must not have a field "${name.slice(0, 40)}"`);
    if (typeof value !== 'string' || value === '') throw invalid(`${known} must be a text that is not empty`);
    body[known] = value;
  }
  return body;
}

async function readText(request: Request): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Not `request.text()`, which would keep whatever somebody sends in memory before its size is known.
  const reader = request.body?.getReader();
  for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) {
    length += chunk.value.byteLength;
    if (length > LONGEST_BODY) {
      await reader?.cancel();
      throw invalid('The body is too large');
    }
    chunks.push(chunk.value);
  }
  return new TextDecoder().decode(await new Blob(chunks as BlobPart[]).arrayBuffer());
}

function parseObject(text: string): object {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Answered below, like JSON that is no object.
  }
  throw invalid('The body must be a JSON object');
}

const mediaType = (request: Request) =>
  request.headers.get('Content-Type')?.split(';')[0]?.trim().toLowerCase();
const isForm = (request: Request) => mediaType(request) === 'application/x-www-form-urlencoded';
/** A script that posts a form asks for JSON; a browser that is about to show the answer does not. */
const isPlainForm = (request: Request) =>
  isForm(request) && !request.headers.get('Accept')?.includes('application/json');

const invalid = (message: string) => new Refusal(400, 'INVALID_REQUEST', message);

/** A path is completed by the page's own origin. Which origins are allowed is checked by the portal. */
function resolveReturnUrl(returnUrl: string | undefined, origin: string): string {
  if (returnUrl === undefined) throw invalid('returnUrl is required');
  return /^\/(?![/\\])/.test(returnUrl) ? origin + returnUrl : returnUrl;
}

// ---- the session

type WhoIsBilled = Pick<
  PortalSessionInput,
  'customer' | 'customerReference' | 'email' | 'capabilities' | 'actor' | 'locale' | 'ttlSeconds'
>;

function whoIsBilled(user: BillingUser): WhoIsBilled {
  const { customer, customerReference, email, capabilities, actor, locale, ttlSeconds } = user;
  const given = Object.entries({ customer, customerReference, email }).filter(
    ([, value]) => value !== undefined,
  );
  const [only] = given;
  if (given.length !== 1 || !only) {
    throw new TypeError(
      `authenticate answered with ${given.length === 0 ? 'no customer' : given.map(([name]) => name).join(' and ')}. ` +
        'Answer with exactly one of { customer }, { customerReference } and { email }, or with null when nobody is signed in.',
    );
  }
  if (!only[1]) throw noCustomer();
  return { customer, customerReference, email, capabilities, actor, locale, ttlSeconds } as WhoIsBilled;
}

const noCustomer = () => new Refusal(404, 'NOT_FOUND', 'No billing customer record found');

function chooseConfiguration(
  user: BillingUser,
  asked: string | undefined,
  selectable: readonly string[],
): string | undefined {
  if (asked === undefined || asked === user.configuration) return user.configuration;
  if (user.configuration !== undefined || !selectable.includes(asked)) {
    throw new Refusal(403, 'FORBIDDEN', 'This portal configuration can not be chosen here');
  }
  return asked;
}

/** Makes the session, and turns the portal's errors into what a browser should know of them. */
async function create(
  {
    billfold,
    // oxlint-disable-next-line no-console -- an app that has not said where faults go still has to see them.
    onError = (error) => console.error(error),
  }: Pick<BillingRouteOptions<never>, 'billfold' | 'onError'>,
  input: PortalSessionInput,
): Promise<CreatedPortalSession> {
  try {
    return await billfold.portalSessions.create(input);
  } catch (error) {
    const code = isBillfoldError(error) ? error.code : null;
    if (code === 'customer_not_found') throw noCustomer();
    if (code === 'return_url_not_allowed' || code === 'embed_origin_not_allowed')
      throw invalid(errorTable[code].message);
    if (
      code === 'invalid_request' &&
      isBillfoldError(error) &&
      error.fields?.some(({ path }) => path === 'returnUrl')
    ) {
      throw invalid('returnUrl must be an absolute http or https URL, or a path that starts with a slash');
    }
    // A wrong key, an unknown configuration, two customers of one address: none of them is the user's doing, and
    // a 401 or a 404 would send them to sign in or to subscribe once more.
    onError(error);
    const retryAfter = isBillfoldError(error) ? error.retryAfter : null;
    throw new Refusal(
      503,
      'UNAVAILABLE',
      'Billing is not available right now',
      retryAfter === null ? {} : { 'Retry-After': String(retryAfter) },
    );
  }
}

// ---- the answer

/** The answers carry a credential: nobody on the way keeps it, and no later page is told where it came from. */
const PRIVATE = { 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' };

interface Reply {
  portal(url: string): Response;
  refusal(refusal: Refusal): Response;
}

const jsonReply: Reply = {
  portal: (url) => Response.json({ success: true, data: { url } }, { headers: PRIVATE }),
  refusal: ({ status, code, message, headers }) =>
    Response.json(
      { success: false, error: { code, message } },
      { status, headers: { ...PRIVATE, ...headers } },
    ),
};

/** For a browser that shows the answer itself. It works without scripts, so its errors are a page that does as well. */
const formReply: Reply = {
  portal: (url) => new Response(null, { status: 303, headers: { ...PRIVATE, Location: url } }),
  refusal: ({ status, message, headers }) =>
    new Response(errorPage(message), {
      status,
      headers: {
        ...PRIVATE,
        ...headers,
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
      },
    }),
};

const errorPage = (message: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Billing could not be opened</title>
<h1>Billing could not be opened</h1>
<p>${message.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)}.</p>
<p>Go back in your browser to where you came from, and try again.</p>
</html>
`;
