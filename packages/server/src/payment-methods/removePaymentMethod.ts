import { recordObject } from '../events/recordChange.js';
import type { PortalOperation } from '../operation.js';

export const removePaymentMethod: PortalOperation<'removePaymentMethod'> = async (context) => {
  const removed = await context.billing.removePaymentMethod(context.input.paymentMethod);
  await recordObject(context, 'payment_method.detached', removed);
  return null;
};
