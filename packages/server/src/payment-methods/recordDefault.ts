import type { PaymentMethod } from '@billfold/contract';
import { asDefault, MADE_DEFAULT } from '../events/madeDefault.js';
import { auditDeed } from '../events/recordChange.js';
import type { PortalContext } from '../operation.js';

/** Writes down that a payment method is the default from now on. */
export async function recordDefault(
  context: Pick<PortalContext<unknown>, 'caller' | 'unit'>,
  paymentMethod: PaymentMethod,
): Promise<void> {
  await auditDeed(context, MADE_DEFAULT, paymentMethod.id, { after: asDefault(paymentMethod) });
}
