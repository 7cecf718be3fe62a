import type { Flow } from '@billfold/contract';
import {
  cancellationPreviewQuery,
  invoiceQuery,
  paymentMethodsQuery,
  plansQuery,
  subscriptionsQuery,
  type Client,
} from '@billfold/hooks';
import type { QueryClient } from '@tanstack/react-query';

/** Asks for what one flow shows, as `prefetchSections` does for the whole portal. */
export async function prefetchFlow(client: Client, queryClient: QueryClient, flow: Flow): Promise<void> {
  const once = { retry: false } as const;
  const isAboutPlan = flow.subscription !== null;

  async function ofSubscription(): Promise<void> {
    const subscriptions = await queryClient
      .fetchQuery({ ...subscriptionsQuery(client), ...once })
      .catch(() => []);
    const subscription = subscriptions.find(({ id }) => id === flow.subscription);
    if (!subscription || subscription.status === 'canceled') return;
    if (flow.type === 'subscription_cancel')
      await queryClient.prefetchQuery({ ...cancellationPreviewQuery(client, subscription), ...once });
    else
      await queryClient.prefetchQuery({ ...plansQuery(client, { subscription: subscription.id }), ...once });
  }

  await Promise.all([
    ofSubscription(),
    flow.invoice !== null && queryClient.prefetchQuery({ ...invoiceQuery(client, flow.invoice), ...once }),
    !isAboutPlan && queryClient.prefetchQuery({ ...paymentMethodsQuery(client), ...once }),
  ]);
}
