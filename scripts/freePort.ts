import { createServer } from 'node:net';

/**
 * A port of this machine that nobody listens on: `wanted`, else the next free one of the twenty after it.
 * Without `wanted`, any that the system has to give.
 */
export async function freePort(wanted = 0): Promise<number> {
  const last = wanted === 0 ? 0 : Math.min(wanted + 20, 65_535);
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
