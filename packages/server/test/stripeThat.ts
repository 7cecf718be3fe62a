import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { onTestFinished } from 'vitest';

export { freePort } from '../src/testing/freePort.js';

/** What came, as it came. */
export interface Seen {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** @param count how many requests there were with this one. */
export type Answering = (seen: Seen, response: ServerResponse, count: number) => unknown;

/**
 * A server in Stripe's place that answers as it is told, and keeps what it was asked.
 * @param atEnd where to close it; a test that runs beside others gives its own `onTestFinished`.
 */
export async function stripeThat(answer: Answering, port = 0, atEnd = onTestFinished) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const one = { method, path, headers, body };
      seen.push(one);
      answer(one, response, seen.length);
    });
  });
  const url = await listening(server, port, atEnd);
  return { url, seen };
}

/** Lets a server listen on this machine until the test has ended. */
export async function listening(server: Server, port = 0, atEnd = onTestFinished): Promise<string> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  atEnd(() => {
    if ('closeAllConnections' in server) (server.closeAllConnections as () => void)();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function json(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

export const customer = { id: 'cus_1', object: 'customer' };
export const ok: Answering = (_, response) => json(response, 200, customer);
export const hang: Answering = () => undefined;
export const drop: Answering = (_, response) => response.destroy();
/** Half an answer. */
export const cut: Answering = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"id": "cus_1", ');
  response.socket?.end();
};
/** Not Stripe's word, but that of something in front of it. */
export const page: Answering = (_, response) => response.writeHead(502).end('<h1>Bad gateway</h1>');
export const say =
  (status: number, body: object, headers?: Record<string, string>): Answering =>
  (_, response) =>
    json(response, status, body, headers);
/** Fails in a way as often as it is said, and then answers. */
export const failing =
  (fail: Answering, times: number): Answering =>
  (seen, response, count) =>
    count <= times ? fail(seen, response, count) : ok(seen, response, count);

const error = (error: Record<string, string>) => ({ error });
export const tooMany = error({ type: 'invalid_request_error', code: 'rate_limit', message: 'Too many.' });
export const locked = error({
  type: 'invalid_request_error',
  code: 'lock_timeout',
  message: 'It is locked.',
});
export const broken = error({ type: 'api_error', message: 'Something went wrong.' });
