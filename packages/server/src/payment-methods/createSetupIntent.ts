import { isCustomer } from '../access/Caller.js';
import { countAttempt, limits } from '../access/attempts.js';
import { auditDeed } from '../events/recordChange.js';
import { beginSetup } from '../notices/setupRows.js';
import type { PortalOperation } from '../operation.js';

export const createSetupIntent: PortalOperation<'createSetupIntent'> = async (context) => {
  const { billing, caller, unit } = context;
  if (isCustomer(caller))
    await countAttempt(unit, caller.customer, 'createSetupIntent', limits.createSetupIntent);
  const intent = await billing.createSetupIntent();
  await beginSetup(context, intent.id);
  await auditDeed(context, 'setup_intent.created', intent.id);
  return intent;
};
