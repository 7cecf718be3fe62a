import type { CustomerBilling } from '../../../provider/CustomerBilling.js';
import { pauseSubscription, resumeSubscription } from '../engine/pause.js';
import { findTarget, save, saveCharge, withAccount, type BillingContext } from './withAccount.js';

/** Pauses and resumptions. */
export function pauses(
  context: BillingContext,
): Pick<CustomerBilling, 'pauseSubscription' | 'resumeSubscription'> {
  return {
    pauseSubscription: (named) =>
      withAccount(context, async (open) => {
        const { id } = await findTarget(open, named);
        const resumesAt = named.resumesAt.getTime();
        return save(open, pauseSubscription(open.account, id, resumesAt, open.now).progress, id);
      }),

    resumeSubscription: (named) =>
      withAccount(context, async (open) => {
        const { id } = await findTarget(open, named);
        return saveCharge(open, resumeSubscription(open.account, id, open.now, open.options), id);
      }),
  };
}
