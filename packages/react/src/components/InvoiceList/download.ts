import type { Problem } from '../../problem.js';

/** A download that is under way, or why it failed. */
export type DownloadProgress = 'busy' | Problem;

/** One document of one invoice. */
export interface InvoiceDocumentRequest {
  /** The invoice's id. */
  invoice: string;
  kind: 'invoice' | 'receipt';
}
