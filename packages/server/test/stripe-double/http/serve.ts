import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { API_VERSION } from '../apiVersion.js';
import { decodeForm } from '../params.js';
import { serveDocument } from '../resources/documents.js';
import { StripeFault } from '../StripeFault.js';
import { answerFault, type Answer } from './Answer.js';
import { answerRequest, type Answering } from './answerRequest.js';
import type { Captured } from './Captured.js';
import type { Fault, FaultPlan } from './FaultPlan.js';
import { keyInUse } from './IdempotencyStore.js';

/** A listening server. */
export interface Serving {
  url: string;
  close(): Promise<void>;
}

/** Listens on a free port of this machine, captures every request to the API, and lets go wrong what shall go wrong. */
export async function serve(answering: Answering, requests: Captured[], faults: FaultPlan): Promise<Serving> {
  const server = createServer((message, response) => {
    respond(message, response).catch((error: unknown) => {
      answering.defects.push(error);
      response.destroy();
    });
  });

  async function respond(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = (await buffer(message)).toString('utf8');
    const [path = '', query = ''] = (message.url ?? '').split('?');
    if (!path.startsWith('/v1/'))
      return serveDocument(answering.state, answering.now(), path, query, response);
    const form = message.method === 'POST' ? body : query || body;
    const request = capture(message, path, form, requests.length + 1);
    requests.push(request);
    request.injected = faults.take(request);

    const early = answerOf(request.injected, request);
    if (early === 'nothing') return;
    if (early === 'broken') return void response.destroy();
    const answer = early ?? (await answerRequest(answering, request, form));
    if (request.injected === 'hang') return;
    if (request.injected === 'drop_after') return void response.destroy();
    request.status = answer.status;
    send(response, request, answer);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function capture(message: IncomingMessage, path: string, form: string, number: number): Captured {
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, String(value)]),
  );
  return {
    number,
    method: message.method ?? '',
    path,
    params: decodeForm(form),
    headers,
    faults: [],
    answerFaults: [],
    injected: null,
    status: null,
    requestId: `req_${String(number).padStart(14, '0')}`,
    idempotencyKey: headers['idempotency-key'] ?? null,
    isReplay: false,
  };
}

/** How a request ends that goes wrong before it has had any effect; null: it is carried out. */
function answerOf(fault: Fault | null, request: Captured): Answer | 'nothing' | 'broken' | null {
  switch (fault) {
    case 'hang_before':
      return 'nothing';
    case 'drop_before':
      return 'broken';
    case 'rate_limit':
      return answerFault(tooMany('rate_limit'), {
        'retry-after': '1',
        'stripe-rate-limited-reason': 'endpoint-rate',
      });
    case 'rate_limit_bare':
      return answerFault(tooMany('rate_limit'));
    case 'lock_timeout':
      return answerFault(tooMany('lock_timeout'));
    case 'key_in_use':
      return answerFault(keyInUse(request.idempotencyKey ?? ''));
    case 'unavailable':
      return answerFault(new StripeFault(503, { type: 'api_error', message: 'Service unavailable.' }));
    case 'html':
      return { status: 502, headers: { 'content-type': 'text/html' }, body: '<h1>Bad gateway</h1>' };
    default:
      return null;
  }
}

function tooMany(code: 'rate_limit' | 'lock_timeout'): StripeFault {
  const message =
    code === 'rate_limit'
      ? 'Request rate limit exceeded.'
      : 'This object cannot be accessed right now because another API request or Stripe process is currently accessing it.';
  return new StripeFault(429, { type: 'invalid_request_error', code, message });
}

function send(response: ServerResponse, request: Captured, { status, headers, body }: Answer): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'request-id': request.requestId,
    'stripe-version': request.headers['stripe-version'] ?? API_VERSION,
    ...(request.idempotencyKey && { 'idempotency-key': request.idempotencyKey }),
    ...headers,
  });
  if (request.injected === 'cut_body')
    response.write(body.slice(0, body.length / 2), () => response.destroy());
  else response.end(body);
}
