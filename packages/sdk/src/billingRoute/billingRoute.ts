import type { Billfold } from '../Billfold.js';
import type { PortalSessionInput } from '../portalSessions.js';
import { invalid, Refusal } from './Refusal.js';
import { formReply, jsonReply, PRIVATE } from './reply.js';
import { isPlainForm, readBody, requireOwnOrigin, resolveReturnUrl } from './request.js';
import { chooseConfiguration, createSession, whoIsBilled } from './session.js';

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
 * - `POST …/portal` with `{ returnUrl, configuration?, flow? }` answers `{ success: true, data: { url } }`. Sent by a plain
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
      action === 'portal' ? ['returnUrl', 'configuration', 'flow'] : ['configuration'],
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
      const { url } = await createSession(options, {
        ...session,
        mode: 'hosted',
        returnUrl,
        flow: body.flow as PortalSessionInput['flow'],
      });
      return reply.portal(url!);
    }
    if (origin === null) {
      throw invalid('The Origin header must name the page that is going to use the token');
    }
    const { token, expiresAt } = await createSession(options, {
      ...session,
      mode: 'embedded',
      embedOrigin: origin,
    });
    return Response.json({ token, expiresAt }, { headers: PRIVATE });
  } catch (error) {
    if (error instanceof Refusal) return reply.refusal(error);
    throw error;
  }
}
