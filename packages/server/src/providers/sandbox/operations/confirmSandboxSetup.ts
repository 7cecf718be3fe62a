import { countAttempt } from '../../../access/attempts.js';
import { BillfoldError } from '../../../errors.js';
import { withAccount } from '../billing/withAccount.js';
import { usualExpiry } from '../engine/paymentMethods.js';
import { confirmSetup } from '../engine/setup.js';
import { findSetupIntentBySecret, updateSetupIntent } from '../store/setupIntents.js';
import { toDate } from '../store/instants.js';
import type { SandboxPortalOperation } from './SandboxPortalOperation.js';

export const confirmSandboxSetup: SandboxPortalOperation<'confirmSandboxSetup'> = async (context) => {
  const { input, customer, unit } = context;
  await countAttempt(unit, customer, 'confirmSandboxSetup');
  return withAccount(context, async ({ database, row, now }) => {
    const intent = await findSetupIntentBySecret(database, row, input.clientSecret);
    if (!intent) throw new BillfoldError('not_found');
    const { status } = intent;
    if (status === 'succeeded' || status === 'processing') return { status, failure: null };

    const { method, holder = null, outcome = null } = input;
    const expiry = input.expiry ?? usualExpiry(method, now);
    // The bank is asked anew for something else than it was asked for.
    const said = status === 'requires_action' && intent.method === method ? outcome : null;
    const result = confirmSetup({ method, expiry, outcome: said }, now);
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
};
