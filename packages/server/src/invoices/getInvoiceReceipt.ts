import { documentBranding } from '../branding/documentBranding.js';
import { BillfoldError } from '../errors.js';
import type { PortalOperation } from '../operation.js';

export const getInvoiceReceipt: PortalOperation<'getInvoiceReceipt'> = async ({
  input,
  billing,
  caller,
  unit,
}) => {
  const branding = await documentBranding(caller, unit);
  const document = await billing.getInvoiceDocument(input.invoice, 'receipt', branding);
  if (!document) throw new BillfoldError('not_found');
  return document;
};
