import { recordObject } from '../events/recordChange.js';
import type { PortalOperation } from '../operation.js';
import { recordMoved } from './recordMoved.js';

export const removePaymentMethod: PortalOperation<'removePaymentMethod'> = async (context) => {
  const { paymentMethod, moved } = await context.billing.removePaymentMethod(context.input.paymentMethod);
  await recordObject(context, 'payment_method.detached', paymentMethod);
  await recordMoved(context, moved);
  return null;
};
