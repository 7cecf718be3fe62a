import type { PaymentMethod } from '@billfold/contract';
import type { QueryClient } from '@tanstack/react-query';
import type { Client } from '../client.js';
import { billfoldKey } from '../keys.js';
import { refreshBilling } from '../subscriptions/saveSubscription.js';

/**
 * Shows a payment method as an answer has just told it, and lets everything else of the customer be asked for again:
 * subscriptions, quotes and invoices to come name what they are charged to.
 */
export function savePaymentMethod(
  queryClient: QueryClient,
  client: Client,
  told: PaymentMethod,
): Promise<void> {
  return changeList(queryClient, client, (listed) => {
    const others = listed
      .filter(({ id }) => id !== told.id)
      .map((other) => (told.isDefault ? { ...other, isDefault: false } : other));
    return [told, ...others].sort(asListed);
  });
}

/** Shows a payment method no more. */
export function dropPaymentMethod(queryClient: QueryClient, client: Client, gone: string): Promise<void> {
  return changeList(queryClient, client, (listed) => listed.filter(({ id }) => id !== gone));
}

async function changeList(
  queryClient: QueryClient,
  client: Client,
  change: (listed: PaymentMethod[]) => PaymentMethod[],
): Promise<void> {
  const lists = { queryKey: billfoldKey(client, 'payment-methods') };
  // What is under way was asked before, and would put the old state back.
  await queryClient.cancelQueries(lists);
  queryClient.setQueriesData<PaymentMethod[]>(lists, (listed) => listed && change(listed));
  refreshBilling(queryClient, client);
}

/** The default first, then the newest. */
function asListed(one: PaymentMethod, other: PaymentMethod): number {
  if (one.isDefault !== other.isDefault) return one.isDefault ? -1 : 1;
  return Date.parse(other.createdAt) - Date.parse(one.createdAt);
}
