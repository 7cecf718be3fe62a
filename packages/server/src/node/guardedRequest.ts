import { lookup as resolve } from 'node:dns/promises';
import { request as requestHttp, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isLoopbackAddress, isPublicAddress } from '../access/publicAddress.js';

/** A request to an address that somebody else has chosen. */
export interface GuardedRequest {
  url: string;
  method: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string;
  /** Whether it may go to this machine's own loopback, and then by plain http and to any port. @default false */
  allowLoopback?: boolean;
  /** Bytes of the answer that are read at most. @default 65536 */
  longestAnswer?: number;
  /** For everything together, from the question for the name to the last byte. @default 20000 */
  timeoutMs?: number;
  /** Ends it before its time; it fails with `timeout` then. */
  signal?: AbortSignal;
}

export interface GuardedAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Uint8Array;
  /** Whether `body` is all of it: of a longer answer only the beginning is read, and the connection closed. */
  isWhole: boolean;
}

/** What only tests have otherwise. */
export interface GuardedNetwork {
  /** All addresses of a name. @default what the system says */
  resolve?: (name: string) => Promise<{ address: string; family: number }[]>;
  /** Certificates of authorities that are believed besides the usual ones. */
  ca?: string;
}

/** Why there was no answer. */
export type GuardedFailure = 'address_not_allowed' | 'dns' | 'connection' | 'tls' | 'timeout';

export class GuardedRequestFailed extends Error {
  readonly failure: GuardedFailure;

  constructor(failure: GuardedFailure, options?: ErrorOptions) {
    super(`The request failed: ${failure}.`, options);
    this.name = 'GuardedRequestFailed';
    this.failure = failure;
  }
}

/** Where programs that take a merchant's requests listen. Any other port may be a database's or a mail server's. */
const ports = ['443', '8443'];

/**
 * Sends a request to an address that a merchant has given, and to nowhere that only this server can reach: by https, to a
 * public address, at port 443 or 8443. A name is asked for once, every address that it has must be public, and one of these is
 * connected to: what the name is the next time does not matter. Redirects are answers like any other, proxies of the
 * environment are not asked, and no connection is used twice.
 *
 * @throws GuardedRequestFailed when there is no whole answer, or none as long as is read.
 */
export async function guardedRequest(
  request: GuardedRequest,
  network: GuardedNetwork = {},
): Promise<GuardedAnswer> {
  // By a timer, which holds what it ends. `AbortSignal.any` holds its signals weakly, and nothing else would hold that of
  // `AbortSignal.timeout`: where memory is cleared up first, the request never ends.
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), request.timeoutMs ?? 20_000);
  const signal = request.signal ? AbortSignal.any([deadline.signal, request.signal]) : deadline.signal;
  try {
    const addresses = await findAddresses(request, signal, network);
    return await send(new URL(request.url), request, addresses, network.ca, signal);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Where a request would go, without sending it.
 *
 * @throws GuardedRequestFailed when nobody knows the name, or it stands for what is not allowed.
 */
export async function findAddresses(
  request: Pick<GuardedRequest, 'url' | 'allowLoopback'>,
  signal: AbortSignal,
  network: GuardedNetwork = {},
): Promise<Addresses> {
  const url = new URL(request.url);
  if (signal.aborted) throw new GuardedRequestFailed('timeout');
  const addresses = await resolveAll(url, network, signal);
  if (!isAllowed(url, addresses, request.allowLoopback ?? false)) {
    throw new GuardedRequestFailed('address_not_allowed');
  }
  return addresses;
}

type Addresses = { address: string; family: number }[];

async function resolveAll(url: URL, network: GuardedNetwork, signal: AbortSignal): Promise<Addresses> {
  const name = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(name)) return [{ address: name, family: isIP(name) }];
  const resolveName = network.resolve ?? ((it: string) => resolve(it, { all: true }));
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new GuardedRequestFailed('timeout')), { once: true });
  });
  const resolved = resolveName(name).catch((cause: unknown) => {
    throw new GuardedRequestFailed('dns', { cause });
  });
  const addresses = await Promise.race([resolved, aborted]);
  if (addresses.length === 0) throw new GuardedRequestFailed('dns');
  return addresses;
}

/** One address that is not public refuses them all: which of them is connected to is the system's choice. */
function isAllowed(url: URL, addresses: Addresses, allowLoopback: boolean): boolean {
  if (url.username !== '' || url.password !== '') return false;
  const isHttps = url.protocol === 'https:';
  if (allowLoopback && addresses.every(({ address }) => isLoopbackAddress(address))) {
    return isHttps || url.protocol === 'http:';
  }
  return (
    isHttps && ports.includes(url.port || '443') && addresses.every(({ address }) => isPublicAddress(address))
  );
}

function send(
  url: URL,
  { method, headers = {}, body, longestAnswer = 64 * 1024 }: GuardedRequest,
  addresses: Addresses,
  ca: string | undefined,
  signal: AbortSignal,
): Promise<GuardedAnswer> {
  /** The name is not asked for again: these are the addresses that were looked at. */
  const lookup: LookupFunction = (_name, { all }, done) => {
    if (all) done(null, addresses);
    else done(null, addresses[0]!.address, addresses[0]!.family);
  };
  return new Promise((settle, reject) => {
    let phase: GuardedFailure = 'connection';
    const fail = (cause: Error) =>
      reject(new GuardedRequestFailed(signal.aborted ? 'timeout' : phase, { cause }));
    const options = {
      method,
      signal,
      lookup,
      agent: false as const,
      headers: {
        'accept-encoding': 'identity',
        ...headers,
        ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
      },
    };
    const outgoing =
      url.protocol === 'https:'
        ? // Said, because the environment can say otherwise for a whole process.
          requestHttps(url, { ...options, ca, rejectUnauthorized: true })
        : requestHttp(url, options);
    outgoing.on('socket', (socket) => {
      if (url.protocol !== 'https:') return;
      // Between these two, whatever goes wrong is about who the other one is.
      socket.once('connect', () => (phase = 'tls'));
      socket.once('secureConnect', () => (phase = 'connection'));
    });
    outgoing.on('error', fail);
    // Without a listener Node closes the connection and tells nobody, not even when the time is over.
    outgoing.on('upgrade', ({ statusCode: status = 101, headers }, socket) => {
      socket.destroy();
      settle({ status, headers, body: new Uint8Array(), isWhole: true });
    });
    outgoing.on('response', (response) => {
      read(response, longestAnswer)
        .then((answer) => settle(answer), fail)
        .finally(() => outgoing.destroy());
    });
    outgoing.end(body);
  });
}

async function read(response: IncomingMessage, longest: number): Promise<GuardedAnswer> {
  const { statusCode: status = 0, headers } = response;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > longest) break;
  }
  const body = new Uint8Array(Buffer.concat(chunks).subarray(0, longest));
  return { status, headers, body, isWhole: length <= longest };
}
