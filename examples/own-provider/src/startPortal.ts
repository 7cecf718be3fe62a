import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { serve, type ServerType } from '@hono/node-server';
import {
  createPortal,
  migrate,
  openEmbedded,
  setUpProject,
  type Portal,
  type Provider,
} from '@billfold/server';
import { createLog, makeSecret, readHostedPage } from '@billfold/server/node';

export interface RunningPortal {
  url: string;
  secretKey: string;
  close(): Promise<void>;
}

const EVERY_MS = 2_000;

/**
 * A portal with a provider of your own. `startServer` does the same for those that come with the package; here are the parts, and
 * what has to be called again and again.
 */
export async function startPortal(provider: Provider, port = 0): Promise<RunningPortal> {
  // In memory, because it is an example. A server keeps it: `openDatabase({ databaseUrl })`.
  const { database, close } = await openEmbedded();
  await migrate(database);
  const secretKey = makeSecret('sk_test');
  const { testMode } = provider;
  const returnOrigins = ['http://localhost:5173'];
  await setUpProject(database, { name: 'Example App', testMode, secretKey, returnOrigins, now: new Date() });

  let portal: Portal | null = null;
  const server = await listen((request) => portal!.fetch(request), port);
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  portal = createPortal({
    database,
    provider,
    publicUrl: url,
    hostedPage: await readHostedPage(),
    // What is wanted from a provider elsewhere is kept sealed until its outcome is known. A server keeps this key, too.
    encryptionKey: randomBytes(32).toString('base64'),
    log: createLog('warn'),
  });

  const stop = repeat(async () => {
    // Changes whose answer was lost on the way are brought to their end,
    await portal.recoverIntents();
    // and what the provider has sent word of is looked into.
    await portal.settleNotices();
  });
  return {
    url,
    secretKey,
    close: async () => {
      await stop();
      await new Promise((resolve) => server.close(resolve));
      await close();
    },
  };
}

function listen(fetch: (request: Request) => Promise<Response>, port: number): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port, hostname: 'localhost' }, () => resolve(server));
    server.once('error', reject);
  });
}

/** Does something again and again, one after the other. @returns what stops it, when the last one has ended. */
function repeat(work: () => Promise<void>): () => Promise<void> {
  let stopped = false;
  let underWay = Promise.resolve();
  const timer = setInterval(() => {
    underWay = underWay.then(() => (stopped ? undefined : work())).catch(console.error);
  }, EVERY_MS);
  return () => {
    stopped = true;
    clearInterval(timer);
    return underWay;
  };
}
