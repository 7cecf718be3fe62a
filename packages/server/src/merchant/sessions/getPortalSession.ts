import type { MerchantOperation } from '../../operation.js';
import { readSession } from './sessionRows.js';

export const getPortalSession: MerchantOperation<'getPortalSession'> = ({ input, merchant, unit }) =>
  readSession(unit, merchant, input.session);
