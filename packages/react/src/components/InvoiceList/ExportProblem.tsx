import { sentenceOf } from '../../problem.js';
import type { DownloadProgress } from './download.js';
import type { InvoiceListWords } from './invoiceListWords.js';

/** Why many were not downloaded at once; nothing as long as nothing is wrong. */
export function ExportProblem({ progress, failed, year, words }: ExportProblemProps) {
  if (!progress || progress === 'busy') return null;
  // Who has chosen a year must not be told to choose one.
  const isTooManyOfYear = progress.code === 'too_many_documents' && year !== null;
  return (
    <p role="alert" className="bf-Field-problem">
      {failed} {isTooManyOfYear ? words.invoiceList.tooManyOfYear(year) : sentenceOf(progress, words.errors)}
    </p>
  );
}

interface ExportProblemProps {
  progress: DownloadProgress | undefined;
  /** What was not done. */
  failed: string;
  /** Of which year; null: of all. */
  year: number | null;
  words: InvoiceListWords;
}
