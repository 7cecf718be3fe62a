import { countAttempt, limits } from '../access/attempts.js';
import { auditDeed } from '../events/recordChange.js';
import type { PortalOperation } from '../operation.js';

export const createSetupIntent: PortalOperation<'createSetupIntent'> = async (context) => {
  const { billing, session, unit } = context;
  await countAttempt(unit, session.customer, 'createSetupIntent', limits.createSetupIntent);
  const intent = await billing.createSetupIntent();
  await auditDeed(context, 'setup_intent.created', intent.id);
  return intent;
};
