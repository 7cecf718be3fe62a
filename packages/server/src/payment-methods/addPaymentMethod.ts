import { Refusal } from '../errors.js';
import { auditDeed, recordObject } from '../events/recordChange.js';
import { finishSetup, keepChoice } from '../notices/setupRows.js';
import { isTold } from '../notices/toldRows.js';
import type { PortalOperation } from '../operation.js';
import { recordDefault } from './recordDefault.js';
import { recordMoved } from './recordMoved.js';
import { refuseManagedChoice } from './refuseManagedChoice.js';

/** What the browser says of an intent proves nothing: the provider is asked whose it is and what became of it. */
export const addPaymentMethod: PortalOperation<'addPaymentMethod'> = async (context) => {
  const { input, billing, caller, unit } = context;
  await refuseManagedChoice(context, input);
  const outcome = await billing.addPaymentMethod(input);
  switch (outcome.status) {
    case 'failed':
      await auditDeed(context, 'setup_intent.failed', input.setupIntent);
      return new Refusal('payment_failed', { payment: { failure: outcome.failure } });
    case 'requires_action':
    case 'pending': {
      const { setupIntent, ...choice } = input;
      await keepChoice(context, setupIntent, choice);
      return outcome;
    }
    case 'succeeded': {
      const { paymentMethod, isNew } = outcome;
      await finishSetup(context, input.setupIntent);
      if (isNew) {
        // The provider may have sent word of it before the customer's page could.
        const isKnown = await isTold(unit.database, caller.customer, 'payment_method', paymentMethod.id);
        if (!isKnown) await recordObject(context, 'payment_method.attached', paymentMethod);
        if (paymentMethod.isDefault) await recordDefault(context, paymentMethod);
      }
      return { status: 'succeeded', paymentMethod, moved: await recordMoved(context, outcome.moved) };
    }
  }
};
