import type { PaymentMethod } from '@billfold/contract';
import { BillfoldError } from '../../../errors.js';
import type { CustomerBilling } from '../../../provider/CustomerBilling.js';
import { blocksInWords } from '../../../rules/removalBlocks.js';
import { removePaymentMethod as forget } from '../engine/adjust.js';
import { readPaymentMethods } from '../store/paymentMethodFile.js';
import { findPaymentMethod, saveDefault, takeOffFile } from '../store/paymentMethods.js';
import { forgetPendingDefaults } from '../store/setupIntents.js';
import { chargeTo, saveMoved } from './putOnFile.js';
import { withAccount, type BillingContext, type OpenAccount } from './withAccount.js';

/** What is on file, which of it is the default, and what goes. */
export function paymentMethods(
  context: BillingContext,
): Pick<CustomerBilling, 'listPaymentMethods' | 'setDefaultPaymentMethod' | 'removePaymentMethod'> {
  const { customer, unit } = context;
  return {
    listPaymentMethods: () =>
      readPaymentMethods(unit.database, { project: customer.project, customer: customer.id }),

    setDefaultPaymentMethod: ({ paymentMethod: id, subscriptions }) =>
      withAccount(context, async (open) => {
        const { database, row, account } = open;
        const paymentMethod = await findPaymentMethod(database, row, id);
        if (!paymentMethod) throw new BillfoldError('not_found');
        refuseUnlessLiving(open, subscriptions);
        const { isDefault } = await readPaymentMethod(open, id);
        await saveDefault(database, row, id);
        await forgetPendingDefaults(database, row);
        const living = account.subscriptions.map((subscription) => subscription.id);
        const moved = await chargeTo(open, subscriptions === 'all' ? living : subscriptions, paymentMethod);
        return { paymentMethod: await readPaymentMethod(open, id), moved, isNew: !isDefault };
      }),

    removePaymentMethod: (id) =>
      withAccount(context, async (open) => {
        const { database, row, account, now } = open;
        const onFile = await readPaymentMethods(database, row);
        const found = onFile.find((paymentMethod) => paymentMethod.id === id);
        if (!found) throw new BillfoldError('not_found');
        if (!found.removable) {
          throw new BillfoldError('payment_method_in_use', { fields: blocksInWords(found.removalBlockedBy) });
        }
        const fallback = onFile.find(({ isDefault }) => isDefault && !found.isDefault);
        // What is not going to be charged again follows the default: it may be kept, or cost something, one day.
        const next = fallback ? await findPaymentMethod(database, row, fallback.id) : null;
        const moved = await saveMoved(open, forget(account, id, next));
        await takeOffFile(database, row, id, new Date(now));
        return { paymentMethod: found, moved };
      }),
  };
}

/** One that is on file, with what it is used for. */
export async function readPaymentMethod({ database, row }: OpenAccount, id: string): Promise<PaymentMethod> {
  const onFile = await readPaymentMethods(database, row);
  const found = onFile.find((paymentMethod) => paymentMethod.id === id);
  if (!found) throw new BillfoldError('not_found');
  return found;
}

/** @throws BillfoldError `not_found` for a subscription that is somebody else's, or has ended. */
export function refuseUnlessLiving({ account }: OpenAccount, subscriptions: 'all' | readonly string[]): void {
  if (subscriptions === 'all') return;
  const living = new Set(account.subscriptions.map(({ id }) => id));
  if (subscriptions.some((id) => !living.has(id))) throw new BillfoldError('not_found');
}
