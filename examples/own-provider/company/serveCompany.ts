import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { makeId, openBooks, Refused } from './Books.js';
import { routes, type Route } from './routes.js';
import { testRoutes } from './testRoutes.js';

export interface Company {
  url: string;
  /** Whoever knows it may do everything. */
  apiKey: string;
  /** What its notices are signed with. */
  noticeSecret: string;
  /** Lets an answer be lost on the way, after the request was done: what networks do. */
  loseNextAnswer(): void;
  /** How many requests were done, replays left out. */
  done(): number;
  close(): Promise<void>;
}

/**
 * Starts the billing company, on this machine. It is there for the adapter to talk to: it keeps nothing, and moves no money.
 *
 * @param noticesTo where its notices are sent; absent: they are not.
 */
export async function serveCompany(noticesTo?: () => string | null, port = 0): Promise<Company> {
  const apiKey = `key_${makeId()}`;
  const noticeSecret = `notice_${makeId()}`;
  const books = openBooks((type, account, about) => void notify({ id: makeId(), type, account, about }));
  /** Answers by Idempotency-Key: a request that is said twice is done once. */
  const answers = new Map<string, { asked: string; status: number; text: string }>();
  let losesNext = false;
  let done = 0;

  const server = createServer((request, response) => {
    void answer(request).then(({ status, text }) => {
      if (losesNext && request.method !== 'GET') {
        losesNext = false;
        return response.destroy();
      }
      return response.writeHead(status, { 'content-type': 'application/json' }).end(text);
    });
  });

  async function answer(request: IncomingMessage): Promise<{ status: number; text: string }> {
    try {
      if (request.headers.authorization !== `Bearer ${apiKey}`) throw new Refused(401, 'unknown');
      const { pathname, searchParams } = new URL(request.url!, 'http://company');
      const body = request.method === 'GET' ? Object.fromEntries(searchParams) : await bodyOf(request);
      const { route, path } = findRoute(request.method!, pathname);
      const key = request.headers['idempotency-key'];
      if (typeof key !== 'string') return { status: 200, text: JSON.stringify(route(books, path, body)) };

      const asked = JSON.stringify([request.method, pathname, body]);
      const known = answers.get(key);
      if (known && known.asked !== asked) throw new Refused(422, 'key_reused');
      if (known) return known;
      done += 1;
      const fresh = { asked, ...attempt(() => route(books, path, body)) };
      answers.set(key, fresh);
      return fresh;
    } catch (error) {
      return refusalOf(error);
    }
  }

  async function notify(notice: { id: string; type: string; account: string; about: string }) {
    const to = noticesTo?.();
    if (!to) return;
    const body = JSON.stringify({ ...notice, at: new Date().toISOString() });
    const signature = createHmac('sha256', noticeSecret).update(body).digest('hex');
    const headers = { 'content-type': 'application/json', 'company-signature': signature };
    // A real company would try again; this one tells once.
    await fetch(to, { method: 'POST', headers, body }).catch(() => {});
  }

  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    apiKey,
    noticeSecret,
    loseNextAnswer: () => void (losesNext = true),
    done: () => done,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const all = { ...routes, ...testRoutes };

function findRoute(method: string, pathname: string): { route: Route; path: Record<string, string> } {
  const parts = pathname.split('/');
  for (const [name, route] of Object.entries(all)) {
    const [wanted, pattern = ''] = name.split(' ');
    const names = pattern.split('/');
    const fits = names.every((part, at) => part === parts[at] || (part.startsWith('{') && parts[at]));
    if (wanted !== method || names.length !== parts.length || !fits) continue;
    const path = names.flatMap((part, at) => {
      return part.startsWith('{') ? [[part.slice(1, -1), decodeURIComponent(parts[at]!)] as const] : [];
    });
    return { route, path: Object.fromEntries(path) };
  }
  throw new Refused(404, 'unknown');
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  if (request.headers['content-type'] !== 'application/json') return {};
  return (await json(request)) as Record<string, unknown>;
}

function attempt(work: () => unknown): { status: number; text: string } {
  try {
    return { status: 200, text: JSON.stringify(work()) };
  } catch (error) {
    return refusalOf(error);
  }
}

function refusalOf(error: unknown): { status: number; text: string } {
  if (!(error instanceof Refused)) {
    console.error(error);
    return { status: 500, text: '{"error":"broken"}' };
  }
  return { status: error.status, text: JSON.stringify({ error: error.message, reason: error.reason }) };
}
