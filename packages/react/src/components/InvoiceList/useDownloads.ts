'use client';
import { useInvoiceDocument } from '@billfold/hooks';
import { useCallback, useState } from 'react';
import { problemOf } from '../../problem.js';
import type { DownloadProgress, InvoiceDocumentRequest } from './download.js';

/** Any number of downloads at a time, each with its own fate. */
export function useDownloads() {
  const { mutateAsync } = useInvoiceDocument();
  const [downloads, setDownloads] = useState<Record<string, DownloadProgress | undefined>>({});

  const onDownload = useCallback(
    async (document: InvoiceDocumentRequest) => {
      const note = (progress: DownloadProgress | undefined) =>
        setDownloads((all) => ({ ...all, [`${document.invoice} ${document.kind}`]: progress }));
      note('busy');
      await mutateAsync(document).then(
        () => note(undefined),
        (error: unknown) => note(problemOf(error) ?? undefined),
      );
    },
    [mutateAsync],
  );
  return { downloads, onDownload };
}
