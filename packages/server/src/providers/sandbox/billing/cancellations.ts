import { BillfoldError } from '../../../errors.js';
import type { Cancellation, CustomerBilling } from '../../../provider/CustomerBilling.js';
import { amountDue } from '../engine/account.js';
import { cancelSubscription, keepSubscription } from '../engine/cancel.js';
import { toMoney } from '../engine/money.js';
import { upcomingInvoice } from '../engine/upcoming.js';
import { atInstant } from '../store/instants.js';
import {
  findTarget,
  peekAccount,
  save,
  saveInvoiced,
  timeOf,
  withAccount,
  type BillingContext,
  type OpenAccount,
} from './withAccount.js';

/** Ends of subscriptions, and second thoughts. Reasons are the portal's to keep: the sandbox reports to nobody. */
export function cancellations(
  context: BillingContext,
): Pick<CustomerBilling, 'previewCancellation' | 'cancelSubscription' | 'keepSubscription'> {
  return {
    async previewCancellation(cancellation) {
      const open = await peekAccount(context, await timeOf(context));
      if (open === null) throw new BillfoldError('not_found');
      const target = await findTarget(open, { ...cancellation, version: null });
      const { effectiveAt, stopsCollection, credit, outstanding, progress } = cancel(open, cancellation);
      const last = upcomingInvoice(progress.account, target.id, context.terms);
      const money = (amount: bigint) => toMoney(amount, target.price.currency);
      return {
        effectiveAt: atInstant(effectiveAt),
        stopsCollection,
        credit: money(credit),
        // None comes after an end now: what waited is on an invoice that stays open, and nobody is charged for leaving.
        dueAtEnd: money(last ? amountDue(last) : 0n),
        outstanding: money(outstanding),
      };
    },

    cancelSubscription: (cancellation) =>
      withAccount(context, async (open) => {
        const { id } = await findTarget(open, cancellation);
        return saveInvoiced(open, cancel(open, cancellation).progress, id);
      }),

    keepSubscription: (named) =>
      withAccount(context, async (open) => {
        const { id } = await findTarget(open, named);
        return save(open, keepSubscription(open.account, id, open.now).progress, id);
      }),
  };
}

function cancel({ account, now }: OpenAccount, cancellation: Cancellation) {
  const { subscription, at, prorationBehavior } = cancellation;
  return cancelSubscription(account, subscription, { at, prorationBehavior, now });
}
