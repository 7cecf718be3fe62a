import { BillfoldError } from '../errors.js';
import type { PortalOperation } from '../operation.js';

export const getInvoice: PortalOperation<'getInvoice'> = async ({ input, billing }) => {
  const invoice = await billing.getInvoice(input.invoice);
  if (!invoice) throw new BillfoldError('not_found');
  return invoice;
};
