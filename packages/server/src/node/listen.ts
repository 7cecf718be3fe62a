import { createAdaptorServer } from '@hono/node-server';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { CannotStart } from '../CannotStart.js';

/** Answers a request; `peer` is who is at the other end of the connection. */
export type Answer = (request: Request, peer: { ip: string }) => Promise<Response>;

export interface Listener {
  /** The port that was taken, also when any would do. */
  port: number;
  /** How many are connected. */
  connections(): number;
  /** From now on requests are answered, and `/readyz` is no longer 503. */
  open(answer: Answer): void;
  /**
   * Stops in order: `/readyz` turns 503 at once, and every answer closes its connection. New connections are
   * taken for `keepAcceptingMs` more, until a load balancer has noticed. Then requests that run have
   * `finishWithinMs` to finish, and what is left is cut off.
   */
  close(options?: { keepAcceptingMs?: number; finishWithinMs?: number }): Promise<void>;
}

interface Place {
  host: string;
  port: number;
  variable?: 'PORT' | 'BILLFOLD_FIELDS_PORT';
}

/** How long a client may take: a request that trickles in holds a connection, and no more than that. */
const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  connectionsCheckingInterval: 1_000,
  // Longer than load balancers keep theirs, so that it is never ours to close one that is just being used.
  keepAliveTimeout: 65_000,
  // All lines before the body, and the first one with it.
  maxHeaderSize: 16 * 1024,
};
const MAX_HEADERS = 100;
const MAX_CONNECTIONS = 5_000;

/** How long an answer, which is held in memory, waits for who asked for it: for the next bite, and for all of it. */
const READING = { nextMs: 20_000, wholeMs: 120_000 };
/** While it stops, a connection on which nothing has come for this long is taken for unused. */
const FIRST_BYTE_MS = 1_000;

/**
 * Takes the port. Before `open` it answers `/healthz`, and everything else with 503: a long migration looks neither
 * dead nor ready.
 *
 * @param reading for tests, which do not wait as long.
 * @param place.variable where the port was chosen, for whoever must choose another one.
 * @throws CannotStart when the port can not be had.
 */
export async function listen(place: Place, reading = READING): Promise<Listener> {
  let state: 'starting' | 'open' | 'stopping' = 'starting';
  let answer: Answer = async (request) =>
    pathOf(request) === '/healthz' ? Response.json({ status: 'ok' }) : notReady(state);

  const server = createAdaptorServer({
    serverOptions: LIMITS,
    fetch: async (request, { incoming, outgoing }) => {
      // Node would leave out those beyond its own limit, and nobody would know of it.
      if (incoming.rawHeaders.length > 2 * MAX_HEADERS) return new Response(null, TOO_MANY_HEADERS);
      const turnedAway = state === 'stopping' && pathOf(request) === '/readyz';
      const response = turnedAway
        ? notReady(state)
        : await answer(request, peerOf(incoming as IncomingMessage));
      // Only now: it may have begun to stop while the request was being answered.
      if (state === 'stopping') response.headers.set('Connection', 'close');
      const tooSlow = setTimeout(() => outgoing.destroy(), reading.wholeMs);
      tooSlow.unref();
      outgoing.once('close', () => clearTimeout(tooSlow));
      return response;
    },
  }) as Server;
  server.maxConnections = MAX_CONNECTIONS;
  // A connection on which nothing moves is closed; between two requests, Node waits as long as `keepAliveTimeout` says.
  server.timeout = reading.nextMs;
  /** When each connection was opened. */
  const sockets = new Map<Socket, number>();
  server.on('connection', (socket) => {
    sockets.set(socket, Date.now());
    socket.on('close', () => sockets.delete(socket));
  });
  await takePort(server, place);

  /** Connections that wait for a next request, and those that browsers opened ahead and left unused. */
  const closeIdle = () => {
    server.closeIdleConnections();
    for (const [socket, openedAt] of sockets) {
      if (socket.bytesRead === 0 && Date.now() - openedAt > FIRST_BYTE_MS) socket.destroy();
    }
  };

  return {
    port: (server.address() as AddressInfo).port,
    connections: () => sockets.size,
    open: (given) => {
      answer = given;
      state = 'open';
    },
    close: async ({ keepAcceptingMs = 0, finishWithinMs = 25_000 } = {}) => {
      state = 'stopping';
      await sleep(keepAcceptingMs);
      // Right after the event loop has accepted what was waiting: connections still in the queue would be reset.
      await new Promise(setImmediate);
      const closed = new Promise((resolve) => server.close(resolve));
      const sweep = setInterval(closeIdle, 20);
      const deadline = setTimeout(() => server.closeAllConnections(), finishWithinMs);
      await closed;
      clearTimeout(deadline);
      clearInterval(sweep);
    },
  };
}

const TOO_MANY_HEADERS = { status: 431, headers: { Connection: 'close' } };

const pathOf = (request: Request) => new URL(request.url).pathname;

const peerOf = (incoming: IncomingMessage) => ({ ip: incoming.socket.remoteAddress ?? '' });

const notReady = (state: string) =>
  Response.json(
    { status: state },
    { status: 503, headers: { 'Retry-After': '1', 'Cache-Control': 'no-store' } },
  );

function takePort(server: Server, place: Place): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(refusal(cause, place)));
    server.listen({ host: place.host, port: place.port }, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
}

function refusal(cause: NodeJS.ErrnoException, { host, port, variable = 'PORT' }: Place): CannotStart {
  const reasons: Record<string, string> = {
    EADDRINUSE: `Port ${port} is in use. Stop the program that uses it, or set ${variable} to another one.`,
    EACCES: `Port ${port} is not this user's to take. Set ${variable} to one above 1023.`,
    EADDRNOTAVAIL: `BILLFOLD_HOST ("${host}") is no address of this machine.`,
    ENOTFOUND: `BILLFOLD_HOST ("${host}") is no address of this machine.`,
  };
  const reason = reasons[cause.code ?? ''] ?? `Port ${port} of ${host} can not be taken: ${cause.message}.`;
  return new CannotStart(reason, { cause });
}
