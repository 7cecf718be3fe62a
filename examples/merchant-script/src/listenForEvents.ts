import { createServer } from 'node:http';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import { WebhookVerificationError, type Billfold, type Event } from '@billfold/sdk';

export interface Receiver {
  /** Where the portal reaches it. */
  url: string;
  /** Stops taking deliveries. */
  close(): Promise<void>;
}

/**
 * Takes deliveries of a portal. What is not signed is turned away, and an event that came before is taken once more and told
 * of only once: its id stays the same over all tries.
 *
 * @param secret of the endpoint; asked with every delivery, because the endpoint is made after the address is known.
 * @param onEvent told of each event once. Throws when it could not be handled: it is delivered again, later.
 */
export async function listenForEvents(
  { webhooks }: Pick<Billfold, 'webhooks'>,
  secret: () => string,
  onEvent: (event: Event) => void,
  port = 0,
): Promise<Receiver> {
  const known = new Set<string>();
  const server = createServer((request, response) => {
    void (async () => {
      const event = webhooks.verify(await buffer(request), request.headers, secret());
      if (!known.has(event.id)) onEvent(event);
      known.add(event.id);
      response.writeHead(204).end();
    })().catch((error: unknown) => {
      response.writeHead(error instanceof WebhookVerificationError ? 400 : 500).end();
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
