import { readText } from '../readText.js';
import { invalid, Refusal } from './Refusal.js';

/**
 * The origin of the page that sent the request; null when no browser did. Refuses other sites' pages: the user's
 * cookie comes along with their requests too.
 */
export function requireOwnOrigin(request: Request, allowedOrigins: readonly string[]): string | null {
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

/** `flow` as it was sent: what of it can not be followed is the portal's to say. */
type Body = { returnUrl?: string; configuration?: string; flow?: object };

/** The request's fields. Refuses all others: above all the ids by which somebody tries to open another's billing. */
export async function readBody(request: Request, allowed: readonly (keyof Body)[]): Promise<Body> {
  const text = await readText(request, LONGEST_BODY);
  if (text === null) throw invalid('The body is too large');
  const fields = isForm(request) ? fieldsOfForm(text) : parseObject(text);
  const body: Body = {};
  for (const [name, value] of Object.entries(fields)) {
    const known = allowed.find((field) => field === name);
    if (!known) throw invalid(`The body must not have a field "${name.slice(0, 40)}"`);
    if (known === 'flow') {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw invalid('flow must be an object');
      body.flow = value;
      continue;
    }
    if (typeof value !== 'string' || value === '') throw invalid(`${known} must be a text that is not empty`);
    body[known] = value;
  }
  return body;
}

/** A form has no objects: what is one is sent as JSON text. */
function fieldsOfForm(text: string): object {
  const fields = Object.fromEntries(new URLSearchParams(text));
  return 'flow' in fields ? { ...fields, flow: parseObject(fields['flow']!) } : fields;
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
export const isPlainForm = (request: Request) =>
  isForm(request) && !request.headers.get('Accept')?.includes('application/json');

/** A path is completed by the page's own origin. Which origins are allowed is checked by the portal. */
export function resolveReturnUrl(returnUrl: string | undefined, origin: string): string {
  if (returnUrl === undefined) throw invalid('returnUrl is required');
  return /^\/(?![/\\])/.test(returnUrl) ? origin + returnUrl : returnUrl;
}
