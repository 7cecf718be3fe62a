import type { Subscription } from '@billfold/contract';
import type { QueryClient } from '@tanstack/react-query';
import { isBillfoldError } from '../BillfoldError.js';
import type { Client } from '../client.js';
import { ownerOf } from '../customerOwner.js';
import { lookPauses } from '../payments/lookPauses.js';
import { refreshBilling } from '../subscriptions/saveSubscription.js';
import { subscriptionsQuery } from '../subscriptions/subscriptionsQuery.js';

/**
 * Lets everything of the customer be asked for again, and looks at their subscriptions until one has changed against what
 * was shown before, for half a minute at most. A look that fails is one look less.
 */
export async function settleAfterVisit(
  queryClient: QueryClient,
  client: Client,
  signal: AbortSignal,
): Promise<void> {
  const owner = ownerOf(client);
  const query = subscriptionsQuery(client);
  const before = queryClient.getQueryData(query.queryKey);
  refreshBilling(queryClient, client);
  // Nothing was shown that could be old.
  if (!before) return;

  for (const pause of [...lookPauses, null]) {
    try {
      const now = await queryClient.fetchQuery({ ...query, staleTime: 0, retry: false });
      if (signal.aborted || ownerOf(client) !== owner) return;
      if (written(now) !== written(before)) return refreshBilling(queryClient, client);
    } catch (error) {
      // Nobody is signed in any more, or it is not theirs to see: no look is going to tell.
      if (isBillfoldError(error) && (error.status === 401 || error.status === 403)) return;
    }
    if (pause === null || !(await hasPassed(pause, signal))) return;
  }
}

/** Which subscriptions there are, each as it was changed last. */
const written = (subscriptions: readonly Subscription[]) =>
  subscriptions.map(({ id, version }) => `${id} ${version}`).join();

/** Whether the time has passed, and nobody has left meanwhile. */
function hasPassed(pause: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(true), pause);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve(false);
    });
    if (signal.aborted) resolve(false);
  });
}
