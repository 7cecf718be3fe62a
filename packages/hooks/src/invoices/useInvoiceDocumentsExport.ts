'use client';
import { exportInvoiceDocuments, type InputOf } from '@billfold/contract';
import { useMutation } from '@tanstack/react-query';
import { mutationDefaults } from '../mutationDefaults.js';
import { useBillfold } from '../useBillfold.js';
import { saveDocument } from './saveDocument.js';

/** Of which year (UTC); left out: of all. */
export type InvoiceDocumentsExportInput = InputOf<typeof exportInvoiceDocuments>;

/**
 * Downloads the PDF documents of the customer's invoices in one archive (ZIP). `download` starts it; `isPending`, `error`
 * and `variables` (which year) tell how it goes. `too_many_documents`: ask for one year. It is never tried again by itself:
 * a file that appears late surprises.
 */
export function useInvoiceDocumentsExport() {
  const { client, queryClient } = useBillfold();
  const mutation = useMutation(
    {
      ...mutationDefaults,
      mutationFn: async (input: InvoiceDocumentsExportInput) =>
        saveDocument(await client.download(exportInvoiceDocuments, input)),
    },
    queryClient,
  );
  return { ...mutation, download: (input: InvoiceDocumentsExportInput = {}) => mutation.mutate(input) };
}
