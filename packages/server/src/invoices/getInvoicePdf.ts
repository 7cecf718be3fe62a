import { BillfoldError } from '../errors.js';
import type { PortalOperation } from '../operation.js';

export const getInvoicePdf: PortalOperation<'getInvoicePdf'> = async ({ input, billing, session }) => {
  const document = await billing.getInvoiceDocument(input.invoice, 'invoice', session.branding);
  if (!document) throw new BillfoldError('not_found');
  return document;
};
