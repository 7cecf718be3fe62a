import type { PortalOperation } from '../operation.js';
import { findSubscription, toBeSeen } from './findSubscription.js';

export const getSubscription: PortalOperation<'getSubscription'> = async (context) =>
  toBeSeen(context, await findSubscription(context, context.input.subscription));
