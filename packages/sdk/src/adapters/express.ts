import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerBillingRequest, type BillingRouteOptions } from '../billingRoute/billingRoute.js';
import {
  planCheckRoute as webPlanCheckRoute,
  type PlanCheckRouteOptions,
} from '../planCheck/planCheckRoute.js';

export type { BillingRouteOptions, BillingUser } from '../billingRoute/billingRoute.js';
export type { PlanCheckRouteOptions } from '../planCheck/planCheckRoute.js';

/** What is needed of Express' `Request`. */
export interface ExpressRequest extends IncomingMessage {
  originalUrl: string;
  /** `http` or `https`; follows Express' `trust proxy` setting. */
  protocol: string;
  /** What a body parser before this route has read, if there was one. */
  body?: unknown;
}

/**
 * The billing route for Express; `authenticate` is given Express' own request, with whatever your sign-in put on it.
 * It works before and after `express.json()` and `express.urlencoded()`.
 *
 * @example app.post('/api/billing/:action', billingRoute({ billfold, authenticate: (req) => … }))
 */
export function billingRoute<Request extends ExpressRequest>(
  options: BillingRouteOptions<Request>,
): (request: Request, response: ServerResponse, next: (error: unknown) => void) => void {
  return (request, response, next) => {
    answerBillingRequest(toWebRequest(request), options, () => options.authenticate(request))
      .then((answer) => send(answer, response))
      .catch(next);
  };
}

/**
 * The plan check for Express. The signature is of the bytes that were sent: mount it before `express.json()`, or see to it
 * that nothing changes what that has read.
 *
 * @example app.post('/api/plan-check', planCheckRoute({ secret, check: async (change) => … }))
 */
export function planCheckRoute(
  options: PlanCheckRouteOptions,
): (request: ExpressRequest, response: ServerResponse, next: (error: unknown) => void) => void {
  const answer = webPlanCheckRoute(options);
  return (request, response, next) => {
    answer(toWebRequest(request))
      .then((answered) => send(answered, response))
      .catch(next);
  };
}

/** What the routes read of a request; a framework may have put anything into the others. */
const HEADERS = [
  'accept',
  'content-type',
  'host',
  'origin',
  'sec-fetch-site',
  'webhook-id',
  'webhook-timestamp',
  'webhook-signature',
];

function toWebRequest(request: ExpressRequest): Request {
  const url = `${request.protocol}://${request.headers.host ?? 'localhost'}${request.originalUrl}`;
  const headers = new Headers();
  for (const name of HEADERS) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  const method = request.method ?? 'GET';
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers });
  return new Request(url, { method, headers, body: bodyOf(request), duplex: 'half' } as RequestInit);
}

/** The bytes as they come, or, where a parser has eaten them already, what it made of them. */
function bodyOf(request: ExpressRequest): BodyInit | undefined {
  const { body } = request;
  if (!request.readableDidRead) return request as unknown as BodyInit;
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) return body as BodyInit;
  const form = request.headers['content-type']?.toLowerCase().startsWith('application/x-www-form-urlencoded');
  return form ? new URLSearchParams(body as Record<string, string>).toString() : JSON.stringify(body);
}

async function send(answer: Response, response: ServerResponse): Promise<void> {
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  response.end(await answer.text());
}
