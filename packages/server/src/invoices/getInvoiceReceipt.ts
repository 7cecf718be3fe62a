import { BillfoldError } from '../errors.js';
import type { PortalOperation } from '../operation.js';

export const getInvoiceReceipt: PortalOperation<'getInvoiceReceipt'> = async ({
  input,
  billing,
  session,
}) => {
  const document = await billing.getInvoiceDocument(input.invoice, 'receipt', session.branding);
  if (!document) throw new BillfoldError('not_found');
  return document;
};
