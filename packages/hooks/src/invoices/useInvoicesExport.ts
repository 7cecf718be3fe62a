'use client';
import { exportInvoices, type InputOf } from '@billfold/contract';
import { useMutation } from '@tanstack/react-query';
import { mutationDefaults } from '../mutationDefaults.js';
import { useBillfold } from '../useBillfold.js';
import { saveDocument } from './saveDocument.js';

/** Of which year (UTC); left out: of all. */
export type InvoicesExportInput = InputOf<typeof exportInvoices>;

/**
 * Downloads the customer's invoices as a table for spreadsheets (CSV). `download` starts it; `isPending`, `error` and
 * `variables` (which year) tell how it goes. It is never tried again by itself: a file that appears late surprises.
 */
export function useInvoicesExport() {
  const { client, queryClient } = useBillfold();
  const mutation = useMutation(
    {
      ...mutationDefaults,
      mutationFn: async (input: InvoicesExportInput) =>
        saveDocument(await client.download(exportInvoices, input)),
    },
    queryClient,
  );
  return { ...mutation, download: (input: InvoicesExportInput = {}) => mutation.mutate(input) };
}
