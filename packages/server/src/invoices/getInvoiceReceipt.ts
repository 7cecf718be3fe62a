import { BillfoldError } from '../errors.js';
import type { PortalOperation } from '../operation.js';

export const getInvoiceReceipt: PortalOperation<'getInvoiceReceipt'> = async ({ input, billing, caller }) => {
  const document = await billing.getInvoiceDocument(input.invoice, 'receipt', caller.branding);
  if (!document) throw new BillfoldError('not_found');
  return document;
};
