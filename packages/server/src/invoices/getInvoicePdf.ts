import { BillfoldError } from '../errors.js';
import type { PortalOperation } from '../operation.js';

export const getInvoicePdf: PortalOperation<'getInvoicePdf'> = async ({ input, billing, caller }) => {
  const document = await billing.getInvoiceDocument(input.invoice, 'invoice', caller.branding);
  if (!document) throw new BillfoldError('not_found');
  return document;
};
