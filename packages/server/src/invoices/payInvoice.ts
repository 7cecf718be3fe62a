import { BillfoldError, Refusal } from '../errors.js';
import { recordChange } from '../events/recordChange.js';
import { recordCharge } from '../events/recordCharge.js';
import type { PortalOperation } from '../operation.js';

export const payInvoice: PortalOperation<'payInvoice'> = async (context) => {
  const { input, billing } = context;
  const before = await billing.getInvoice(input.invoice);
  if (!before) throw new BillfoldError('not_found');
  const result = await recordCharge(context, before.id, await billing.payInvoice(before.id));
  if (!(result instanceof Refusal) && result.status === 'succeeded') {
    const { lines: _lines, taxes: _taxes, ...summary } = before;
    await recordChange(context, 'invoice.paid', summary, result.invoice);
  }
  return result;
};
