import type { PaymentMethod } from '@billfold/contract';
import { auditDeed } from '../events/recordChange.js';
import type { PortalContext } from '../operation.js';

/** Writes down that a payment method is the default from now on, and what it is called: it may be off file when somebody reads it. */
export async function recordDefault(
  context: Pick<PortalContext<unknown>, 'caller' | 'unit'>,
  { id, type, brand, last4 }: PaymentMethod,
): Promise<void> {
  const after = { type, brand, last4, isDefault: true };
  await auditDeed(context, 'payment_method.made_default', id, { after });
}
