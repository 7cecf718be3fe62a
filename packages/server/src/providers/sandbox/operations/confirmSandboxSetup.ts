import { countAttempt } from '../../../access/attempts.js';
import { confirmIntent } from '../billing/setups.js';
import type { SandboxPortalOperation } from './SandboxPortalOperation.js';

/** How often a customer may confirm in an hour: whoever tries cards out does it more often than whoever has some. */
export const CONFIRMATIONS_AN_HOUR = 20;

export const confirmSandboxSetup: SandboxPortalOperation<'confirmSandboxSetup'> = async (context) => {
  await countAttempt(context.unit, context.customer, 'confirmSandboxSetup', CONFIRMATIONS_AN_HOUR);
  return confirmIntent(context, context.input);
};
