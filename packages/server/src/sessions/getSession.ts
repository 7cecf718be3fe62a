import { toSession } from '../access/SessionContext.js';
import type { PortalOperation } from '../operation.js';

export const getSession: PortalOperation<'getSession'> = async ({ session, provider, billingNow }) =>
  toSession(session, await billingNow(), provider);
