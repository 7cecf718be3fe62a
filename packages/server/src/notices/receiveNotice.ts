import { countFailures } from '../access/rateLimits.js';
import { BillfoldError } from '../errors.js';
import type { Incoming, PortalParts } from '../http/Incoming.js';
import { readBytes } from '../http/readBytes.js';
import type { Log } from '../http/router.js';
import { insertNotice } from './noticeRows.js';

/** What providers send is larger than what anybody asks: an invoice with all of its lines. */
const MAX_BYTES = 1024 * 1024;

/**
 * Takes word of a provider elsewhere. It is answered when it is written down for good, and not before: what was not answered with
 * success is sent again. What is to be done about it is done later, because providers wait for seconds only.
 *
 * Nobody looks for card numbers in it, as in all that customers and merchants send: it is a provider's, long numbers and all, and
 * nothing of it is kept but ids.
 */
export async function receiveNotice(
  { database, provider, rateLimits, clock, log }: PortalParts & { log: Log },
  { request, ipHash, requestId }: Incoming,
): Promise<Response> {
  const now = clock();
  const body = await readBytes(request, MAX_BYTES);
  const notice = await provider.remote!.readNotice!(body, request.headers, now)
    // Only those without a proof are counted, and turned away: a provider sends everybody's word from a few addresses, and whoever
    // has an account there could otherwise have their own word sent here, until nothing more is heard of ours.
    .catch((error: unknown) =>
      countFailures(rateLimits, 'badCredential', ipHash, 'unauthorized', () =>
        Promise.reject(error as Error),
      ),
    )
    .catch((error: unknown) => {
      // Strangers are not told what was wrong; whoever runs the server has to know, or nothing ever changes by itself.
      if (error instanceof BillfoldError && error.cause)
        log.warn({ requestId, err: error.cause }, 'a notice was refused');
      throw error;
    });
  await insertNotice(database, provider.name, notice, now);
  log.info({ requestId, notice: notice.id, type: notice.type }, 'received a notice');
  return new Response(null, { status: 204 });
}
