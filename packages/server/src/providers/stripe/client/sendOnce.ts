import {
  request as requestHttp,
  type Agent,
  type IncomingMessage,
  type OutgoingHttpHeaders,
} from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Answer } from './Answer.js';
import { Unreachable } from './Unreachable.js';

/** One request as the npm client has made it. */
export interface StripeRequest {
  protocol: 'http' | 'https';
  host: string;
  port: string;
  path: string;
  method: string;
  headers: OutgoingHttpHeaders;
  body: string;
}

/** Characters: more than the longest page of what Stripe lists here. An answer that goes on and on is none. */
const LONGEST_ANSWER = 32 * 1024 * 1024;

/**
 * Sends a request once and reads the whole answer.
 *
 * The npm client's own way ends a request when nothing has come for a while. This one ends it when its time is over, however
 * slowly something comes, tells apart what was never sent, and knows a broken answer before anybody has taken it for one.
 *
 * @throws Unreachable
 */
export function sendOnce(request: StripeRequest, agent: Agent, timeoutMs: number): Promise<Answer> {
  const { protocol, body, ...options } = request;
  const signal = AbortSignal.timeout(Math.max(1, Math.ceil(timeoutMs)));
  return new Promise((resolve, reject) => {
    let wasSent = false;
    const fail = (cause: unknown) => {
      if (cause instanceof Unreachable) reject(cause);
      else reject(new Unreachable(signal.aborted ? 'timeout' : 'connection', { wasSent, cause }));
    };
    const send = protocol === 'https' ? requestHttps : requestHttp;
    const outgoing = send({ ...options, agent, signal });
    outgoing.on('socket', (socket) => {
      // A connection that was used before takes it at once; a new one when it stands and, by https, is trusted.
      if (outgoing.reusedSocket) wasSent = true;
      else socket.once(protocol === 'https' ? 'secureConnect' : 'connect', () => (wasSent = true));
    });
    outgoing.on('error', fail);
    outgoing.on('response', (response) => {
      read(response).then(resolve, fail);
    });
    outgoing.end(body);
  });
}

async function read(response: IncomingMessage): Promise<Answer> {
  response.setEncoding('utf8');
  let text = '';
  for await (const part of response as AsyncIterable<string>) {
    text += part;
    if (text.length > LONGEST_ANSWER) throw new Unreachable('not_stripe', { wasSent: true });
  }
  return { status: response.statusCode ?? 0, headers: response.headers, body: parse(text) };
}

/** Whatever is in between, such as a proxy, answers in something else. What it said is not repeated: it may be anything. */
function parse(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // The same as a value that is no object.
  }
  throw new Unreachable('not_stripe', { wasSent: true });
}
