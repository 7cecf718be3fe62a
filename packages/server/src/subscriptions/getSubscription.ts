import type { PortalOperation } from '../operation.js';
import { findSubscription } from './findSubscription.js';

export const getSubscription: PortalOperation<'getSubscription'> = (context) =>
  findSubscription(context, context.input.subscription);
