import type { SubscriptionName } from '@billfold/contract';
import { recordChange } from '../events/recordChange.js';
import type { PortalContext } from '../operation.js';
import type { Moved } from '../provider/CustomerBilling.js';

/** Tells of the subscriptions that are charged to something else from now on, and names them to the customer. */
export async function recordMoved(
  context: Pick<PortalContext<unknown>, 'caller' | 'unit'>,
  moved: readonly Moved[],
): Promise<SubscriptionName[]> {
  for (const { before, after } of moved) {
    await recordChange(context, 'customer.subscription.updated', before, after);
  }
  return moved.map(({ after: { id, product } }) => ({ id, product }));
}
