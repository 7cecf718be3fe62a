import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * A port at which nobody listens, and nobody will who does not ask for this very one: it is below those that the system gives to
 * whoever asks for any, and to those who connect. One of the system's own, closed again, is soon somebody else's: with many tests
 * at once, one time in a thousand.
 *
 * @param count how many side by side; the first is returned.
 */
export async function freePort(count = 1): Promise<number> {
  for (;;) {
    const first = randomInt(20_000, 30_000);
    const taken = await Promise.all(Array.from({ length: count }, (_, at) => take(first + at)));
    for (const server of taken) if (server) await once(server.close(), 'close');
    if (!taken.includes(null)) return first;
  }
}

function take(port: number): Promise<ReturnType<typeof createServer> | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null)).listen(port, '127.0.0.1', () => resolve(server));
  });
}
