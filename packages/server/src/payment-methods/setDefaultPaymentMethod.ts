import type { PortalOperation } from '../operation.js';
import { recordDefault } from './recordDefault.js';
import { recordMoved } from './recordMoved.js';
import { refuseManagedChoice } from './refuseManagedChoice.js';

export const setDefaultPaymentMethod: PortalOperation<'setDefaultPaymentMethod'> = async (context) => {
  await refuseManagedChoice(context, context.input);
  const { paymentMethod, moved, isNew } = await context.billing.setDefaultPaymentMethod(context.input);
  if (isNew) await recordDefault(context, paymentMethod);
  return { paymentMethod, moved: await recordMoved(context, moved) };
};
