import { toSession } from '../access/SessionContext.js';
import type { SessionOperation } from '../operation.js';

export const getSession: SessionOperation<'getSession'> = async ({ caller, provider, billingNow }) =>
  toSession(caller, await billingNow(), provider);
