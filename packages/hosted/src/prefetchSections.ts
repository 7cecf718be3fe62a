import type { Session } from '@billfold/contract';
import {
  activityQuery,
  billingDetailsQuery,
  invoicesQuery,
  paymentMethodsQuery,
  plansQuery,
  subscriptionsQuery,
  upcomingInvoiceQuery,
  type Client,
} from '@billfold/hooks';
import type { QueryClient } from '@tanstack/react-query';
import { sectionsOf } from './sectionsOf.js';

/**
 * Asks for what the sections show, as they will ask for it themselves. What can not be had is left to its section, which
 * says so and offers to try again.
 */
export async function prefetchSections(
  client: Client,
  queryClient: QueryClient,
  session: Session,
): Promise<void> {
  const sections = sectionsOf(session);
  const once = { retry: false } as const;

  async function ofSubscriptions(): Promise<void> {
    if (!sections.includes('plan')) return;
    const subscriptions = await queryClient
      .fetchQuery({ ...subscriptionsQuery(client), ...once })
      .catch(() => []);
    const living = subscriptions.filter(({ status }) => status !== 'canceled');
    const [first, ...others] = living;
    await Promise.all([
      // Of several plans one must be chosen first.
      first &&
        others.length === 0 &&
        sections.includes('change') &&
        queryClient.prefetchQuery({ ...plansQuery(client, { subscription: first.id }), ...once }),
      ...living
        .filter(({ managedBy }) => !managedBy)
        .map(({ id }) => queryClient.prefetchQuery({ ...upcomingInvoiceQuery(client, id), ...once })),
    ]);
  }

  await Promise.all([
    ofSubscriptions(),
    sections.includes('payment') && queryClient.prefetchQuery({ ...paymentMethodsQuery(client), ...once }),
    sections.includes('details') && queryClient.prefetchQuery({ ...billingDetailsQuery(client), ...once }),
    sections.includes('activity') && queryClient.prefetchInfiniteQuery({ ...activityQuery(client), ...once }),
    sections.includes('invoices') && queryClient.prefetchInfiniteQuery({ ...invoicesQuery(client), ...once }),
  ]);
}
