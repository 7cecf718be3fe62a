'use client';
import { getInvoicePdf, getInvoiceReceipt } from '@billfold/contract';
import { useMutation } from '@tanstack/react-query';
import { mutationDefaults } from '../mutationDefaults.js';
import { useBillfold } from '../useBillfold.js';
import { saveDocument } from './saveDocument.js';

/** Which document of which invoice (`in_…`). A receipt exists only for what was paid: see `invoice.documents`. */
export interface InvoiceDocumentInput {
  invoice: string;
  kind: 'invoice' | 'receipt';
}

/**
 * Downloads the PDF of an invoice or its receipt. `download` starts it; `isPending`, `error` and `variables` (which
 * one) tell how it goes. It is never tried again by itself: a file that appears late surprises.
 */
export function useInvoiceDocument() {
  const { client, queryClient } = useBillfold();
  const mutation = useMutation(
    {
      ...mutationDefaults,
      mutationFn: async ({ invoice, kind }: InvoiceDocumentInput) =>
        saveDocument(
          await client.download(kind === 'receipt' ? getInvoiceReceipt : getInvoicePdf, { invoice }),
        ),
    },
    queryClient,
  );
  return { ...mutation, download: mutation.mutate };
}
