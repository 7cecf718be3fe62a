import { fetchSession, type Authenticate } from '@billfold/hooks';
import type { PaymentFields } from './PaymentFields.js';

/**
 * Confirmations by whichever provider the session names: `authenticate` of a root that has fields and none of its own.
 * The session is asked when the bank asks, which is seldom, so that no page waits for it before.
 */
export function authenticateWith(all: readonly PaymentFields[], locale: string): Authenticate {
  return async (step) => {
    const { paymentFields } = await fetchSession(step.client, step.signal);
    const fields = all.find(({ provider }) => provider === paymentFields?.provider);
    if (!paymentFields || !fields) {
      throw new Error(
        `A payment must be confirmed with the bank, but <BillfoldRoot> has no \`paymentFields\` for ${paymentFields?.provider ?? 'this portal'}. Pass those of the provider, or \`authenticate\`.`,
      );
    }
    return fields.authenticate({ ...step, locale, settings: paymentFields.settings });
  };
}
