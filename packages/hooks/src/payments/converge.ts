import { getInvoice, getSubscription, type Invoice, type Subscription } from '@billfold/contract';
import type { QueryClient } from '@tanstack/react-query';
import { isBillfoldError } from '../BillfoldError.js';
import type { Client } from '../client.js';
import { saveInvoice } from '../invoices/saveInvoice.js';
import { saveSubscription } from '../subscriptions/saveSubscription.js';
import { subscriptionsQuery } from '../subscriptions/subscriptionsQuery.js';
import { lookPauses } from './lookPauses.js';
import {
  settlementOfInvoice,
  settlementOfSubscription,
  type ActionTarget,
  type Settlement,
} from './settlement.js';

/** What is known of a payment, and the resource as it was seen last; null where it could not be seen. */
export interface Convergence {
  settlement: Settlement;
  subscription: Subscription | null;
  invoice: Invoice | null;
}

/**
 * Looks at what was paid for until it is clear what became of it, for half a minute at most. What it sees is shown
 * everywhere. A look that fails is one look less.
 *
 * @returns null where there is nothing of this customer's to look at.
 */
export async function converge(
  queryClient: QueryClient,
  client: Client,
  target: ActionTarget,
): Promise<Convergence | null> {
  let latest: Convergence = { settlement: 'settling', subscription: null, invoice: null };
  for (const pause of [...lookPauses, null]) {
    try {
      latest = await look(queryClient, client, target);
      if (latest.settlement !== 'settling') return latest;
    } catch (error) {
      if (isBillfoldError(error) && error.code === 'not_found') return null;
    }
    if (pause !== null) await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return latest;
}

/** One look: asks, shows the answer everywhere, and judges it. What was known before says nothing of what became of it. */
export async function look(
  queryClient: QueryClient,
  client: Client,
  target: ActionTarget,
): Promise<Convergence> {
  if ('invoice' in target) return lookAtInvoice(queryClient, client, target.invoice);
  const subscription = await client.call(getSubscription, { subscription: target.subscription }, NOW);
  await saveSubscription(queryClient, client, subscription);
  return { settlement: settlementOfSubscription(subscription, target), subscription, invoice: null };
}

const NOW = { mustBeCurrent: true };

async function lookAtInvoice(queryClient: QueryClient, client: Client, id: string): Promise<Convergence> {
  try {
    const invoice = await client.call(getInvoice, { invoice: id }, NOW);
    await saveInvoice(queryClient, client, invoice);
    return { settlement: settlementOfInvoice(invoice), subscription: null, invoice };
  } catch (error) {
    if (!isBillfoldError(error) || error.status !== 403) throw error;
    // Where invoices are not shown they can be paid all the same. Whether one is overdue is seen at its subscription.
    const subscriptions = await queryClient.fetchQuery({ ...subscriptionsQuery(client), staleTime: 0 });
    const isOwed = subscriptions.some(({ overdueInvoice }) => overdueInvoice?.id === id);
    return { settlement: isOwed ? 'settling' : 'confirmed', subscription: null, invoice: null };
  }
}
