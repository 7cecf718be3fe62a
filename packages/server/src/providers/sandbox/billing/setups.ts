import type { ParsedInput, ResultOf } from '@billfold/contract';
import { BillfoldError } from '../../../errors.js';
import type { CustomerBilling, SetupOutcome } from '../../../provider/CustomerBilling.js';
import { usualExpiry } from '../engine/paymentMethods.js';
import { confirmSetup } from '../engine/setup.js';
import { ensureCustomer } from '../store/customers.js';
import { toDate } from '../store/instants.js';
import { toExpiry } from '../store/paymentMethods.js';
import type { SetupChoice } from '../store/schema.js';
import {
  findSetupIntent,
  findSetupIntentBySecret,
  forgetPendingDefaults,
  insertSetupIntent,
  putOnFileLater,
  updateSetupIntent,
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

/** Confirms an intent of the customer's with what was entered in the sandbox's fields, or with what the bank has said. */
export function confirmIntent(
  context: BillingContext,
  input: ParsedInput<'confirmSandboxSetup'>,
): Promise<ResultOf<'confirmSandboxSetup'>> {
  return withAccount(context, async ({ database, row, now }) => {
    const intent = await findSetupIntentBySecret(database, row, input.clientSecret);
    if (!intent) throw new BillfoldError('not_found');
    const { status } = intent;
    if (status === 'succeeded' || status === 'processing') return { status, failure: null };

    const { method } = input;
    // The bank answers what it was asked, and is asked anew for something else.
    const outcome = status === 'requires_action' && intent.method === method ? input.outcome : undefined;
    const { expiry, holder } = outcome
      ? { expiry: toExpiry(intent), holder: intent.holder }
      : { expiry: input.expiry ?? usualExpiry(method, now), holder: input.holder ?? null };
    const result = confirmSetup({ method, expiry, outcome: outcome ?? null }, now);
    await updateSetupIntent(database, row, intent.id, {
      // What was refused can be tried again, with the same or with something else.
      status: result.status === 'failed' ? 'requires_payment_method' : result.status,
      failure: result.failure,
      method,
      expMonth: expiry?.month ?? null,
      expYear: expiry?.year ?? null,
      holder,
      settlesAt: toDate(result.settlesAt),
    });
    return { status: result.status, failure: result.failure };
  });
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
        // Whoever asks again has chosen already, and perhaps something else since.
        if (intent.choice === null) {
          if (choice.makeDefault) await forgetPendingDefaults(database, row);
          await putOnFileLater(database, row, intent, choice);
        }
        return { status: 'pending' };
      }
      break;
    case 'succeeded':
      break;
  }
  if (choice.makeDefault) await forgetPendingDefaults(database, row);
  const { id, moved } = await putIntentOnFile(open, intent, choice, new Date(now));
  return { status: 'succeeded', paymentMethod: await readPaymentMethod(open, id), moved, isNew: true };
}
