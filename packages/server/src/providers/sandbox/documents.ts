import type { InvoiceWithLines } from '@billfold/contract';
import type { DocumentBranding } from '../../provider/Provider.js';
import type { BilledTo } from './engine/account.js';

/** Everything that is printed on an invoice or a receipt. */
export interface InvoiceDocument {
  kind: 'invoice' | 'receipt';
  invoice: InvoiceWithLines;
  /** Who is billed, as the customer was called when the invoice was issued. */
  customer: BilledTo;
  branding: DocumentBranding;
}

/**
 * Draws documents. Handed in, because drawing needs fonts and a library that a browser tab does not load.
 * The same document gives the same bytes.
 */
export type RenderDocument = (document: InvoiceDocument) => Promise<Uint8Array>;
