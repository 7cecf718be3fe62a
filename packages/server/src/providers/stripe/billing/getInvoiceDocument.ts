import type { Document } from '@billfold/contract';
import { documentFilename } from '../../../invoices/documentFilename.js';
import { answering } from '../read/toBillfoldError.js';
import type { StripeContext } from '../StripeContext.js';
import { fetchPdf } from './fetchPdf.js';
import { readInvoice } from './readInvoice.js';

/**
 * The document of an invoice, as Stripe has drawn it. Its address is read anew every time and kept nowhere: it works for whoever
 * has it, and not for long. See `CustomerBilling.getInvoiceDocument`.
 *
 * Stripe's receipts are web pages: there is no document of that kind.
 */
export function getInvoiceDocument(
  context: StripeContext,
  id: string,
  kind: 'invoice' | 'receipt',
): Promise<Document | null> {
  return answering(async () => {
    if (kind === 'receipt') return null;
    const invoice = await readInvoice(context, id);
    if (!invoice?.invoice_pdf) return null;
    const bytes = await fetchPdf(invoice.invoice_pdf, {
      apiUrl: context.settings.apiUrl,
      deadline: context.unit.deadline,
    });
    return { filename: documentFilename({ id, number: invoice.number ?? id }, kind), bytes };
  });
}
