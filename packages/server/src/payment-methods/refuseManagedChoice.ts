import type { PortalContext } from '../operation.js';
import type { DefaultChoice } from '../provider/CustomerBilling.js';
import { refuseManaged } from '../rules/refuseManaged.js';

/** Refuses a choice of subscriptions that names one which somebody else bills; `all` means those that are billed here. */
export async function refuseManagedChoice(
  { billing }: Pick<PortalContext<unknown>, 'billing'>,
  { subscriptions }: DefaultChoice,
): Promise<void> {
  if (subscriptions === 'all' || subscriptions.length === 0) return;
  for (const subscription of await billing.listSubscriptions()) {
    if (subscriptions.includes(subscription.id)) refuseManaged(subscription);
  }
}
