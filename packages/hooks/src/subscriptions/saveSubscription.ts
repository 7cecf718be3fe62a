import type { Subscription } from '@billfold/contract';
import type { QueryClient } from '@tanstack/react-query';
import type { Client } from '../client.js';
import { billfoldKey, type BillfoldKey } from '../keys.js';

/**
 * Shows a subscription as an answer has just told it, wherever it is shown, and lets everything else of the customer be
 * asked for again: plans, invoices and what comes next follow from it. Entries that are
 * not there are not made: they could be of a customer who has left.
 */
export async function saveSubscription(
  queryClient: QueryClient,
  client: Client,
  subscription: Subscription,
): Promise<void> {
  const subscriptions = { queryKey: billfoldKey(client, 'subscriptions') };
  // What is under way was asked before, and would put the old state back.
  await queryClient.cancelQueries(subscriptions);
  queryClient.setQueriesData<Subscription | Subscription[]>(subscriptions, (cached) =>
    Array.isArray(cached)
      ? cached.map((listed) => newerOf(listed, subscription))
      : cached && newerOf(cached, subscription),
  );
  refreshBilling(queryClient, client);
}

/**
 * Lets everything of the customer be asked for again: what is on the screen now, all else when it is needed. What a
 * cancellation would do is told for one version of a subscription, so it is asked for with the next one, or not at all
 * because there is nothing left to cancel.
 */
export function refreshBilling(queryClient: QueryClient, client: Client): void {
  void queryClient.invalidateQueries({
    queryKey: billfoldKey(client),
    predicate: ({ queryKey }) => (queryKey as BillfoldKey)[2] !== 'cancellations',
  });
}

function newerOf(cached: Subscription, told: Subscription): Subscription {
  return cached.id === told.id && cached.version <= told.version ? told : cached;
}
