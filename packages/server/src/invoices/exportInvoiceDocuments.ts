import type { Invoice } from '@billfold/contract';
import { documentBranding } from '../branding/documentBranding.js';
import { BillfoldError } from '../errors.js';
import type { PortalOperation } from '../operation.js';
import { archiveOf, type ArchivedFile } from './archiveOf.js';
import { documentFilename } from './documentFilename.js';
import { invoicesCsv } from './invoicesCsv.js';
import { listAllInvoices } from './listAllInvoices.js';

/**
 * How many documents an archive may hold. To draw one takes about 20 ms and makes 20 KB of it, so that these are there in
 * 4 s, with room for a machine that is slower or busy before the page stops waiting after 15.
 */
export const MOST_DOCUMENTS = 200;

/** How many bytes they may be together: each holds the project's logo, and what is gathered is held twice in memory. */
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * The archive is made whole before a byte of it is sent, which the bound makes affordable: when a document can not be had, the
 * answer is an error, and never a file that somebody files away as complete.
 */
export const exportInvoiceDocuments: PortalOperation<'exportInvoiceDocuments'> = async (context) => {
  const { input, billing, caller, unit } = context;
  const { year = null } = input;
  const invoices: Invoice[] = [];
  let documents = 0;
  for await (const invoice of listAllInvoices(billing, year)) {
    invoices.push(invoice);
    // Counted before the first is drawn: too many are refused at once, and for next to nothing.
    if (invoice.documents.invoice && (documents += 1) > MOST_DOCUMENTS) {
      throw new BillfoldError('too_many_documents');
    }
  }

  const name = year === null ? 'invoices' : `invoices-${year}`;
  const table = new TextEncoder().encode(await invoicesCsv(invoices));
  const files: ArchivedFile[] = [{ name: `${name}.csv`, bytes: table, at: invoices[0]?.issuedAt ?? null }];
  let size = 0;
  const branding = await documentBranding(caller, unit);
  for (const invoice of invoices.filter((it) => it.documents.invoice)) {
    await othersAreAnswered();
    const document = await billing.getInvoiceDocument(invoice.id, 'invoice', branding);
    if (!document) continue;
    const { bytes } = document;
    if ((size += bytes.byteLength) > MOST_BYTES) throw new BillfoldError('too_many_documents');
    files.push({ name: documentFilename(invoice, 'invoice'), bytes, at: invoice.issuedAt });
  }
  return { filename: `${name}.zip`, bytes: await archiveOf(files) };
};

/** Drawing is work, and all of it at once would keep everybody else waiting for seconds. */
const othersAreAnswered = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
