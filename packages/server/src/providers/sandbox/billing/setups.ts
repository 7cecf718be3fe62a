import { BillfoldError } from '../../../errors.js';
import type { CustomerBilling, SetupOutcome } from '../../../provider/Provider.js';
import { ensureCustomer } from '../store/customers.js';
import type { SetupChoice } from '../store/schema.js';
import {
  findSetupIntent,
  insertSetupIntent,
  putOnFileLater,
  type SetupIntentRow,
} from '../store/setupIntents.js';
import { readPaymentMethod, refuseUnlessLiving } from './paymentMethods.js';
import { putIntentOnFile } from './putOnFile.js';
import { withAccount, type BillingContext, type OpenAccount } from './withAccount.js';

/** Payment methods on their way to being on file. */
export function setups(
  context: BillingContext,
): Pick<CustomerBilling, 'createSetupIntent' | 'addPaymentMethod'> {
  const { customer, unit } = context;
  return {
    async createSetupIntent() {
      await ensureCustomer(customer, unit);
      return withAccount(context, ({ database, row, now }) =>
        insertSetupIntent(database, row, new Date(now)),
      );
    },

    addPaymentMethod: ({ setupIntent, makeDefault, subscriptions }) =>
      withAccount(context, async (open) => {
        const intent = await findSetupIntent(open.database, open.row, setupIntent);
        if (!intent) throw new BillfoldError('not_found');
        refuseUnlessLiving(open, subscriptions);
        return finish(open, intent, { makeDefault, subscriptions });
      }),
  };
}

async function finish(open: OpenAccount, intent: SetupIntentRow, choice: SetupChoice): Promise<SetupOutcome> {
  const { database, row, now } = open;
  if (intent.paymentMethod !== null) {
    const paymentMethod = await readPaymentMethod(open, intent.paymentMethod);
    return { status: 'succeeded', paymentMethod, moved: [], isNew: false };
  }
  switch (intent.status) {
    case 'requires_payment_method':
      if (intent.failure === null) throw new BillfoldError('setup_not_confirmed');
      return { status: 'failed', failure: intent.failure };
    case 'requires_action':
      return { status: 'requires_action', clientSecret: intent.clientSecret };
    case 'processing':
      if (intent.settlesAt!.getTime() > now) {
        await putOnFileLater(database, row, intent, choice);
        return { status: 'pending' };
      }
      break;
    case 'succeeded':
      break;
  }
  const { id, moved } = await putIntentOnFile(open, intent, choice, new Date(now));
  return { status: 'succeeded', paymentMethod: await readPaymentMethod(open, id), moved, isNew: true };
}
