import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * A port of this machine that nobody listens on: `wanted`, else the next free one of the twenty after it.
 * Without `wanted`, one below those that the system gives to whoever asks for any and to those who connect: one of these could be
 * somebody else's before the program that it is meant for has started.
 */
export async function freePort(wanted = randomInt(20_000, 30_000)): Promise<number> {
  const last = Math.min(wanted + 20, 65_535);
  for (let port = wanted; port <= last; port += 1) {
    const found = await tryPort(port);
    if (found !== null) return found;
  }
  throw new Error(`No free port between ${wanted} and ${last}.`);
}

function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.unref();
    server.once('error', () => resolve(null));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : null));
    });
  });
}
